import { beforeEach, describe, expect, test } from '@jest/globals';

import { fake, FakeContext, FakeCredentials, resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';

import { SECBUFFER } from '#lib/constants';
import type { MessageAnswer } from '#lib/message/buffers-call';
import { METHOD } from '#lib/message/calls';
import type { SecBuffer } from '#lib/sec-buffer';
import { checkSecBuffers } from '#lib/sec-buffer';
import { Status } from '#lib/status';

import { argumentError, refusal } from '../support/errors';
import { runBuffers } from '../support/run-buffers';

let native: FakeContext;

beforeEach(async () => {
  resetFake();
  const credentials = new FakeCredentials();
  await credentials.acquire({ package: 'Kerberos', use: 2 });
  native = new FakeContext(credentials);
});

function bytes(content: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(content));
}

/** Calls DecryptMessage with a package that does `script`. */
function call(buffers: SecBuffer[], script: typeof fake.decrypt = () => 0): MessageAnswer {
  fake.decrypt = script;
  const checked = checkSecBuffers(buffers);
  return runBuffers(native, { method: METHOD.OPEN, buffers: checked, qop: 0, sequenceNumber: 0 });
}

const data = (content: string): SecBuffer => ({ type: 1, data: bytes(content) });

describe('what goes in', () => {
  test('keeps order, types, flags and bytes', () => {
    call([
      { type: SECBUFFER.TOKEN, data: bytes('token') },
      { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY_WITH_CHECKSUM, data: bytes('header') },
      { type: (SECBUFFER.DATA | SECBUFFER.READONLY) >>> 0, data: bytes('') },
      { type: SECBUFFER.EMPTY },
    ]);
    const [message] = fake.messages;
    expect(message?.buffers.map(({ type }) => type)).toEqual([2, 0x10000001, 0x80000001, 0]);
    expect(message?.buffers.map((each) => String(bytesOf(each)))).toEqual([
      ...['token', 'header', '', ''],
    ]);
    expect(message?.buffers[2]?.memory).not.toBeNull();
    expect(message?.buffers[3]?.memory).toBeNull();
  });

  test('is the quality of protection and the number of the message', () => {
    const options = { qop: 0x80000001, sequenceNumber: 0xffff_ffff };
    fake.encrypt = () => 0;
    runBuffers(native, { method: METHOD.PROTECT, buffers: [], ...options });
    expect(fake.messages).toEqual([expect.objectContaining({ ...options, buffers: [] })]);
  });

  test('crosses as one memory where buffers are cut from one block', () => {
    const block = new Uint8Array(20);
    call([
      { type: SECBUFFER.TOKEN, data: block.subarray(0, 8) },
      { type: SECBUFFER.DATA, data: block.subarray(8, 16) },
      data('apart'),
      { type: SECBUFFER.PADDING, data: block.subarray(16) },
    ]);
    expect(fake.messages[0]?.memories).toHaveLength(2);
    expect(fake.messages[0]?.memories[0]).toBe(block.buffer);
    expect(fake.messages[0]?.buffers.map((each) => each.memory?.byteOffset)).toEqual([0, 8, 0, 16]);
  });

  test('is the memory of the caller itself', () => {
    const message = bytes('plain');
    call([{ type: SECBUFFER.DATA, data: message }], ({ buffers: [first] }) => {
      fill(first, 'SEAL');
      return 0;
    });
    expect(String(Buffer.from(message))).toBe('SEALn');
  });
});

describe('overlap', () => {
  const block = new Uint8Array(20);
  const part = (from: number, to: number): SecBuffer => ({
    type: SECBUFFER.DATA,
    data: block.subarray(from, to),
  });

  test.each([
    ['the end of another', part(0, 10), part(9, 12)],
    ['the start of another', part(9, 12), part(0, 10)],
    ['all of another', part(0, 10), part(0, 10)],
    ['the inside of another', part(0, 10), part(3, 4)],
  ])('with %s is refused before the call', (_name, first, second) => {
    expect(() => call([data('x'), first, { type: 0 }, second])).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'buffers 1 and 3 overlap'),
    );
    expect(fake.messages).toEqual([]);
  });

  test.each([
    ['neighbours', part(0, 10), part(10, 20)],
    ['the same places of two blocks', part(0, 3), data('abc')],
    ['an empty buffer between two', part(0, 10), part(10, 10)],
    ['an empty buffer inside another', part(0, 10), part(5, 5)],
    ['a buffer around an empty one', part(5, 5), part(0, 10)],
  ])('is not %s', (_name, first, second) => {
    expect(call([first, second]).status).toBe(0);
  });
});

