import { beforeEach, describe, expect, test } from '@jest/globals';

import { client, leg, server } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import { Status } from '#lib/index';

import { argumentError, refusal } from '../support/errors';
import { unusableBytes } from '../support/memory';

const { SEC_E_LOGON_DENIED } = Status;

beforeEach(resetFake);

describe('a step', () => {
  test.each(unusableBytes())('refuses a token in %s memory', async (_kind, token) => {
    const context = await server('NTLM');
    await expect(context.step(token)).rejects.toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'token'),
    );
    expect(fake.legCalls).toEqual([]);
  });

  test.each([null, 'token', 5, new ArrayBuffer(4)])('refuses the token %p', async (token) => {
    const context = await server('NTLM');
    await expect(context.step(token as never)).rejects.toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'token'),
    );
  });

  test('waits for the one before it', async () => {
    const { promise, resolve } = gate();
    fake.legs = [(call) => promise.then(() => leg({ token: 'x' })(call))];
    const context = await client('Kerberos');
    const first = context.step();
    await expect(context.step()).rejects.toEqual(refusal('ERR_SSPI_BUSY'));
    resolve();
    await expect(first).resolves.toMatchObject({ done: true });
  });

  test.each([leg({ token: 'x' }), leg({ status: SEC_E_LOGON_DENIED, token: 'x' })])(
    'fails as closed when the context is closed meanwhile, however it ends',
    async (answer) => {
      const { promise, resolve } = gate();
      fake.legs = [(call) => promise.then(() => answer(call))];
      const context = await client('Kerberos');
      const stepped = context.step();
      context.close();
      resolve();
      await expect(stepped).rejects.toEqual(refusal('ERR_SSPI_CLOSED'));
      expect(context.state).toBe('closed');
      expect(fake.contexts[0]?.closed).toBe(1);
    },
  );

  test('is refused after close', async () => {
    const context = await client('Kerberos');
    context.close();
    await expect(context.step()).rejects.toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(fake.legCalls).toEqual([]);
  });

  test('is refused after the last one', async () => {
    fake.legs = [leg()];
    const context = await client('Kerberos');
    await context.step();
    await expect(context.step()).rejects.toEqual(refusal('ERR_SSPI_ESTABLISHED'));
    expect(context.state).toBe('established');
  });
});

function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
