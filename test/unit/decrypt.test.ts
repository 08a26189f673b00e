import { beforeEach, describe, expect, test } from '@jest/globals';

import { established } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import type { FakeMessage } from '../support/fake-message';

import { ISC_RET, SECBUFFER, SECQOP } from '#lib/constants';
import { SecBuffer, Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';

const { EMPTY, DATA, EXTRA, MISSING, STREAM_HEADER, STREAM_TRAILER } = SECBUFFER;

/** The layout of Schannel: all bytes received, and three places. */
function received(content: string): SecBuffer[] {
  const [empty] = [SecBuffer.empty()];
  return [SecBuffer.data(Buffer.from(content)), empty, empty, empty];
}

/** Cuts the first buffer into parts of these types and sizes, as Schannel does. */
function cut(message: FakeMessage, parts: [type: number, size: number][]): void {
  const whole = message.given[0]?.memory;
  let at = 0;
  parts.forEach(([type, size], index) => {
    const part = { type, size, memory: whole?.subarray(at) ?? null };
    Object.assign(message.buffers[index] ?? {}, part);
    at += size;
  });
}

beforeEach(resetFake);

describe('decryptMessage', () => {
  test('opens in place and finds the parts by their type', async () => {
    fake.decrypt = (message) => {
      cut(message, [
        [STREAM_HEADER, 4],
        [DATA, 5],
        [STREAM_TRAILER, 3],
        [EXTRA, 4],
      ]);
      return 0;
    };
    const context = await established('Schannel');
    const input = received('HEADplainTLRnext');
    const result = context.decryptMessage(input);
    expect(result).toMatchObject({
      status: 0,
      qop: 0,
      data: Buffer.from('plain'),
      extra: Buffer.from('next'),
      renegotiate: false,
      expired: false,
    });
    expect(result.buffers.map(({ type }) => type)).toEqual([
      STREAM_HEADER,
      DATA,
      STREAM_TRAILER,
      EXTRA,
    ]);
    expect(result.data?.buffer).toBe(input[0]?.data?.buffer);
    expect(result).not.toHaveProperty('missing');
  });

  test('tells a message that is only signed', async () => {
    fake.decrypt = (message) => {
      message.qop = SECQOP.WRAP_NO_ENCRYPT;
      return 0;
    };
    const context = await established('Kerberos');
    const buffers = [SecBuffer.token(28), SecBuffer.data(Buffer.from('plain'))];
    expect(context.decryptMessage(buffers, { sequenceNumber: 9 })).toMatchObject({
      qop: 0x80000001,
      data: Buffer.from('plain'),
    });
    expect(fake.messages[0]?.sequenceNumber).toBe(9);
  });

  test('refuses a message that is only signed where encryption is required', async () => {
    let qop: number = SECQOP.WRAP_NO_ENCRYPT;
    fake.decrypt = (message) => {
      message.qop = qop;
      return 0;
    };
    const context = await established('Kerberos');
    const open = (requireEncryption: boolean) =>
      context.decryptMessage([SecBuffer.data(Buffer.from('plain'))], { requireEncryption });
    const refused = refusal('ERR_SSPI_NOT_ENCRYPTED');
    expect(thrownBy(() => open(true))).toEqual(refused);
    const later = context.decryptMessageAsync([], { requireEncryption: true });
    expect(await rejectionOf(later)).toEqual(refused);
    expect(open(false).qop).toBe(qop);
    qop = 0;
    expect(open(true)).toMatchObject({ qop: 0, data: Buffer.from('plain') });
    // Its packages do not say: what counts is what the context grants.
    const signing = await established('NTLM', { flags: ISC_RET.INTEGRITY });
    const demand = () => signing.decryptMessage([], { requireEncryption: true });
    expect(thrownBy(demand)).toEqual(refused);
  });

  test('leaves over the tail of the input where a package says only how much it is', async () => {
    fake.decrypt = (message) => {
      cut(message, [[DATA, 5]]);
      Object.assign(message.buffers[1] ?? {}, { type: EXTRA, size: 4, memory: null });
      return 0;
    };
    const context = await established('Schannel');
    const result = context.decryptMessage(received('plainNEXT'));
    expect([String(result.data), String(result.extra)]).toEqual(['plain', 'NEXT']);
  });

  test('has no data where there is none', async () => {
    fake.decrypt = () => 0;
    const context = await established('Kerberos');
    const result = context.decryptMessage([SecBuffer.token(16)]);
    expect(result).not.toHaveProperty('data');
    expect(result).not.toHaveProperty('extra');
  });

  test.each([
    [Status.SEC_E_MESSAGE_ALTERED, 'MessageAlteredError'],
    [Status.SEC_E_OUT_OF_SEQUENCE, 'OutOfSequenceError'],
    [Status.SEC_E_CONTEXT_EXPIRED, 'ContextExpiredError'],
    [Status.SEC_E_DECRYPT_FAILURE, 'SspiError'],
    [0xc0de1234, 'NtStatusError'],
  ])('throws the status %p as %s', async (status, name) => {
    fake.decrypt = () => status;
    const context = await established('Schannel');
    expect(() => context.decryptMessage(received('record'))).toThrow(
      expect.objectContaining({ name, status, syscall: 'DecryptMessage', package: 'Schannel' }),
    );
    expect(context.state).toBe('established');
  });

  test.each<[string, unknown, unknown, ArgumentErrorCode, string]>([
    ['no buffers', undefined, {}, 'ERR_INVALID_ARG_TYPE', 'buffers'],
    ['a buffer null', [null], {}, 'ERR_INVALID_ARG_TYPE', 'buffers[0]'],
    ['a qop', [], { qop: 0 }, 'ERR_INVALID_ARG_VALUE', "no option 'qop'"],
    ['options null', [], null, 'ERR_INVALID_ARG_TYPE', 'options'],
    ['no boolean', [], { requireEncryption: 1 }, 'ERR_INVALID_ARG_TYPE', 'requireEncryption'],
    ['a fraction', [], { sequenceNumber: 0.5 }, 'ERR_OUT_OF_RANGE', 'options.sequenceNumber'],
  ])('refuses %s', async (_name, buffers, options, code, text) => {
    const context = await established('Kerberos');
    expect(() => context.decryptMessage(buffers as never, options as never)).toThrow(
      argumentError(code, text),
    );
    expect(fake.messages).toEqual([]);
  });
});

describe('a record that is not whole', () => {
  test.each([
    ['with a count', MISSING, 4000, 4000],
    ['with a count of none', MISSING, 0, 1],
    ['without a count', EMPTY, 0, 1],
  ])('is data %s', async (_name, type, size, missing) => {
    fake.decrypt = ({ buffers: [, second] }) => {
      Object.assign(second ?? {}, { type, size });
      return Status.SEC_E_INCOMPLETE_MESSAGE;
    };
    const context = await established('Schannel');
    const result = context.decryptMessage(received('HEA'));
    expect(result).toMatchObject({
      status: Status.SEC_E_INCOMPLETE_MESSAGE,
      missing,
      renegotiate: false,
      expired: false,
    });
    expect(result).not.toHaveProperty('data');
    expect(result).not.toHaveProperty('extra');
  });

  test('leaves the bytes as they were', async () => {
    fake.decrypt = () => Status.SEC_E_INCOMPLETE_MESSAGE;
    const context = await established('Schannel');
    const input = received('HEA');
    context.decryptMessage(input);
    expect(String(input[0]?.data)).toBe('HEA');
  });
});

describe.each([
  ['a handshake message', Status.SEC_I_RENEGOTIATE, { renegotiate: true, expired: false }],
  ['the end of the stream', Status.SEC_I_CONTEXT_EXPIRED, { renegotiate: false, expired: true }],
])('%s', (_name, status, flags) => {
  test('is data, with the message and the rest that came along', async () => {
    fake.decrypt = (message) => {
      cut(message, [
        [STREAM_HEADER, 4],
        [DATA, 5],
        [STREAM_TRAILER, 3],
        [EXTRA, 4],
      ]);
      return status;
    };
    const context = await established('Schannel');
    expect(context.decryptMessage(received('HEADplainTLRnext'))).toMatchObject({
      status,
      ...flags,
      data: Buffer.from('plain'),
      extra: Buffer.from('next'),
    });
  });

  test('may come alone', async () => {
    fake.decrypt = (message) => {
      cut(message, [[EMPTY, 0]]);
      return status;
    };
    const context = await established('Schannel');
    const result = context.decryptMessage(received('HEADER'));
    expect(result).toMatchObject({ status, ...flags });
    expect(result).not.toHaveProperty('data');
    expect(result).not.toHaveProperty('extra');
  });

  test('is no message where Windows leaves the sealed input as it was', async () => {
    fake.decrypt = () => status;
    const context = await established('Schannel');
    expect(context.decryptMessage(received('SEALED'))).not.toHaveProperty('data');
    const other = await established('Schannel');
    const later = await other.decryptMessageAsync(received('SEALED'));
    expect(later).toMatchObject({ status, ...flags });
    expect(later).not.toHaveProperty('data');
  });
});
