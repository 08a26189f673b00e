import { describe, expect, test } from '@jest/globals';

import type { ClientContext, ServerContext } from 'secur32';
import {
  ASC_REQ,
  ASC_RET,
  AuthenticationError,
  Credentials,
  ISC_REQ,
  ISC_RET,
  SECBUFFER,
  UnsupportedFunctionError,
} from 'secur32';

import { calls, lastCall, SCRIPTED, SCRIPTED_STREAM, script } from '../scripted-ssp/index.js';
import { refusal, rejectionOf } from '../support/errors.js';
import { shakeHands } from '../support/loopback.js';
import { connectScripted, describeScripted, prepareScripted } from '../support/scripted.js';

const BINDINGS = Buffer.from('tls-server-end-point:0123456789abcdef');
const SEC_I_CONTINUE_NEEDED = 0x00090312;
const SEC_I_COMPLETE_NEEDED = 0x00090313;
const SEC_I_COMPLETE_AND_CONTINUE = 0x00090314;
const SEC_E_INCOMPLETE_MESSAGE = 0x80090318;
const SEC_E_LOGON_DENIED = 0x8009030c;

describeScripted('what a leg is given', () => {
  test.each([
    ['a service', 'HTTP/app.sspi.test'],
    ['no ASCII', 'HTTP/größe-𝄞.sspi.test'],
    ['a long name', `HTTP/${'long.'.repeat(500)}sspi.test`],
  ])('is the target and the flags, on every leg of the client: %s', async (_, target) => {
    const flags = ISC_REQ.CONFIDENTIALITY | ISC_REQ.INTEGRITY | ISC_REQ.DELEGATE;
    using pair = await connectScripted(SCRIPTED, { target, flags });
    expect(pair.client.state).toBe('established');
    expect(calls('InitLsaModeContext').map((call) => [call.target, call.flags])).toEqual([
      [target, flags],
      [target, flags],
    ]);
  });

  test('is no target where none is given', async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED });
    using client = credentials.initiate({});
    await client.step();
    expect(lastCall('InitLsaModeContext').target).toBeNull();
  });

  test('is the flags of the server', async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED, use: 'accept' });
    const flags = ASC_REQ.INTEGRITY | ASC_REQ.IDENTIFY;
    using server = credentials.accept({ flags });
    await server.step(Buffer.from('scripted: hello'));
    expect(lastCall('AcceptLsaModeContext').flags).toBe(flags);
  });

  test('is nothing on the first leg, then the token of the peer, and room for an answer', async () => {
    using pair = await connectScripted();
    expect(pair.server.state).toBe('established');
    expect(calls('InitLsaModeContext')).toMatchObject([
      { buffers: [] },
      { buffers: [{ type: SECBUFFER.TOKEN, data: Buffer.from('scripted: welcome') }] },
    ]);
    expect(lastCall('AcceptLsaModeContext')).toMatchObject({
      buffers: [{ type: SECBUFFER.TOKEN, data: Buffer.from('scripted: hello') }],
      outputs: [{ type: SECBUFFER.TOKEN, size: 65_536, null: false }],
    });
  });

  test('has a place for what a stream does not consume', async () => {
    using pair = await connectScripted(SCRIPTED_STREAM);
    expect(pair.server.state).toBe('established');
    expect(lastCall('AcceptLsaModeContext').buffers).toMatchObject([
      { type: SECBUFFER.TOKEN },
      { type: SECBUFFER.EMPTY, size: 0 },
    ]);
  });

  test('has the channel bindings, on every leg of both ends', async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED, use: 'both' });
    const channelBindings = Buffer.from(BINDINGS);
    using client = credentials.initiate({ channelBindings });
    using server = credentials.accept({ channelBindings });
    // What is bound is what was passed, whatever becomes of that memory.
    channelBindings.fill(0);
    script('AcceptLsaModeContext', {
      status: SEC_I_CONTINUE_NEEDED,
      buffers: [{ index: 0, size: 1 }],
    });
    await server.step(Buffer.from('scripted: hello'));
    await shakeHands({ client, server });
    const legs = [...calls('InitLsaModeContext'), ...calls('AcceptLsaModeContext')];
    expect(legs).toHaveLength(4);
    for (const { buffers } of legs) {
      const [bound] = buffers.filter(({ type }) => type === SECBUFFER.CHANNEL_BINDINGS);
      expect(bound?.data.subarray(32)).toEqual(BINDINGS);
      expect(bound?.data.readUInt32LE(24)).toBe(BINDINGS.length);
      expect(bound?.data.readUInt32LE(28)).toBe(32);
    }
  });
});

