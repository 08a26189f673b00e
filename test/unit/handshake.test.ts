import { beforeEach, describe, expect, test } from '@jest/globals';

import { acquire, client, GRANTED, leg, server } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import { ISC_REQ, SECBUFFER } from '#lib/constants';
import type { SecurityContext, SspiError, StepResult } from '#lib/index';
import {
  DEFAULT_ACCEPT_FLAGS,
  DEFAULT_INITIATE_FLAGS,
  DEFAULT_STREAM_ACCEPT_FLAGS,
  DEFAULT_STREAM_INITIATE_FLAGS,
  Status,
} from '#lib/index';

import { argumentError, refusal, rejectionOf } from '../support/errors';

const {
  SEC_E_OK,
  SEC_I_CONTINUE_NEEDED,
  SEC_I_COMPLETE_NEEDED,
  SEC_I_COMPLETE_AND_CONTINUE,
  SEC_E_LOGON_DENIED,
} = Status;

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && String(bytes);

/** A result with its bytes as text. */
function readable(result: StepResult): unknown {
  const { token, extra, ...rest } = result;
  return { ...rest, ...(token && { token: text(token) }), ...(extra && { extra: text(extra) }) };
}

async function step(context: SecurityContext, token?: string): Promise<unknown> {
  return readable(await context.step(token === undefined ? undefined : Buffer.from(token)));
}

beforeEach(resetFake);

describe('a handshake', () => {
  test('goes from leg to leg until it is done', async () => {
    const expiry = 134_000_000_000_000_000n;
    fake.legs = [
      leg({ status: SEC_I_CONTINUE_NEEDED, flags: 2, token: 'one' }),
      leg({ token: 'two', expiry }),
    ];
    const context = await client('Kerberos', { target: 'HTTP/a', flags: ISC_REQ.INTEGRITY });
    expect(context).toMatchObject({ state: 'handshake', flags: 0, package: 'Kerberos' });
    expect(await step(context)).toEqual({
      done: false,
      status: SEC_I_CONTINUE_NEEDED,
      token: 'one',
    });
    expect(context).toMatchObject({ state: 'handshake', flags: 2 });
    expect(await step(context, 'reply')).toEqual({ done: true, status: SEC_E_OK, token: 'two' });
    expect(context).toMatchObject({ state: 'established', flags: GRANTED });
    expect(context.expiry?.getFullYear()).toBe(2025);
    expect(fake.legCalls.map(({ method, target, flags }) => [method, target, flags])).toEqual([
      ['initialize', 'HTTP/a', ISC_REQ.INTEGRITY],
      ['initialize', 'HTTP/a', ISC_REQ.INTEGRITY],
    ]);
  });

  test.each([
    ['Kerberos', DEFAULT_INITIATE_FLAGS, DEFAULT_ACCEPT_FLAGS],
    ['Schannel', DEFAULT_STREAM_INITIATE_FLAGS, DEFAULT_STREAM_ACCEPT_FLAGS],
  ])('of %s asks for its default flags', async (name, initiate, accept) => {
    fake.legs = [leg(), leg()];
    await step(await client(name));
    await step(await server(name), 'hello');
    expect(fake.legCalls.map(({ flags }) => flags)).toEqual([initiate, accept]);
  });

  test('of NTLM needs no target', async () => {
    fake.legs = [leg()];
    await step((await acquire('NTLM')).initiate({}));
    expect(fake.legCalls[0]).toMatchObject({ target: null });
  });

  test.each([
    ['Negotiate', 70_000],
    ['NTLM', 65_536],
    ['Schannel', 65_536],
  ])('of %s gives room for %p bytes of token', async (name, size) => {
    fake.legs = [leg()];
    await step(await client(name));
    expect(fake.legCalls[0]?.outputs).toEqual([{ type: SECBUFFER.TOKEN, size }]);
  });

  test.each([
    ['Kerberos', [{ type: SECBUFFER.TOKEN, data: Buffer.from('hello') }]],
    [
      'Schannel',
      [
        { type: SECBUFFER.TOKEN, data: Buffer.from('hello') },
        { type: SECBUFFER.EMPTY, data: Buffer.alloc(0) },
      ],
    ],
  ])('of %s passes the token on, and begins without one', async (name, inputs) => {
    fake.legs = [leg({ status: SEC_I_CONTINUE_NEEDED }), leg()];
    const context = await client(name);
    expect(await step(context)).toEqual({ done: false, status: SEC_I_CONTINUE_NEEDED });
    expect(await step(context, 'hello')).toEqual({ done: true, status: SEC_E_OK });
    expect(fake.legCalls.map((call) => call.inputs)).toEqual([[], inputs]);
  });

  test('copies the token before it waits', async () => {
    fake.legs = [leg()];
    const token = Buffer.from('hello');
    const stepped = (await server('NTLM')).step(token);
    token.fill('x');
    await stepped;
    expect(text(fake.legCalls[0]?.inputs[0]?.data)).toBe('hello');
  });
});