describe('what comes out', () => {
  test('is a view of the same memory, cut to cbBuffer', () => {
    const message = bytes('....plain text');
    const { buffers, sizes } = call(
      [{ type: SECBUFFER.DATA, data: message.subarray(4) }],
      ({ buffers: [first] }) => {
        fill(first, 'cut');
        return 0;
      },
    );
    expect(buffers).toEqual([{ type: SECBUFFER.DATA, data: Buffer.from('cut') }]);
    expect(buffers[0]?.data?.buffer).toBe(message.buffer);
    expect(buffers[0]?.data?.byteOffset).toBe(4);
    expect(sizes).toEqual([3]);
  });

  test('has the quality of protection and the types that the package left', () => {
    const record = data('record');
    const { qop, buffers } = call([record, { type: SECBUFFER.EMPTY }], (message) => {
      message.qop = 0x80000001;
      const [first, second] = message.buffers;
      if (first) first.type = SECBUFFER.STREAM_HEADER;
      if (second) second.type = (SECBUFFER.ALERT | SECBUFFER.READONLY) >>> 0;
      return 0;
    });
    expect(qop).toBe(0x80000001);
    expect(buffers).toEqual([
      { type: SECBUFFER.STREAM_HEADER, data: record.data },
      { type: SECBUFFER.ALERT, flags: SECBUFFER.READONLY },
    ]);
    expect(buffers[0]?.data).toBe(record.data);
  });

  test('follows a pointer that the package moved into another buffer', () => {
    const stream = bytes('HEADERtext');
    const { buffers } = call(
      [{ type: SECBUFFER.STREAM, data: stream }, { type: SECBUFFER.DATA }],
      ({ buffers: [first, second] }) => {
        if (second) Object.assign(second, { memory: first?.memory?.subarray(6), size: 4 });
        return 0;
      },
    );
    expect(buffers[1]?.data).toEqual(Buffer.from('text'));
    expect(buffers[1]?.data?.buffer).toBe(stream.buffer);
    expect(buffers[1]?.data?.byteOffset).toBe(6);
  });

  test('is a count where bytes are missing, and has no data then', () => {
    const { buffers, sizes } = call([data('rec'), { type: SECBUFFER.EMPTY }], (message) => {
      const [first] = message.buffers;
      if (first) Object.assign(first, { type: SECBUFFER.MISSING, size: 4000 });
      return Status.SEC_E_INCOMPLETE_MESSAGE;
    });
    expect(buffers).toEqual([{ type: SECBUFFER.MISSING }, { type: SECBUFFER.EMPTY }]);
    expect(sizes).toEqual([4000, 0]);
  });

  test('is nothing after a failure, whose sizes mean nothing', () => {
    const answer = call([data('record')], ({ buffers: [first] }) => {
      if (first) first.size = 0xffff_ffff;
      return Status.SEC_E_MESSAGE_ALTERED;
    });
    expect(answer).toEqual({
      status: Status.SEC_E_MESSAGE_ALTERED,
      qop: 0,
      buffers: [],
      sizes: [],
    });
  });
});

describe('memory that nobody gave', () => {
  const elsewhere = bytes('a secret of another buffer');

  test.each([
    ['lies elsewhere', elsewhere, 4],
    ['begins before a buffer', null, 4],
    ['reaches beyond its buffer', undefined, 99],
  ])('is refused and not read when it %s', (_name, memory, size) => {
    const block = bytes('##message##');
    const given = { type: SECBUFFER.DATA, data: block.subarray(2, 9) };
    const refused = refusal('ERR_SSPI_FOREIGN_MEMORY');
    expect(() =>
      call([data('x'), given], ({ buffers: [, second] }) => {
        if (memory === null) Object.assign(second ?? {}, { memory: block.subarray(1), size });
        else Object.assign(second ?? {}, { size, ...(memory && { memory }) });
        return 0;
      }),
    ).toThrow(refused);
  });

  test('is named by its buffer and its size', () => {
    const foreign: typeof fake.decrypt = ({ buffers: [first] }) => {
      if (first) Object.assign(first, { memory: elsewhere, size: 8 });
      return 0;
    };
    expect(() => call([data('x')], foreign)).toThrow(/buffer 0 with 8 bytes/);
    expect(() => call([data('x')], foreign)).not.toThrow(/secret/);
  });
});