describeScripted('what a leg returns', () => {
  const first = async (use: (client: ClientContext) => Promise<void>): Promise<void> => {
    using pair = await prepareScripted();
    await use(pair.client);
  };

  test('is the flags that were granted, not those that were asked for', async () => {
    script('InitLsaModeContext', { flags: 0x8001_0010, times: 2 });
    script('AcceptLsaModeContext', { flags: ASC_RET.INTEGRITY });
    using pair = await connectScripted();
    expect([pair.client.flags, pair.server.flags]).toEqual([0x8001_0010, ASC_RET.INTEGRITY]);
  });

  test('is when the context ends', async () => {
    // 2026-11-20 00:00:00.000, in local time.
    script('AcceptLsaModeContext', { expiry: 134_080_704_000_000_000n });
    using pair = await connectScripted();
    expect(pair.server.expiry).toEqual(new Date(2025, 10, 20));
    expect(pair.client.expiry).toBeUndefined();
  });

  test('is the token, cut to its size', () =>
    first(async (client) => {
      const edit = { index: 0, bytes: Buffer.from('token and more'), size: 5 };
      script('InitLsaModeContext', { status: SEC_I_CONTINUE_NEEDED, buffers: [edit] });
      expect(await client.step()).toEqual({
        done: false,
        status: SEC_I_CONTINUE_NEEDED,
        token: Buffer.from('token'),
      });
    }));

  test('may be a token after one leg, for a client that is done', () =>
    first(async (client) => {
      const edit = { index: 0, bytes: Buffer.from('once'), size: 4 };
      script('InitLsaModeContext', { status: 0, buffers: [edit] });
      expect(await client.step()).toMatchObject({ done: true, token: Buffer.from('once') });
    }));

  test.each([
    ['larger than its room', { index: 0, size: 65_537 }],
    ['in memory of the package', { index: 0, place: 'foreign' as const, size: 8 }],
    ['in memory of the package, as large as its room', { index: 0, place: 'foreign' as const }],
  ])('is refused when the token is %s', (_, edit) =>
    first(async (client) => {
      script('InitLsaModeContext', { status: SEC_I_CONTINUE_NEEDED, buffers: [edit] });
      expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
      expect(client.state).toBe('failed');
      expect(calls('DeleteContext')).toHaveLength(1);
    }),
  );

  describe('as an error', () => {
    const edit = { index: 0, bytes: Buffer.from('tell the peer'), size: 13 };
    const denied = { status: SEC_E_LOGON_DENIED, buffers: [edit] };
    const tokenOf = (error: unknown): unknown => (error as { token?: Buffer }).token;

    test('has the token for the peer when the package says so', async () => {
      using pair = await prepareScripted();
      script('InitLsaModeContext', { ...denied, flags: ISC_RET.EXTENDED_ERROR });
      script('AcceptLsaModeContext', { ...denied, flags: ASC_RET.EXTENDED_ERROR });
      const errors = [
        await rejectionOf(pair.client.step()),
        await rejectionOf(pair.server.step(Buffer.from('x'))),
      ];
      for (const error of errors) {
        expect(error).toBeInstanceOf(AuthenticationError);
        expect(tokenOf(error)).toEqual(edit.bytes);
        expect(Object.keys(error as object)).not.toContain('token');
      }
    });

    test('has no token otherwise: the room holds whatever it holds', async () => {
      using pair = await prepareScripted();
      script('InitLsaModeContext', { ...denied, flags: 0 });
      // The bit of the other side.
      script('AcceptLsaModeContext', { ...denied, flags: ISC_RET.EXTENDED_ERROR });
      expect(tokenOf(await rejectionOf(pair.client.step()))).toBeUndefined();
      expect(tokenOf(await rejectionOf(pair.server.step(Buffer.from('x'))))).toBeUndefined();
    });

    test('ends the context at any leg, and frees it', async () => {
      using pair = await prepareScripted();
      const { token } = await pair.client.step();
      const { token: answer } = await pair.server.step(token);
      script('InitLsaModeContext', { status: 0x80090322 });
      const error = await rejectionOf(pair.client.step(answer));
      expect(error).toMatchObject({
        code: 'SEC_E_WRONG_PRINCIPAL',
        syscall: 'InitializeSecurityContext',
      });
      expect(pair.client.state).toBe('failed');
      expect(calls('DeleteContext')).toHaveLength(1);
    });
  });

  // Secur32 of Wine hands CompleteAuthToken to no SSP/AP. What it does to a token is shown with a
  // provider, in scripted-provider-complete.test.ts.
  test.each([SEC_I_COMPLETE_NEEDED, SEC_I_COMPLETE_AND_CONTINUE])(
    'is completed before its token is sent: status %i',
    async (status) => {
      using pair = await prepareScripted();
      const { token } = await pair.client.step();
      const { token: answer } = await pair.server.step(token);
      script('InitLsaModeContext', { status });
      const error = await rejectionOf(pair.client.step(answer));
      expect(error).toBeInstanceOf(UnsupportedFunctionError);
      expect(error).toMatchObject({ syscall: 'CompleteAuthToken', package: SCRIPTED });
      expect(pair.client.state).toBe('failed');
    },
  );
});

