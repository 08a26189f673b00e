import { beforeEach, describe, expect, test } from '@jest/globals';

import { client, leg, server } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import type { SecurityContext } from '#lib/index';
import { Status } from '#lib/index';

const { SEC_E_OK, SEC_I_CONTINUE_NEEDED, SEC_E_INCOMPLETE_MESSAGE } = Status;

const incomplete = leg({ status: SEC_E_INCOMPLETE_MESSAGE, flags: 0 });
const waiting = { done: false, status: SEC_E_INCOMPLETE_MESSAGE };

/** Makes a step and tells its result with bytes as text. */
async function step(context: SecurityContext, token?: string): Promise<unknown> {
  const result = await context.step(token === undefined ? undefined : Buffer.from(token));
  const { token: sent, extra, ...rest } = result;
  return { ...rest, ...(sent && { token: String(sent) }), ...(extra && { extra: String(extra) }) };
}

/** What each leg was given, as text. */
function given(): (string | undefined)[] {
  return fake.legCalls.map(({ inputs: [first] }) => first && String(first.data));
}

beforeEach(resetFake);

describe('the bytes of a stream', () => {
  test('are kept until they suffice', async () => {
    fake.legs = [incomplete, incomplete, leg({ status: SEC_I_CONTINUE_NEEDED, token: 'reply' })];
    const context = await server('Schannel');
    expect(await step(context, 'cli')).toEqual(waiting);
    expect(await step(context, 'ent')).toEqual(waiting);
    expect(context).toMatchObject({ state: 'handshake', flags: 0 });
    expect(await step(context, 'hello')).toMatchObject({ done: false, token: 'reply' });
    expect(given()).toEqual(['cli', 'client', 'clienthello']);
  });

  test('are kept in memory of their own', async () => {
    fake.legs = [incomplete, leg()];
    const context = await server('Schannel');
    const received = Buffer.from('cli');
    await context.step(received);
    received.write('ent');
    await context.step(received);
    expect(given()).toEqual(['cli', 'client']);
  });

  test('are not given twice', async () => {
    fake.legs = [incomplete, leg({ status: SEC_I_CONTINUE_NEEDED }), leg()];
    const context = await server('Schannel');
    await step(context, 'cli');
    await step(context, 'ent');
    expect(await step(context, 'finished')).toEqual({ done: true, status: SEC_E_OK });
    expect(given()).toEqual(['cli', 'client', 'finished']);
  });

  test('that one leg leaves over are given to the next one', async () => {
    fake.legs = [
      leg({ status: SEC_I_CONTINUE_NEEDED, token: 'one,', extra: 6 }),
      leg({ status: SEC_I_CONTINUE_NEEDED, token: 'two', extra: 3 }),
      incomplete,
      leg(),
    ];
    const context = await client('Schannel');
    expect(await step(context, 'first;second')).toEqual({ ...waiting, token: 'one,two' });
    expect(await step(context, '!')).toEqual({ done: true, status: SEC_E_OK });
    expect(given()).toEqual(['first;second', 'second', 'ond', 'ond!']);
  });

  test('of which nothing was consumed wait for more', async () => {
    fake.legs = [leg({ status: SEC_I_CONTINUE_NEEDED, extra: 5 }), leg()];
    const context = await client('Schannel');
    expect(await step(context, 'hello')).toEqual({ done: false, status: SEC_I_CONTINUE_NEEDED });
    await step(context, '!');
    expect(given()).toEqual(['hello', 'hello!']);
  });

  test('of which nothing is left over make no further leg', async () => {
    fake.legs = [leg({ status: SEC_I_CONTINUE_NEEDED, token: 'reply', extra: 0 })];
    expect(await step(await client('Schannel'), 'hello')).toEqual({
      done: false,
      status: SEC_I_CONTINUE_NEEDED,
      token: 'reply',
    });
    expect(given()).toEqual(['hello']);
  });

  test('after the handshake belong to the first message', async () => {
    fake.legs = [leg({ token: 'finished', extra: 6 })];
    const context = await client('Schannel');
    expect(await step(context, 'hello;record')).toEqual({
      done: true,
      status: SEC_E_OK,
      token: 'finished',
      extra: 'record',
    });
    fake.legs = [leg()];
    await step(context, 'ticket');
    expect(given()).toEqual(['hello;record', 'ticket']);
  });

  test('are never more than there were, whatever a package says', async () => {
    fake.legs = [leg({ extra: 99 })];
    expect(await step(await client('Schannel'), 'hello')).toMatchObject({ extra: 'hello' });
  });

  test('are none where a leg needs none', async () => {
    fake.legs = [incomplete, leg({ status: SEC_I_CONTINUE_NEEDED }), leg()];
    const context = await client('Schannel');
    await step(context, 'par');
    await step(context);
    await step(context, 'tial');
    expect(given()).toEqual(['par', undefined, 'partial']);
  });
});

describe('a step of an established stream', () => {
  test('takes what the peer sent after the handshake', async () => {
    fake.legs = [leg(), leg({ token: 'key update', flags: 1 })];
    const context = await client('Schannel');
    await step(context);
    expect(await step(context, 'post-handshake')).toMatchObject({ done: true });
    expect(context).toMatchObject({ state: 'established', flags: 1 });
  });

  test('ends the context when it fails', async () => {
    fake.legs = [leg(), leg({ status: Status.SEC_E_ILLEGAL_MESSAGE, token: 'alert' })];
    const context = await client('Schannel');
    await step(context);
    await expect(step(context, 'x')).rejects.toMatchObject({ code: 'SEC_E_ILLEGAL_MESSAGE' });
    expect(context.state).toBe('failed');
  });
});
