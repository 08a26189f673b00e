// Records of a stream, more than one control block has: the words of a block take more than they do.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { beforeEach, describe, expect, jest, test } from '@jest/globals';

import { established } from '../support/contexts';
import { refusal, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { openRecords, record } from '../support/fake-schannel';

import { Status } from '#lib/index';
import { coreOf } from '#lib/message-context';
import { unwrap } from '#lib/message/unwrap';

beforeEach(resetFake);

describe('unwrap of more records than one call takes', () => {
  const one = record('a');
  const records = (count: number): Buffer => Buffer.alloc(count * one.length, one);

  test.each([1023, 1024, 1025, 3000])('opens all %d of them', async (count) => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const token = Buffer.concat([records(count - 1), record('the last one')]);
    const { data, ...rest } = context.unwrap(token);
    expect(String(data)).toBe(`${'a'.repeat(count - 1)}the last one`);
    expect(rest).toEqual({ encrypted: true, qop: 0, renegotiate: false, expired: false });
    expect(fake.messages).toHaveLength(count);
  });

  test('opens them on the thread pool', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const { data } = await context.unwrapAsync(records(3000));
    expect(String(data)).toBe('a'.repeat(3000));
  });

  test('leaves nothing of them where the context is closed between two calls', async () => {
    const context = await established('Schannel');
    const open = openRecords();
    fake.decrypt = (message) => {
      if (fake.messages.length === 1500) context.close();
      return open(message);
    };
    await expect(context.unwrapAsync(records(3000))).rejects.toThrow(refusal('ERR_SSPI_CLOSED'));
    expect(isWiped(3000)).toBe(true);
  });

  // The room of the first message: that of all of them.
  function isWiped(count: number): boolean {
    const [room] = fake.messages[0]?.memories ?? [];
    expect(room?.byteLength).toBe(count * one.length);
    return Buffer.from(room ?? new ArrayBuffer(1)).every((byte) => byte === 0);
  }

  test.each([1023, 1024, 2500])('stops behind %d where the peer ends', async (before) => {
    fake.decrypt = openRecords([...Array<number>(before).fill(0), Status.SEC_I_CONTEXT_EXPIRED]);
    const context = await established('Schannel');
    const result = context.unwrap(Buffer.concat([records(before + 1), record('rest')]));
    expect(result).toMatchObject({ expired: true, extra: record('rest') });
    expect(String(result.data)).toBe('a'.repeat(before + 1));
  });

  test('throws what the last one has wrong', async () => {
    fake.decrypt = openRecords([...Array<number>(2000).fill(0), Status.SEC_E_MESSAGE_ALTERED]);
    const context = await established('Schannel');
    expect(() => context.unwrap(records(2001))).toThrow(/SEC_E_MESSAGE_ALTERED/);
    expect(isWiped(2001)).toBe(true);
  });

  test('leaves nothing of them where the call itself throws', async () => {
    const context = await established('Schannel');
    const open = openRecords();
    fake.decrypt = (message) => {
      if (fake.messages.length === 1500) throw new TypeError('detached meanwhile');
      return open(message);
    };
    expect(() => context.unwrap(records(3000))).toThrow(TypeError);
    expect(isWiped(3000)).toBe(true);
  });

  test.each([1023, 1500])(
    'gives back what %d records before a handshake message say',
    async (n) => {
      fake.decrypt = openRecords([...Array<number>(n).fill(0), Status.SEC_I_RENEGOTIATE]);
      const context = await established('Schannel');
      const empty = record('');
      const token = Buffer.concat([records(n), empty, record('not opened')]);
      const { data, renegotiate, extra } = context.unwrap(token);
      expect(String(data)).toBe('a'.repeat(n));
      expect([renegotiate, extra]).toEqual([true, record('not opened')]);
    },
  );

  test('begins with what has no data', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const { data } = context.unwrap(
      Buffer.concat([...Array<Buffer>(1500).fill(record('')), records(100)]),
    );
    expect(String(data)).toBe('a'.repeat(100));
  });

  test('says of a record in the middle that is incomplete nothing of calling again', async () => {
    for (const before of [0, 1, 2000]) {
      const { SEC_E_INCOMPLETE_MESSAGE } = Status;
      fake.decrypt = openRecords([...Array<number>(before).fill(0), SEC_E_INCOMPLETE_MESSAGE]);
      const context = await established('Schannel');
      const error = thrownBy(() => context.unwrap(records(2500))) as Error;
      expect(error).toMatchObject({ code: 'SEC_E_INCOMPLETE_MESSAGE' });
      expect(error.message.includes('Keep the bytes')).toBe(before === 0);
    }
  });

  test('opens none of an input that a listener has changed', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const input = records(3000);
    const change = (): void => {
      input[1500 * one.length + 3] = 0xff;
    };
    const channel = 'tracing:secur32:decrypt:start';
    subscribe(channel, change);
    try {
      expect(() => context.unwrap(input)).toThrow(/SEC_E_INCOMPLETE_MESSAGE/);
    } finally {
      unsubscribe(channel, change);
    }
    expect(fake.messages).toEqual([]);
  });

  test('tells listeners of all of them at once', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const told: unknown[] = [];
    const listener = (message: unknown): void => {
      told.push(message);
    };
    const channel = 'tracing:secur32:decrypt:end';
    subscribe(channel, listener);
    try {
      expect(context.unwrap(records(3000)).data).toHaveLength(3000);
    } finally {
      unsubscribe(channel, listener);
    }
    const inputBytes = 3000 * one.length;
    expect(told).toEqual([expect.objectContaining({ status: 0, inputBytes, outputBytes: 3000 })]);
  });

  test('takes no more memory for the words of more of them', async () => {
    const context = coreOf(await established('Schannel'));
    const { size } = unwrap(context, records(1024));
    expect(unwrap(context, records(100_000)).size).toBe(size);
    expect(4 * size).toBeLessThan(2 ** 18);
  });

  test('takes the same memory for the words of one call and the next', async () => {
    fake.decrypt = openRecords();
    const context = await established('Schannel');
    const bind = jest.spyOn(coreOf(context).native, 'bindMessages');
    for (const count of [200, 1000, 3000]) context.unwrap(records(count));
    expect(bind).toHaveBeenCalledTimes(1);
  });
});
