import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import type { FakeMessage } from '../support/fake-message';
import { bytesOf, fill } from '../support/fake-message';

import { ISC_RET, SECBUFFER, SECPKG_ATTR } from '#lib/constants';
import { Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal, thrownBy } from '../support/errors';
import { record, sealRecord } from '../support/fake-schannel';
import { unusableBytes } from '../support/memory';

const { TOKEN, DATA, PADDING, STREAM_HEADER, STREAM_TRAILER, EMPTY } = SECBUFFER;

/** A package whose token has `token` bytes, and whose padding has `padding`. */
function seals(token: number, padding = 0): (message: FakeMessage) => number {
  return ({ buffers: [first, data, last] }) => {
    fill(first, 'T'.repeat(token));
    fill(data, String(bytesOf(data)).toUpperCase());
    fill(last, 'P'.repeat(padding));
    return 0;
  };
}

/** The types and sizes that reached EncryptMessage. */
function layouts(): [number, number][][] {
  return fake.messages.map(({ given }) => given.map(({ type, size }) => [type, size]));
}

beforeEach(resetFake);

describe('wrap', () => {
  test.each([
    ['shorter than its room', 60, 0, `${'T'.repeat(60)}PLAIN`],
    ['as long as its room', 76, 0, `${'T'.repeat(76)}PLAIN`],
    ['empty', 0, 0, 'PLAIN'],
    ['followed by padding', 60, 3, `${'T'.repeat(60)}PLAINPPP`],
  ])(
    'makes TOKEN, DATA and PADDING one block: a token %s',
    async (_name, token, padding, expected) => {
      fake.encrypt = seals(token, padding);
      const context = await established('Kerberos');
      fake.attributes.set(SECPKG_ATTR.SIZES, [48_000, 60, 8, 76]);
      expect(String(context.wrap(Buffer.from('plain')))).toBe(expected);
      expect(layouts()).toEqual([
        [
          [TOKEN, 76],
          [DATA, 5],
          [PADDING, 8],
        ],
      ]);
      const memories = fake.messages[0]?.given.map(({ memory }) => memory?.buffer);
      expect(new Set(memories).size).toBe(1);
    },
  );

  test('leaves the caller its data', async () => {
    fake.encrypt = seals(60);
    const context = await established('Kerberos');
    const data = Buffer.from('plain');
    context.wrap(data);
    expect(String(data)).toBe('plain');
  });

  test.each([0, 1, 65_536])('takes %p bytes', async (size) => {
    fake.encrypt = seals(60);
    const context = await established('Kerberos');
    const wrapped = context.wrap(Buffer.alloc(size, 'a'));
    expect(wrapped).toEqual(Buffer.from('T'.repeat(60) + 'A'.repeat(size)));
  });

  test.each([
    [undefined, 0],
    [{}, 0],
    [{ encrypt: true }, 0],
    [{ encrypt: false }, 0x80000001],
  ])('with the options %p has one quality of protection', async (options, qop) => {
    fake.encrypt = seals(28);
    const context = await established('NTLM');
    context.wrap(Buffer.from('plain'), options);
    expect(fake.messages[0]?.qop).toBe(qop);
  });

  test('never signs in place of sealing', async () => {
    fake.encrypt = seals(28);
    const context = await established('Kerberos', { flags: ISC_RET.INTEGRITY });
    expect(() => context.wrap(Buffer.from('plain'))).toThrow(
      expect.objectContaining({ name: 'QopNotSupportedError' }),
    );
    expect(fake.messages).toEqual([]);
    expect(context.wrap(Buffer.from('x'), { encrypt: false })).toHaveLength(29);
  });

  test('is not for DCE style', async () => {
    const flags = GRANTED | ISC_RET.USED_DCE_STYLE;
    const context = await established('Kerberos', { flags });
    expect(() => context.wrap(Buffer.from('x'))).toThrow(refusal('ERR_SSPI_DCE_STYLE'));
    expect(() => context.wrap(Buffer.from('x'))).toThrow(/^wrap\(\) .*encryptMessage\(\)/);
  });

  test('throws what EncryptMessage says', async () => {
    fake.encrypt = () => Status.SEC_E_CONTEXT_EXPIRED;
    const context = await established('Kerberos');
    expect(() => context.wrap(Buffer.from('x'))).toThrow(/SEC_E_CONTEXT_EXPIRED/);
  });

  test.each<[string, unknown, unknown, ArgumentErrorCode, string]>([
    ['text', 'plain', {}, 'ERR_INVALID_ARG_TYPE', 'data'],
    ['nothing', undefined, {}, 'ERR_INVALID_ARG_TYPE', 'data'],
    ['an unknown option', Buffer.alloc(1), { qop: 0 }, 'ERR_INVALID_ARG_VALUE', "option 'qop'"],
    ['encrypt 0', Buffer.alloc(1), { encrypt: 0 }, 'ERR_INVALID_ARG_TYPE', 'options.encrypt'],
  ])('refuses %s', async (_name, data, options, code, text) => {
    const context = await established('Kerberos');
    expect(() => context.wrap(data as never, options as never)).toThrow(argumentError(code, text));
    expect(fake.messages).toEqual([]);
  });

  test.each(unusableBytes())('refuses %s memory', async (_kind, data) => {
    const context = await established('Kerberos');
    expect(() => context.wrap(data)).toThrow(argumentError('ERR_INVALID_ARG_VALUE', 'data'));
  });
});

