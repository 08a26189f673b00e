import { describe, expect, test } from '@jest/globals';

import {
  BufferTooSmallError,
  InvalidTokenError,
  SecBuffer,
  SECBUFFER,
  SspiError,
  Status,
} from 'secur32';

import { connectBeforeEach } from '../support/connect-before-each.js';
import { argumentError, thrownBy } from '../support/errors.js';
import type { End } from '../support/loopback.js';
import { onWine } from '../support/platform.js';

const TEXT = Buffer.from('plaintext that nobody else should read');
const APPLICATION_DATA = 0x17;
const RECORD_HEADER = 5;

const loopback = connectBeforeEach('Schannel', { tls: { maxVersion: 'TLSv1.2' } });

/** The documented layout, in one block of memory. */
function layout(end: End, data: Buffer): { memory: Buffer; buffers: SecBuffer[] } {
  const { header, trailer } = end.query('streamSizes');
  const memory = Buffer.alloc(header + data.length + trailer);
  data.copy(memory, header);
  const trailerAt = header + data.length;
  const buffers = [
    { type: SECBUFFER.STREAM_HEADER, data: memory.subarray(0, header) },
    SecBuffer.data(memory.subarray(header, trailerAt)),
    { type: SECBUFFER.STREAM_TRAILER, data: memory.subarray(trailerAt) },
    SecBuffer.empty(),
  ];
  return { memory, buffers };
}

/** The record that a call left: the first three buffers, as they lie in memory. */
function recordOf(buffers: readonly SecBuffer[]): Buffer {
  return Buffer.concat(buffers.slice(0, 3).map(({ data }) => data ?? Buffer.alloc(0)));
}

function receive(end: End, bytes: Buffer) {
  const empty = SecBuffer.empty();
  return end.decryptMessage([SecBuffer.data(bytes), empty, empty, empty]);
}

describe('what Schannel wraps', () => {
  test('is one TLS record of application data, with its length', () => {
    const sealed = loopback().client.wrap(TEXT);
    expect(sealed.subarray(0, 3)).toEqual(Buffer.from([APPLICATION_DATA, 3, 3]));
    expect(sealed.readUInt16BE(3)).toBe(sealed.length - RECORD_HEADER);
  });

  test('is as many records as it needs', () => {
    const { client, server } = loopback();
    const data = Buffer.alloc(65_536, 0x5a);
    const sealed = client.wrap(data);
    const records: number[] = [];
    for (let at = 0; at < sealed.length; at += RECORD_HEADER + sealed.readUInt16BE(at + 3)) {
      expect(sealed[at]).toBe(APPLICATION_DATA);
      records.push(at);
    }
    expect(records).toHaveLength(4);
    expect(server.unwrap(sealed).data.equals(data)).toBe(true);
  });

  test('is opened with other records before and after it', () => {
    const { client, server } = loopback();
    const sealed = Buffer.concat(
      ['one ', 'two ', 'three'].map((each) => client.wrap(Buffer.from(each))),
    );
    expect(server.unwrap(sealed).data.toString()).toBe('one two three');
  });

  test('is opened whole, however many short records it is', () => {
    const { client, server } = loopback();
    const message = Buffer.from(Array.from({ length: 3000 }, (_, index) => index % 251));
    const sealed = Buffer.concat(Array.from(message, (each) => client.wrap(Buffer.of(each))));
    expect(server.unwrap(sealed).data).toEqual(message);
  });

  test('may be empty on Windows', () => {
    const { client, server } = loopback();
    const wrapEmpty = (): Buffer => client.wrap(Buffer.alloc(0));
    if (onWine) {
      // GnuTLS, by which Wine does it, sends no empty records.
      expect(thrownBy(wrapEmpty)).toMatchObject({ code: 'SEC_E_INTERNAL_ERROR' });
      return;
    }
    expect(server.unwrap(wrapEmpty()).data).toHaveLength(0);
  });
});

