import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';
import { opensTokens } from '../support/fake-openers';

import { ISC_RET, SECBUFFER, SECQOP } from '#lib/constants';
import type { UnwrapOptions } from '#lib/index';
import { Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal } from '../support/errors';
import { openRecords, record } from '../support/fake-schannel';
import { unusableBytes } from '../support/memory';

const { TOKEN, DATA, STREAM, EMPTY } = SECBUFFER;

/** The types and bytes that reached DecryptMessage. */
function layouts(): [number, string][][] {
  return fake.messages.map(({ given }) =>
    given.map((each) => [each.type, `${each.memory ? 'seen' : 'none'}${String(each.size)}`]),
  );
}

beforeEach(resetFake);

describe('unwrap', () => {
  test('takes no message for an empty one of which bytes are missing', async () => {
    fake.decrypt = () => Status.SEC_E_INCOMPLETE_MESSAGE;
    const incomplete = expect.objectContaining({
      ...{ name: 'IncompleteMessageError', syscall: 'DecryptMessage', package: 'Kerberos' },
    });
    const context = await established('Kerberos');
    expect(() => context.unwrap(Buffer.from('token'))).toThrow(incomplete);
    expect(() => context.unwrapWinRM(Buffer.alloc(8))).toThrow(incomplete);
    const parts = { data: Buffer.from('data'), token: Buffer.from('token') };
    expect(() => context.unwrapDce(parts)).toThrow(incomplete);
  });

  test.each(['Kerberos', undefined])('has Kerberos find the parts of a token', async (itself) => {
    fake.decrypt = opensTokens();
    const context = itself
      ? await established(itself)
      : await established('Negotiate', { mechanism: 'Kerberos' });
    const token = Buffer.from('HEADERPLAIN');
    expect(context.unwrap(token)).toEqual({
      data: Buffer.from('plain'),
      encrypted: true,
      qop: 0,
      renegotiate: false,
      expired: false,
    });
    expect(layouts()).toEqual([
      [
        [STREAM, 'seen11'],
        [DATA, 'none0'],
      ],
    ]);
    expect(String(token)).toBe('HEADERPLAIN');
  });

  test.each(['NTLM', undefined])('cuts the signature off a token of NTLM', async (itself) => {
    fake.decrypt = ({ buffers: [, data] }) => {
      fill(data, String(bytesOf(data)).toLowerCase());
      return 0;
    };
    const context = itself
      ? await established(itself)
      : await established('Negotiate', { mechanism: 'NTLM' });
    expect(context.unwrap(Buffer.from(`${'S'.repeat(16)}PLAIN`))).toMatchObject({
      data: Buffer.from('plain'),
      encrypted: true,
    });
    context.unwrap(Buffer.from('short'));
    expect(layouts()).toEqual([
      [
        [TOKEN, 'seen16'],
        [DATA, 'seen5'],
      ],
      [
        [TOKEN, 'seen5'],
        [DATA, 'seen0'],
      ],
    ]);
  });

  test('gives empty data where the package has none', async () => {
    fake.decrypt = () => 0;
    const context = await established('Kerberos');
    expect(context.unwrap(Buffer.from('HEADER')).data).toEqual(Buffer.alloc(0));
  });

  test('never reads what lies outside the token', async () => {
    fake.decrypt = ({ buffers: [, data] }) => {
      Object.assign(data ?? {}, { memory: new Uint8Array(64), size: 64 });
      return 0;
    };
    const context = await established('Kerberos');
    expect(() => context.unwrap(Buffer.from('HEADER'))).toThrow(refusal('ERR_SSPI_FOREIGN_MEMORY'));
  });

  test('throws what DecryptMessage says', async () => {
    fake.decrypt = () => Status.SEC_E_MESSAGE_ALTERED;
    const context = await established('Kerberos');
    expect(() => context.unwrap(Buffer.from('HEADERPLAIN'))).toThrow(
      expect.objectContaining({ name: 'MessageAlteredError', syscall: 'DecryptMessage' }),
    );
  });

  test('is not for DCE style', async () => {
    const flags = GRANTED | ISC_RET.USED_DCE_STYLE;
    const context = await established('Kerberos', { flags });
    expect(() => context.unwrap(Buffer.from('x'))).toThrow(refusal('ERR_SSPI_DCE_STYLE'));
    expect(() => context.unwrap(Buffer.from('x'))).toThrow(/^unwrap\(\) /);
  });

  test.each<[string, unknown, unknown, ArgumentErrorCode, string]>([
    ['text', 'token', {}, 'ERR_INVALID_ARG_TYPE', 'token'],
    ['an unknown option', Buffer.alloc(1), { encrypt: 1 }, 'ERR_INVALID_ARG_VALUE', "'encrypt'"],
    [
      'requireEncryption 1',
      Buffer.alloc(1),
      { requireEncryption: 1 },
      'ERR_INVALID_ARG_TYPE',
      'options.requireEncryption',
    ],
  ])('refuses %s', async (_name, token, options, code, text) => {
    const context = await established('Kerberos');
    expect(() => context.unwrap(token as never, options as never)).toThrow(
      argumentError(code, text),
    );
    expect(fake.messages).toEqual([]);
  });

  test.each(unusableBytes())('refuses %s memory', async (_kind, token) => {
    const context = await established('Kerberos');
    expect(() => context.unwrap(token)).toThrow(argumentError('ERR_INVALID_ARG_VALUE', 'token'));
  });
});

