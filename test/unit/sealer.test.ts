import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { fake, resetFake } from '../support/fake-binding';
import { kerberos, schannel, sealAll, sealsToken } from '../support/fake-sealers';

import { SECBUFFER } from '#lib/constants';
import type { Sealer } from '#lib/index';
import { Status } from '#lib/index';

import { argumentError, rejectionOf } from '../support/errors';
import { record, sealRecord } from '../support/fake-schannel';
import { unusableBytes } from '../support/memory';

const { TOKEN, DATA, PADDING } = SECBUFFER;

/** The bytes that the last call sealed. */
const sent = (sealer: Sealer, size: number): string =>
  String(sealer.bytes.subarray(sealer.start, sealer.start + size));

beforeEach(resetFake);

describe('a sealer', () => {
  test.each([
    ['shorter than its room', 60, 0],
    ['as long as its room', 76, 0],
    ['empty', 0, 0],
    ['followed by padding', 60, 3],
  ])('makes one run of bytes of a token %s', async (_name, token, padding) => {
    const context = await kerberos();
    fake.encrypt = sealsToken(token, padding);
    const sealer = context.createSealer({ messageSize: 100 });
    sealer.data.write('plain');
    const size = sealer.seal(5);
    expect(sent(sealer, size)).toBe(`${'T'.repeat(token)}PLAIN${'P'.repeat(padding)}`);
    expect(fake.messages[0]?.given.map(({ type, size: room }) => [type, room])).toEqual([
      [TOKEN, 76],
      [DATA, 5],
      [PADDING, 8],
    ]);
  });

  test('gives what wrap() gives, message for message, in the same memory', async () => {
    for (const context of [await kerberos(), await schannel()]) {
      const sealer = context.createSealer({ messageSize: 99 });
      const { bytes, data } = sealer;
      for (const message of ['first', '', 'a', 'b'.repeat(99), 'last']) {
        data.write(message);
        const size = sealer.seal(message.length);
        expect(sent(sealer, size)).toBe(String(context.wrap(Buffer.from(message))));
        expect([sealer.bytes, sealer.data]).toEqual([bytes, data]);
        expect(sealer.bytes.buffer).toBe(bytes.buffer);
      }
    }
  });

  test('seals several messages in one call, each in its place', async () => {
    const context = await schannel();
    const sealer = context.createSealer({ messageSize: 20, count: 4 });
    expect(sealAll(sealer, ['one', 'twelve', ''])).toBe(3 * 13 + 9);
    expect(sealer.sealed).toBe(3);
    const messages = [0, 1, 2].map((index) => {
      const start = sealer.startOf(index);
      return String(sealer.bytes.subarray(start, start + sealer.lengthOf(index)));
    });
    expect(messages).toEqual([record('one'), record('twelve'), record('')].map(String));
    expect(sealAll(sealer, [])).toBe(0);
  });

  test.each([7, 1, 0])('packs records whose trailer has %p bytes of its 8', async (trailer) => {
    const context = await schannel();
    fake.encrypt = sealRecord(trailer);
    const sealer = context.createSealer({ messageSize: 20, count: 4, packed: true });
    for (const messages of [['one', 'twelve', '', 'x'.repeat(20)], ['again'], ['1', '2']]) {
      const size = sealAll(sealer, messages);
      const records = messages.map((each) => record(each, trailer));
      expect(sent(sealer, size)).toBe(String(Buffer.concat(records)));
    }
  });

  test('packs tokens that are shorter than their room', async () => {
    const sealer = (await kerberos()).createSealer({ messageSize: 9, count: 2, packed: true });
    const token = 'T'.repeat(60);
    expect(sent(sealer, sealAll(sealer, ['one', 'two']))).toBe(`${token}ONE${token}TWO`);
  });

  test.each([0, 1, 99, 100, 101, 250, 300])(
    'cuts %p bytes of other memory into records, one behind another',
    async (size) => {
      const context = await schannel();
      const sealer = context.createSealer({ messageSize: 100, count: 3 });
      const data = Buffer.from(Array.from({ length: size }, (_, at) => 97 + (at % 26)));
      const before = Buffer.from(data);
      expect(sent(sealer, sealer.sealFrom(data))).toBe(String(context.wrap(data)));
      expect(data).toEqual(before);
      sealer.data.write('then');
      expect(sent(sealer, sealer.seal(4))).toBe(String(record('then')));
    },
  );

  test('refuses other memory that it has no room for, or that is its own', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 100, count: 2 });
    expect(() => sealer.sealFrom(Buffer.alloc(227))).toThrow(
      argumentError('ERR_OUT_OF_RANGE', 'data.byteLength'),
    );
    expect(() => sealer.sealFrom(sealer.data)).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', "the sealer's own memory"),
    );
    for (const [, data] of unusableBytes()) {
      expect(() => sealer.sealFrom(data)).toThrow(argumentError('ERR_INVALID_ARG_VALUE', 'data'));
    }
    expect(fake.messages).toEqual([]);
  });

  test('counts a message whose status is information as sealed', async () => {
    const context = await schannel();
    fake.encrypt = (message) => {
      sealRecord()(message);
      return Status.SEC_I_CONTEXT_EXPIRED;
    };
    const sealer = context.createSealer({ messageSize: 20, count: 2 });
    expect(sealAll(sealer, ['one', 'two'])).toBe(32);
    expect([sealer.sealed, sealer.lengthOf(1)]).toEqual([2, 16]);
    sealer.data.write('one');
    expect(sent(sealer, sealer.seal(3))).toBe(String(record('one')));
    expect(sealer.sealed).toBe(1);
  });

  test('signs where it is asked to', async () => {
    const sealer = (await kerberos()).createSealer({ encrypt: false });
    sealer.seal(1);
    expect(fake.messages[0]?.qop).toBe(0x8000_0001);
  });

  test('has room for the longest message of a package by default', async () => {
    expect((await kerberos()).createSealer().data).toHaveLength(16_384);
    expect((await schannel()).createSealer().data).toHaveLength(100);
  });

  test('shows no bytes when it is inspected', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    sealer.data.write('secret');
    expect(inspect(sealer)).toBe('Sealer { Schannel, 2 × 10 bytes }');
    expect(JSON.stringify(sealer)).toBe('{}');
  });
});

test('a message that cannot be wrapped is left nowhere', async () => {
  const context = await schannel();
  const seen: Uint8Array[] = [];
  fake.encrypt = ({ buffers: [, data] }) => {
    seen.push(data?.memory ?? new Uint8Array());
    return Status.SEC_E_CONTEXT_EXPIRED;
  };
  for (const size of [50, 99]) {
    expect(() => context.wrap(Buffer.alloc(size, 'secret'))).toThrow(/SEC_E_CONTEXT_EXPIRED/);
    await rejectionOf(context.wrapAsync(Buffer.alloc(size, 'secret')));
  }
  expect(seen.map(({ length }) => length)).toEqual([50, 50, 99, 99]);
  for (const each of seen) expect(Buffer.from(each)).toEqual(Buffer.alloc(each.length));
});