describe('EncryptMessage of Schannel', () => {
  test('seals the documented layout in the memory of the caller', () => {
    const { client, server } = loopback();
    const { memory, buffers } = layout(client, TEXT);
    const result = client.encryptMessage(buffers);
    expect(result.status).toBe(Status.SEC_E_OK);
    expect(memory.includes(TEXT)).toBe(false);
    expect(result.buffers.map(({ type }) => type)).toEqual(buffers.map(({ type }) => type));
    const record = recordOf(result.buffers);
    expect(memory.subarray(0, record.length)).toEqual(record);
    expect(record.length).toBeLessThan(memory.length);
    expect(server.unwrap(record).data).toEqual(TEXT);
  });

  test('seals separate buffers, whose parts are then sent in their order', () => {
    const { client, server } = loopback();
    const { header, trailer } = client.query('streamSizes');
    const data = Buffer.from(TEXT);
    const { buffers } = client.encryptMessage([
      SecBuffer.streamHeader(header),
      SecBuffer.data(data),
      SecBuffer.streamTrailer(trailer),
      SecBuffer.empty(),
    ]);
    expect(data.equals(TEXT)).toBe(false);
    expect(server.unwrap(recordOf(buffers)).data).toEqual(TEXT);
  });

  test('takes as much as the stream sizes say, and not a byte more', () => {
    const { client, server } = loopback();
    const { maximumMessage } = client.query('streamSizes');
    const most = Buffer.alloc(maximumMessage, 0x5a);
    const { buffers } = client.encryptMessage(layout(client, most).buffers);
    expect(server.unwrap(recordOf(buffers)).data.equals(most)).toBe(true);

    const more = layout(client, Buffer.alloc(maximumMessage + 1));
    expect(thrownBy(() => client.encryptMessage(more.buffers))).toEqual(
      argumentError('ERR_OUT_OF_RANGE', 'streamSizes.maximumMessage'),
    );
  });

  test('takes no sequence number', () => {
    const { client } = loopback();
    const { buffers } = layout(client, TEXT);
    expect(thrownBy(() => client.encryptMessage(buffers, { sequenceNumber: 1 }))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'must be 0'),
    );
  });

  test.each(['STREAM_HEADER', 'STREAM_TRAILER'] as const)('refuses a short %s', (name) => {
    const { client, server } = loopback();
    const { buffers } = layout(client, TEXT);
    const short = buffers.map((each) =>
      each.type === SECBUFFER[name] ? { ...each, data: Buffer.alloc(4) } : each,
    );
    const error = thrownBy(() => client.encryptMessage(short));
    // By the documentation; Wine would write as much of the record as there is room for.
    expect(error).toBeInstanceOf(BufferTooSmallError);
    expect(server.unwrap(client.wrap(TEXT)).data).toEqual(TEXT);
  });

  test('leaves no plaintext where STREAM_HEADER has room for all of the record', () => {
    const { client, server } = loopback();
    const { buffers } = layout(client, TEXT);
    const long = [SecBuffer.streamHeader(TEXT.length + 100), ...buffers.slice(1)];
    if (onWine) {
      // Wine would write the record there, and leave DATA as it is behind it.
      const error = thrownBy(() => client.encryptMessage(long));
      expect(error).toMatchObject({ code: 'SEC_E_UNSUPPORTED_FUNCTION' });
      expect(server.unwrap(client.wrap(TEXT)).data).toEqual(TEXT);
      return;
    }
    expect(recordOf(client.encryptMessage(long).buffers).includes(TEXT)).toBe(false);
  });

  test('refuses buffers without DATA', () => {
    const { client } = loopback();
    const [header, , trailer, empty] = layout(client, TEXT).buffers as [
      SecBuffer,
      SecBuffer,
      SecBuffer,
      SecBuffer,
    ];
    const error = thrownBy(() => client.encryptMessage([header, trailer, empty]));
    expect(error).toBeInstanceOf(InvalidTokenError);
  });

  test('refuses the layout of Kerberos, and leaves DATA as it is', () => {
    const { client } = loopback();
    const data = Buffer.from(TEXT);
    const buffers = [SecBuffer.token(100), SecBuffer.data(data), SecBuffer.padding(16)];
    expect(thrownBy(() => client.encryptMessage(buffers))).toBeInstanceOf(SspiError);
    expect(data).toEqual(TEXT);
  });
});

describe('DecryptMessage of Schannel', () => {
  test('opens a record in the memory of the caller', () => {
    const { client, server } = loopback();
    const record = client.wrap(TEXT);
    const opened = receive(server, record);
    expect(opened).toMatchObject({ status: Status.SEC_E_OK, qop: 0, data: TEXT });
    expect(opened.data?.buffer).toBe(record.buffer);
    expect(opened.extra).toBeUndefined();
    const types = opened.buffers.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([SECBUFFER.STREAM_HEADER, SECBUFFER.DATA, SECBUFFER.STREAM_TRAILER]),
    );
  });

  test('leaves over what belongs to the next record', () => {
    const { client, server } = loopback();
    const [first, second] = [client.wrap(Buffer.from('first')), client.wrap(Buffer.from('second'))];
    const opened = receive(server, Buffer.concat([first, second]));
    expect(opened.data?.toString()).toBe('first');
    expect(opened.extra).toEqual(second);
    expect(receive(server, Buffer.from(opened.extra ?? [])).data?.toString()).toBe('second');
  });

  test('says how much of a record is missing, and changes nothing', () => {
    const { client, server } = loopback();
    const record = client.wrap(TEXT);
    for (const size of [0, 1, 4, 5, 6, 20, record.length - 1]) {
      const { status, missing = 0, data } = receive(server, Buffer.from(record.subarray(0, size)));
      expect(status).toBe(Status.SEC_E_INCOMPLETE_MESSAGE);
      // It is a hint: of less than a header, nobody can tell.
      expect(missing).toBeGreaterThan(0);
      expect(missing).toBeLessThanOrEqual(record.length - size);
      expect(data).toBeUndefined();
    }
    expect(receive(server, record).data).toEqual(TEXT);
  });

  test('refuses buffers without DATA', () => {
    const { server } = loopback();
    const buffers = [1, 2, 3, 4].map(() => SecBuffer.empty());
    expect(thrownBy(() => server.decryptMessage(buffers))).toBeInstanceOf(InvalidTokenError);
  });
});
