import { SECBUFFER } from '#lib/constants';

import type { FakeMessage, FakeSecBuffer } from './fake-message';
import { bytesOf, fill } from './fake-message';

// A made-up record layer: a header as TLS has it, the letters of the message swapped in case, and a
// trailer of dots. It protects nothing.

const HEADER = 5;

function swapCase(bytes: Buffer): Buffer {
  return bytes.map((byte) => (byte > 64 ? byte ^ 0x20 : byte)) as Buffer;
}

/** The record of a message. */
export function record(message: string, trailer = 8): Buffer {
  const header = Buffer.from([0x17, 3, 3, 0, 0]);
  header.writeUInt16BE(message.length + trailer, 3);
  return Buffer.concat([header, swapCase(Buffer.from(message)), Buffer.alloc(trailer, '.')]);
}

/** EncryptMessage, with a trailer that may need less than its room. */
export function sealRecord(trailerSize = 8): (message: FakeMessage) => number {
  return ({ buffers: [header, data, trailer] }) => {
    const sealed = record(String(bytesOf(data)), trailerSize);
    const size = data?.size ?? 0;
    fill(header, sealed.subarray(0, HEADER));
    fill(data, sealed.subarray(HEADER, HEADER + size));
    fill(trailer, sealed.subarray(HEADER + size));
    return 0;
  };
}

/** DecryptMessage of one record after the other; `statuses` are those of the records, OK if absent. */
export function openRecords(
  statuses: number[] = [],
  trailerSize = 8,
): (message: FakeMessage) => number {
  let count = 0;
  return ({ buffers }) => {
    const input = buffers[0]?.memory;
    if (!input) throw new Error('The fake Schannel was given nothing to open');
    const end = HEADER + Buffer.from(input).readUInt16BE(3);
    const part = (type: number, from: number, to: number): FakeSecBuffer => ({
      type,
      size: to - from,
      memory: input.subarray(from, to),
    });
    const parts = [
      part(SECBUFFER.STREAM_HEADER, 0, HEADER),
      part(SECBUFFER.DATA, HEADER, end - trailerSize),
      part(SECBUFFER.STREAM_TRAILER, end - trailerSize, end),
    ];
    if (end < input.length) parts.push(part(SECBUFFER.EXTRA, end, input.length));
    fill(parts[1], swapCase(bytesOf(parts[1])));
    parts.forEach((each, index) => Object.assign(buffers[index] ?? {}, each));
    return statuses[count++] ?? 0;
  };
}