describe('a token to complete', () => {
  test.each([
    [SEC_I_COMPLETE_NEEDED, { done: true, status: SEC_E_OK }],
    [SEC_I_COMPLETE_AND_CONTINUE, { done: false, status: SEC_I_CONTINUE_NEEDED }],
  ])('goes through CompleteAuthToken after status %p', async (status, expected) => {
    fake.legs = [leg({ status, token: 'raw' })];
    fake.complete = () => ({ status: 0, token: 'completed' });
    const context = await client('Negotiate');
    expect(await step(context)).toEqual({ ...expected, token: 'completed' });
    expect(fake.completed.map(text)).toEqual(['raw']);
    expect(context.state).toBe(expected.done ? 'established' : 'handshake');
  });

  test('ends the handshake when it cannot be completed', async () => {
    fake.legs = [leg({ status: SEC_I_COMPLETE_NEEDED, token: 'raw' })];
    fake.complete = () => ({ status: Status.SEC_E_INVALID_TOKEN, token: '' });
    const context = await client('Negotiate');
    await expect(context.step()).rejects.toMatchObject({
      name: 'InvalidTokenError',
      syscall: 'CompleteAuthToken',
      package: 'Negotiate',
    });
    expect(context.state).toBe('failed');
  });

  test('does not bring back a context that was closed meanwhile', async () => {
    fake.legs = [leg({ status: SEC_I_COMPLETE_NEEDED, token: 'raw' })];
    const context = await client('Negotiate');
    fake.complete = () => {
      context.close();
      return { status: 0, token: 'completed' };
    };
    await expect(context.step()).rejects.toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(context.state).toBe('closed');
  });
});

describe('the room for a token that no status announces', () => {
  // The package leaves the whole room, 64 KiB of nothing, with its size as it was.
  test.each(['Kerberos', 'Schannel'])(
    'is not read after a success that no handshake knows, which ends it: %s',
    async (name) => {
      const status = 0x0009dead;
      fake.legs = [leg({ status, token: null })];
      const context = await client(name);
      const error = (await rejectionOf(context.step())) as SspiError;
      expect(error).toMatchObject({ status, code: '0x0009DEAD' });
      expect(error.token).toBeUndefined();
      expect(context.state).toBe('failed');
    },
  );

  test('is not read where the record is incomplete, whatever the flags', async () => {
    const status = Status.SEC_E_INCOMPLETE_MESSAGE;
    fake.legs = [leg({ status, flags: 0xffff_ffff, token: null })];
    expect(await step(await server('Schannel'), 'hel')).toEqual({ done: false, status });
  });

  test('is not read where credentials are incomplete, and the call is made again', async () => {
    fake.legs = [
      leg({ status: Status.SEC_I_INCOMPLETE_CREDENTIALS, token: null }),
      leg({ status: SEC_I_CONTINUE_NEEDED, token: 'finished' }),
    ];
    expect(await step(await client('Schannel'), 'request')).toEqual({
      done: false,
      status: SEC_I_CONTINUE_NEEDED,
      token: 'finished',
    });
    expect(fake.legCalls.map(({ inputs }) => text(inputs[0]?.data))).toEqual([
      'request',
      'request',
    ]);
    const supplied = fake.legCalls.map(({ flags }) => flags & ISC_REQ.USE_SUPPLIED_CREDS);
    expect(supplied).toEqual([0, ISC_REQ.USE_SUPPLIED_CREDS]);
  });

  test('is not read after a failure without EXTENDED_ERROR', async () => {
    fake.legs = [leg({ status: SEC_E_LOGON_DENIED, flags: 0, token: null })];
    expect(await rejectionOf((await client('NTLM')).step())).not.toHaveProperty('token');
  });
});

