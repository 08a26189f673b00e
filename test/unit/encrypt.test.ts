import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';

import { ISC_RET, KERB_WRAP_NO_ENCRYPT, SECBUFFER, SECPKG_ATTR, SECQOP } from '#lib/constants';
import { SecBuffer, Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError } from '../support/errors';

const SIGN_ONLY = SECQOP.WRAP_NO_ENCRYPT;
const TYPE = 'ERR_INVALID_ARG_TYPE';

/** TOKEN, DATA and PADDING, as a message of Kerberos has them. */
function message(content = 'plain'): SecBuffer[] {
  return [SecBuffer.token(76), SecBuffer.data(Buffer.from(content)), SecBuffer.padding(1)];
}

beforeEach(() => {
  resetFake();
  fake.encrypt = ({ buffers: [token, data, padding] }) => {
    fill(token, 'T'.repeat(60));
    fill(data, String(bytesOf(data)).toUpperCase());
    if (padding) padding.size = 0;
    return 0;
  };
});

describe('encryptMessage', () => {
  test('seals in place, and gives views that are cut to cbBuffer', async () => {
    const context = await established('Kerberos');
    const buffers = message();
    const result = context.encryptMessage(buffers);
    expect(result.status).toBe(0);
    expect(result.buffers.map(({ type, data }) => [type, String(data)])).toEqual([
      [SECBUFFER.TOKEN, 'T'.repeat(60)],
      [SECBUFFER.DATA, 'PLAIN'],
      [SECBUFFER.PADDING, ''],
    ]);
    expect(String(buffers[1]?.data)).toBe('PLAIN');
    expect(result.buffers[1]?.data?.buffer).toBe(buffers[1]?.data?.buffer);
  });

  test('keeps the order of DCE/RPC, its flags, and the status of the package', async () => {
    fake.encrypt = () => 0x0009dead;
    const context = await established('Kerberos', { flags: GRANTED | ISC_RET.USED_DCE_STYLE });
    const flags = SECBUFFER.READONLY_WITH_CHECKSUM;
    const buffers = [
      { type: SECBUFFER.DATA, flags, data: Buffer.from('header') },
      SecBuffer.data(Buffer.from('stub')),
      { type: SECBUFFER.DATA, flags, data: Buffer.from('trailer') },
      SecBuffer.token(76),
    ];
    expect(context.encryptMessage(buffers)).toEqual({ status: 0x0009dead, buffers });
  });

  test.each([
    [{}, 0, 0],
    [{ qop: SIGN_ONLY, sequenceNumber: 7 }, 0x80000001, 7],
    [{ qop: KERB_WRAP_NO_ENCRYPT }, 0x80000001, 0],
    [{ qop: 5, sequenceNumber: 0xffff_ffff }, 5, 0xffff_ffff],
  ])('passes %p on as it is', async (options, qop, sequenceNumber) => {
    fake.encrypt = () => 0;
    const context = await established('Kerberos');
    context.encryptMessage(message(), options);
    expect(fake.messages).toEqual([expect.objectContaining({ qop, sequenceNumber })]);
  });

  test('seals an alert of Schannel, which has a quality of protection of its own', async () => {
    fake.encrypt = () => 0;
    const context = await established('Schannel', { flags: 0 });
    context.encryptMessage([SecBuffer.data(Buffer.from([1, 0]))], { qop: SECQOP.WRAP_OOB_DATA });
    expect(fake.messages[0]?.qop).toBe(0x40000000);
  });

  test.each([
    [Status.SEC_E_BUFFER_TOO_SMALL, 'BufferTooSmallError'],
    [Status.SEC_E_CONTEXT_EXPIRED, 'ContextExpiredError'],
    [Status.SEC_E_CRYPTO_SYSTEM_INVALID, 'CryptoSystemInvalidError'],
    [Status.SEC_E_INSUFFICIENT_MEMORY, 'InsufficientMemoryError'],
    [Status.SEC_E_INVALID_HANDLE, 'InvalidHandleError'],
    [Status.SEC_E_INVALID_TOKEN, 'InvalidTokenError'],
    [Status.SEC_E_QOP_NOT_SUPPORTED, 'QopNotSupportedError'],
    [Status.STATUS_INVALID_PARAMETER, 'NtStatusError'],
    [0x8009dead, 'SspiError'],
  ])('throws the status %p as %s', async (status, name) => {
    fake.encrypt = () => status;
    const context = await established('NTLM');
    expect(() => context.encryptMessage(message())).toThrow(
      expect.objectContaining({ name, status, syscall: 'EncryptMessage', package: 'NTLM' }),
    );
    expect(context.state).toBe('established');
  });
});

