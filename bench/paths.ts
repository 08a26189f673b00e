import type { SecBuffer } from 'secur32';
import { SECBUFFER } from 'secur32';

import type { End, Loopback } from '../test/support/loopback.js';
import type { Part } from './koffi.js';
import type { NativePairs } from './native.js';
import type { Path } from './path.js';
import { BySize } from './path.js';

/** The loop of C++ that seals, in the memory of so many messages in turn. */
export function nativeSeal(pairs: NativePairs, turns = 1): Path {
  return {
    name: 'C++ loop',
    direction: 'seal',
    prepare: () => undefined,
    run: (size, count) => pairs.seal(size, count, turns),
  };
}

/** The loop of C++ that opens. */
export function nativeOpen(pairs: NativePairs): Path {
  return {
    name: 'C++ loop',
    direction: 'open',
    prepare: (size, count) => pairs.prepare(size, count),
    run: () => pairs.open(),
  };
}

/** The parts that the documents of the context's package want. */
export function partsOf(context: End, size: number): Part[] {
  if (context.package === 'Schannel') {
    const { header, trailer } = context.query('streamSizes');
    return [
      { type: SECBUFFER.STREAM_HEADER, size: header },
      { type: SECBUFFER.DATA, size },
      { type: SECBUFFER.STREAM_TRAILER, size: trailer },
      { type: SECBUFFER.EMPTY, size: 0 },
    ];
  }
  const { securityTrailer, blockSize } = context.query('sizes');
  return [
    { type: SECBUFFER.TOKEN, size: securityTrailer },
    { type: SECBUFFER.DATA, size },
    { type: SECBUFFER.PADDING, size: blockSize },
  ];
}

/** The same over one block of memory, as buffers of the library. */
export function buffersOf(context: End, size: number): SecBuffer[] {
  const parts = partsOf(context, size);
  const memory = Buffer.alloc(parts.reduce((sum, part) => sum + part.size, 0));
  let at = 0;
  return parts.map(({ type, size: length }) => {
    if (type === SECBUFFER.EMPTY) return { type };
    const data = memory.subarray(at, at + length);
    at += length;
    return { type, data };
  });
}

/** The longest message of one call. */
export function maximumOf(context: End): number {
  return context.package === 'Schannel' ? context.query('streamSizes').maximumMessage : Infinity;
}

/** The documented call, in place, with buffers that are made once. */
export function encryptPath(client: End): Path {
  const made = new BySize((size) => buffersOf(client, size));
  return {
    name: 'encryptMessage',
    direction: 'seal',
    supports: (size) => size <= maximumOf(client),
    prepare: (size) => made.prepare(size),
    run(_size, count) {
      const buffers = made.value;
      for (let i = 0; i < count; i += 1) client.encryptMessage(buffers);
    },
  };
}

/** The task, into memory of its own. */
export function wrapPath(client: End): Path {
  const made = new BySize((size) => Buffer.alloc(size));
  return {
    name: 'wrap',
    direction: 'seal',
    prepare: (size) => made.prepare(size),
    run(_size, count) {
      const data = made.value;
      for (let i = 0; i < count; i += 1) client.wrap(data);
    },
  };
}

// What the peer sends is opened in the buffers it was sealed in, or as the bytes of a stream.
function sealedBuffers(client: End, size: number): SecBuffer[] {
  const { buffers } = client.encryptMessage(buffersOf(client, size));
  if (client.package !== 'Schannel') return buffers.slice(0, 2);
  const record = Buffer.concat(buffers.map(({ data }) => data ?? Buffer.alloc(0)));
  const empty = { type: SECBUFFER.EMPTY };
  return [{ type: SECBUFFER.DATA, data: record }, empty, empty, empty];
}

/** The same bytes one behind another in one memory, as those of the C++ loop lie. */
function together(parts: readonly Uint8Array[]): Buffer[] {
  const memory = Buffer.concat(parts);
  let at = 0;
  return parts.map(({ length }) => memory.subarray(at, (at += length)));
}

function buffersTogether(messages: readonly SecBuffer[][]): SecBuffer[][] {
  const parts = together(messages.flat().flatMap(({ data }) => data ?? [])).values();
  const moved = ({ type, data }: SecBuffer): SecBuffer => {
    const part = data === undefined ? undefined : parts.next().value;
    return part === undefined ? { type } : { type, data: part };
  };
  return messages.map((buffers) => buffers.map(moved));
}

/** The documented call, in place, with buffers that are made beforehand. */
export function decryptPath({ client, server }: Loopback): Path {
  let messages: SecBuffer[][] = [];
  return {
    name: 'decryptMessage',
    direction: 'open',
    supports: (size) => size <= maximumOf(client),
    prepare(size, count) {
      messages = buffersTogether(Array.from({ length: count }, () => sealedBuffers(client, size)));
    },
    run() {
      for (const message of messages) server.decryptMessage(message);
    },
  };
}

/** The task, into memory of its own. */
export function unwrapPath({ client, server }: Loopback): Path {
  let tokens: Buffer[] = [];
  return {
    name: 'unwrap',
    direction: 'open',
    prepare(size, count) {
      const data = Buffer.alloc(size);
      tokens = together(Array.from({ length: count }, () => client.wrap(data)));
    },
    run() {
      for (const token of tokens) server.unwrap(token);
    },
  };
}