test('a package that keeps wanting credentials is asked twice, not forever', async () => {
  const wanting = leg({ status: Status.SEC_I_INCOMPLETE_CREDENTIALS });
  fake.legs = [wanting, wanting, wanting];
  const context = await client('Schannel');
  await expect(context.step(Buffer.from('request'))).rejects.toMatchObject({
    code: 'SEC_I_INCOMPLETE_CREDENTIALS',
    syscall: 'InitializeSecurityContext',
  });
  expect(fake.legCalls).toHaveLength(2);
  expect(context.state).toBe('failed');
});

describe('a failed leg', () => {
  test.each<['client' | 'server', number, string]>([
    ['client', 0x4000, 'InitializeSecurityContext'],
    ['server', 0x8000, 'AcceptSecurityContext'],
  ])('of a %s brings the token for the peer', async (side, extended, syscall) => {
    const flags = [extended, 0xc000 - extended];
    fake.legs = flags.map((each) => leg({ status: SEC_E_LOGON_DENIED, flags: each, token: 'why' }));
    const tokens: unknown[] = [];
    for (let i = 0; i < 2; i += 1) {
      const context = side === 'client' ? await client('Kerberos') : await server('Kerberos');
      const error = await rejectionOf(context.step(Buffer.from('hello')));
      expect(error).toMatchObject({ name: 'AuthenticationError', syscall, package: 'Kerberos' });
      tokens.push((error as { token?: Buffer }).token);
    }
    // The other side's bit means something else here.
    expect(tokens).toEqual([Buffer.from('why'), undefined]);
  });

  test.each([SEC_E_LOGON_DENIED, 0x8009dead, Status.SEC_E_INCOMPLETE_MESSAGE])(
    'ends the context of a package that is no stream: %p',
    async (status) => {
      fake.legs = [leg({ status, token: 'x' })];
      const context = await client('Kerberos');
      await expect(context.step()).rejects.toMatchObject({ status });
      expect(context).toMatchObject({ state: 'failed', flags: 0 });
      expect(fake.contexts[0]?.closed).toBe(1);
      await expect(context.step()).rejects.toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
      await expect(context.step()).rejects.toThrow(/handshake has failed/);
      expect(fake.legCalls).toHaveLength(1);
    },
  );

  test('that the addon itself throws leaves the context as it was', async () => {
    fake.legs = [
      () => {
        throw new TypeError('expected a number');
      },
      leg(),
    ];
    const context = await client('Kerberos');
    await expect(context.step()).rejects.toThrow('expected a number');
    expect(await step(context)).toEqual({ done: true, status: SEC_E_OK });
  });
});

describe('channel bindings', () => {
  const header = `${'00'.repeat(24)}0300000020000000`;

  test.each(['initiate', 'accept'] as const)('go with every leg: %s', async (method) => {
    fake.legs = [leg({ status: SEC_I_CONTINUE_NEEDED }), leg()];
    const channelBindings = Buffer.from('tls');
    const credentials = await acquire('Kerberos', { use: 'both' });
    const context =
      method === 'initiate'
        ? credentials.initiate({ target: 'a', channelBindings })
        : credentials.accept({ channelBindings });
    channelBindings.fill('x');
    await step(context, method === 'accept' ? 'first' : undefined);
    await step(context, 'reply');
    const sent = fake.legCalls.map(({ inputs }) => inputs.at(-1));
    expect(sent.map((each) => each?.type)).toEqual([14, 14]);
    for (const each of sent) expect(each?.data.toString('hex')).toBe(`${header}746c73`);
    const first = method === 'accept' ? 2 : 1;
    expect(fake.legCalls.map(({ inputs }) => inputs.length)).toEqual([first, 2]);
  });
});

test('a server waits for the token of its client', async () => {
  const context = await server('Kerberos');
  const error = argumentError('ERR_INVALID_ARG_TYPE', "token must be the client's token");
  expect(await rejectionOf(context.step())).toEqual(error);
  expect(fake.legCalls).toEqual([]);
});

test('options are read once: a getter cannot smuggle in what was refused', async () => {
  const credentials = await acquire('Kerberos');
  const answers = [ISC_REQ.INTEGRITY, ISC_REQ.ALLOCATE_MEMORY];
  const options = {
    target: 'a',
    get flags() {
      return answers.shift() ?? 0;
    },
  };
  fake.legs = [leg()];
  await credentials.initiate(options).step();
  expect(fake.legCalls[0]?.flags).toBe(ISC_REQ.INTEGRITY);
});