describe('arguments of encryptMessage', () => {
  test.each<[string, unknown, unknown, ArgumentErrorCode, string]>([
    ['no buffers', undefined, {}, TYPE, 'buffers'],
    ['bytes in place of buffers', Buffer.from('x'), {}, TYPE, 'buffers'],
    ['a buffer that is bytes', [Buffer.from('x')], {}, 'ERR_INVALID_ARG_VALUE', 'a SecBuffer has'],
    ['an unknown option', [], { encrypt: true }, 'ERR_INVALID_ARG_VALUE', "option 'encrypt'"],
    ['options null', [], null, TYPE, 'options'],
    ['a number in place of options', [], 0, TYPE, 'options'],
    ['a qop as text', [], { qop: '0' }, TYPE, 'options.qop'],
    ['a signed qop', [], { qop: 0x80000001 | 0 }, 'ERR_OUT_OF_RANGE', 'options.qop'],
    ['a number as text', [], { sequenceNumber: '1' }, TYPE, 'options.sequenceNumber'],
    ['a number too large', [], { sequenceNumber: 2 ** 32 }, 'ERR_OUT_OF_RANGE', 'sequenceNumber'],
    ['a negative number', [], { sequenceNumber: -1 }, 'ERR_OUT_OF_RANGE', 'sequenceNumber'],
  ])('are refused: %s', async (_name, buffers, options, code, text) => {
    const context = await established('Kerberos');
    expect(() => context.encryptMessage(buffers as never, options as never)).toThrow(
      argumentError(code, text),
    );
    expect(fake.messages).toEqual([]);
  });

  test('may not number the messages of Schannel', async () => {
    fake.encrypt = () => 0;
    const context = await established('Schannel');
    expect(() => context.encryptMessage([], { sequenceNumber: 1 })).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'options.sequenceNumber must be 0'),
    );
    expect(context.encryptMessage([], { sequenceNumber: 0 })).toMatchObject({ status: 0 });
  });
});

describe('protection that was not granted', () => {
  const server = { side: 'server' } as const;
  const client = { side: 'client' } as const;

  test.each([
    ['sealing with integrity alone', client, 0x10000, 0],
    ['sealing with nothing', client, 0, 0],
    ['signing with nothing', client, 0, SIGN_ONLY],
    ['a quality of protection of the package with nothing', client, 0, 5],
    ['signing with IDENTIFY of a client', client, 0x20000, SIGN_ONLY],
    ['signing with STREAM of a server', server, 0x10000, SIGN_ONLY],
  ])('is refused before the call: %s', async (_name, side, flags, qop) => {
    const context = await established('NTLM', { ...side, flags });
    expect(() => context.encryptMessage(message(), { qop })).toThrow(
      expect.objectContaining({
        name: 'QopNotSupportedError',
        code: 'SEC_E_QOP_NOT_SUPPORTED',
        syscall: 'EncryptMessage',
        hint: expect.stringContaining(qop === 0 ? 'ISC_REQ.CONFIDENTIALITY' : 'INTEGRITY'),
      }),
    );
    expect(fake.messages).toEqual([]);
  });

  test.each([
    ['signing with integrity alone', client, 0x10000, SIGN_ONLY],
    ['signing with integrity of a server', server, 0x20000, SIGN_ONLY],
    ['signing with confidentiality alone', client, 0x10, SIGN_ONLY],
    ['sealing with confidentiality alone', server, 0x10, 0],
    ['a quality of protection of the package with integrity', client, 0x10000, 5],
  ])('is not: %s', async (_name, side, flags, qop) => {
    const context = await established('NTLM', { ...side, flags });
    expect(context.encryptMessage(message(), { qop })).toMatchObject({ status: 0 });
  });
});

describe('the largest message', () => {
  const sizes = (maximum: number) => [5, 8, maximum, 4, 16];
  const data = (size: number) => SecBuffer.data(Buffer.alloc(size));

  beforeEach(() => {
    fake.encrypt = () => 0;
  });

  test.each(['Schannel', 'Kerberos'])('is what %s states', async (name) => {
    const context = await established(name);
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, sizes(10));
    expect(context.encryptMessage([data(10), data(10)])).toMatchObject({ status: 0 });
    expect(() => context.encryptMessage([data(10), data(11)])).toThrow(
      argumentError('ERR_OUT_OF_RANGE', 'at most 10 bytes (streamSizes.maximumMessage), not 11'),
    );
    expect(fake.messages).toHaveLength(1);
  });

  test('is of DATA alone', async () => {
    const context = await established('Kerberos');
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, sizes(10));
    expect(context.encryptMessage([SecBuffer.token(76), { type: 1 }])).toMatchObject({ status: 0 });
  });

  test('is not limited where the package states none, which is asked once', async () => {
    const context = await established('Kerberos');
    context.encryptMessage([data(100_000)]);
    context.encryptMessage([data(100_000)]);
    expect(fake.messages).toHaveLength(2);
    expect(fake.queried.filter((each) => each === SECPKG_ATTR.STREAM_SIZES)).toHaveLength(1);
  });
});