describeScripted('a leg of a stream', () => {
  const accept = async (use: (server: ServerContext) => Promise<void>): Promise<void> => {
    using pair = await prepareScripted(SCRIPTED_STREAM);
    await use(pair.server);
  };

  test('keeps the bytes of an incomplete message, and no context', () =>
    accept(async (server) => {
      script('AcceptLsaModeContext', { status: SEC_E_INCOMPLETE_MESSAGE });
      const { status, done, token } = await server.step(Buffer.from('scripted: '));
      expect([status, done, token]).toEqual([SEC_E_INCOMPLETE_MESSAGE, false, undefined]);
      expect(await server.step(Buffer.from('hello'))).toMatchObject({ done: true });
      const legs = calls('AcceptLsaModeContext');
      expect(legs.map(({ buffers }) => buffers[0]?.data.toString())).toEqual([
        'scripted: ',
        'scripted: hello',
      ]);
      // The first leg made no context, so the second one has credentials again.
      expect(legs[1]?.credentials).toBe(legs[0]?.credentials);
    }));

  test('gives the extra bytes to the next leg', () =>
    accept(async (server) => {
      const inputs = [{ index: 1, type: SECBUFFER.EXTRA, size: 15 }];
      script('AcceptLsaModeContext', {
        status: SEC_I_CONTINUE_NEEDED,
        inputs,
        buffers: [{ index: 0, size: 0 }],
      });
      const { done } = await server.step(Buffer.from('first.scripted: hello'));
      expect(done).toBe(true);
      expect(lastCall('AcceptLsaModeContext').buffers[0]?.data.toString()).toBe('scripted: hello');
    }));

  test('gives the extra bytes after the last leg to the caller', () =>
    accept(async (server) => {
      const inputs = [{ index: 1, type: SECBUFFER.EXTRA, size: 4 }];
      script('AcceptLsaModeContext', { status: 0, inputs, buffers: [{ index: 0, size: 0 }] });
      const { extra } = await server.step(Buffer.from('helloDATA'));
      expect(extra?.toString()).toBe('DATA');
    }));

  test('cannot be told the end on Wine, which passes no control token on to an SSP/AP', async () => {
    using pair = await connectScripted(SCRIPTED_STREAM);
    const error = await rejectionOf(pair.client.shutdown());
    expect(error).toBeInstanceOf(UnsupportedFunctionError);
    expect(error).toMatchObject({ syscall: 'ApplyControlToken', package: SCRIPTED_STREAM });
  });
});