// Header 5, trailer 8, maximum message 100.
describe('wrap of a stream', () => {
  test.each([
    [0, [0]],
    [1, [1]],
    [99, [99]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
    [300, [100, 100, 100]],
  ])('of %p bytes makes records of at most the maximum', async (size, pieces) => {
    fake.encrypt = sealRecord();
    const context = await established('Schannel');
    const message = Array.from({ length: size }, (_, at) => 'abcdefghij'[at % 10]).join('');
    const records: Buffer[] = [];
    let from = 0;
    for (const piece of pieces) records.push(record(message.slice(from, (from += piece))));
    expect(context.wrap(Buffer.from(message))).toEqual(Buffer.concat(records));
    expect(layouts()).toEqual(
      pieces.map((piece) => [
        [STREAM_HEADER, 5],
        [DATA, piece],
        [STREAM_TRAILER, 8],
        [EMPTY, 0],
      ]),
    );
  });

  test.each([7, 1, 0])('puts records together whose trailer has %p of 8 bytes', async (trailer) => {
    fake.encrypt = sealRecord(trailer);
    const context = await established('Schannel');
    const expected = Buffer.concat([record('a'.repeat(100), trailer), record('aaaaa', trailer)]);
    expect(context.wrap(Buffer.alloc(105, 'a'))).toEqual(expected);
  });

  test('puts records together whose header is shorter than its room', async () => {
    fake.encrypt = sealRecord();
    const context = await established('Schannel');
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, [13, 8, 100, 4, 16]);
    const expected = Buffer.concat([record('a'.repeat(100)), record('aaaaa')]);
    expect(context.wrap(Buffer.alloc(105, 'a'))).toEqual(expected);
  });

  test('refuses a record whose parts overlap, and so do not fit in its room', async () => {
    const context = await established('Schannel');
    fake.encrypt = (message) => {
      const [header, , , empty] = message.buffers;
      const status = sealRecord()(message);
      Object.assign(empty ?? {}, { memory: header?.memory, size: 1 });
      return status;
    };
    expect(() => context.wrap(Buffer.from('plain'))).toThrow(refusal('ERR_SSPI_FOREIGN_MEMORY'));
  });

  test('takes an empty message, and no other, of a package that takes no bytes', async () => {
    fake.encrypt = sealRecord();
    const context = await established('Schannel');
    fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, [5, 8, 0, 4, 16]);
    expect(thrownBy(() => context.wrap(Buffer.alloc(1)))).toMatchObject({
      code: 'ERR_OUT_OF_RANGE',
    });
    expect(fake.messages).toEqual([]);
    context.wrap(Buffer.alloc(0));
    expect(fake.messages).toHaveLength(1);
  });

  test('cannot sign without sealing', async () => {
    const context = await established('Schannel');
    expect(() => context.wrap(Buffer.alloc(1), { encrypt: false })).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'options.encrypt must be true'),
    );
  });
});