describe('a message that is only signed', () => {
  const signed = { data: Buffer.from('plain'), encrypted: false, qop: 0x80000001 };

  test.each<[string, number, UnwrapOptions]>([
    ['privacy was granted', GRANTED, {}],
    ['privacy was granted, and encryption is demanded', GRANTED, { requireEncryption: true }],
    ['encryption is demanded', ISC_RET.INTEGRITY, { requireEncryption: true }],
  ])('is refused where %s', async (_name, flags, options) => {
    fake.decrypt = opensTokens(SECQOP.WRAP_NO_ENCRYPT);
    const context = await established('Kerberos', { flags });
    expect(() => context.unwrap(Buffer.from('HEADERPLAIN'), options)).toThrow(
      refusal('ERR_SSPI_NOT_ENCRYPTED'),
    );
  });

  test.each<[string, number, UnwrapOptions]>([
    ['the caller takes it', GRANTED, { requireEncryption: false }],
    ['privacy was not granted', ISC_RET.INTEGRITY, {}],
  ])('is opened where %s', async (_name, flags, options) => {
    fake.decrypt = opensTokens(SECQOP.WRAP_NO_ENCRYPT);
    const context = await established('Kerberos', { flags });
    expect(context.unwrap(Buffer.from('HEADERPLAIN'), options)).toMatchObject(signed);
  });

  test('is every message of an NTLM context that does not seal, whatever it says', async () => {
    fake.decrypt = () => 0;
    const context = await established('NTLM', { flags: ISC_RET.INTEGRITY });
    const token = Buffer.from(`${'S'.repeat(16)}plain`);
    expect(context.unwrap(token)).toMatchObject({
      data: Buffer.from('plain'),
      encrypted: false,
    });
    expect(() => context.unwrap(token, { requireEncryption: true })).toThrow(
      refusal('ERR_SSPI_NOT_ENCRYPTED'),
    );
  });
});

describe('unwrap of a stream', () => {
  const three = Buffer.concat([record('one,'), record('two,'), record('three')]);

  test('opens one record in memory of its own', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const token = record('plain');
    const copy = Buffer.from(token);
    expect(context.unwrap(token)).toEqual({
      data: Buffer.from('plain'),
      encrypted: true,
      qop: 0,
      renegotiate: false,
      expired: false,
    });
    expect(token).toEqual(copy);
    expect(fake.messages[0]?.given.map(({ type }) => type)).toEqual([DATA, EMPTY, EMPTY, EMPTY]);
  });

  test('opens all records there are', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    expect(String(context.unwrap(three).data)).toBe('one,two,three');
    expect(fake.messages).toHaveLength(3);
  });

  test('opens a record without data', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    expect(context.unwrap(record('')).data).toEqual(Buffer.alloc(0));
  });

  test.each([
    ['nothing', 0],
    ['a part of the header', 4],
    ['a header alone', 5],
    ['a record without its last byte', 16],
    ['a record and a byte', 18],
    ['all but the last byte', three.length - 1],
  ])('refuses %s, and opens nothing of it', async (_name, size) => {
    const context = await established('Schannel');
    expect(() => context.unwrap(three.subarray(0, size))).toThrow(
      expect.objectContaining({
        name: 'IncompleteMessageError',
        hint: expect.stringContaining('whole TLS records'),
      }),
    );
    expect(fake.messages).toEqual([]);
  });

  test('says so where the package wants more than whole records', async () => {
    fake.decrypt = () => Status.SEC_E_INCOMPLETE_MESSAGE;
    const context = await established('Schannel');
    expect(() => context.unwrap(three)).toThrow(
      expect.objectContaining({ name: 'IncompleteMessageError' }),
    );
  });

  test.each([
    ['a handshake message', Status.SEC_I_RENEGOTIATE, { renegotiate: true, expired: false }],
    ['the end', Status.SEC_I_CONTEXT_EXPIRED, { renegotiate: false, expired: true }],
  ])('stops at %s, and keeps data and rest', async (_name, status, flags) => {
    fake.decrypt = openRecords([0, status]);
    const context = await established('Schannel');
    const result = context.unwrap(three);
    expect(result).toMatchObject(flags);
    expect(String(result.data)).toBe('one,two,');
    expect(result.extra).toEqual(record('three'));
    expect(fake.messages).toHaveLength(2);
  });

  test('has no rest where the end is the last record', async () => {
    fake.decrypt = () => Status.SEC_I_CONTEXT_EXPIRED;
    const context = await established('Schannel');
    const result = context.unwrap(record('xx'));
    expect(result).toMatchObject({ data: Buffer.alloc(0), expired: true });
    expect(result).not.toHaveProperty('extra');
  });

  test('throws what the second record has wrong', async () => {
    fake.decrypt = openRecords([0, Status.SEC_E_MESSAGE_ALTERED]);
    const context = await established('Schannel');
    expect(() => context.unwrap(three)).toThrow(/SEC_E_MESSAGE_ALTERED/);
  });
});
