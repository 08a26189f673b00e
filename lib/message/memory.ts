import { markAsUntransferable } from 'node:worker_threads';

/** A run of bytes of our own. */
export interface Room {
  readonly memory: ArrayBuffer;
  readonly offset: number;
  readonly size: number;
}

// Short messages share memory, as those of Buffer.from() do: an ArrayBuffer for each would cost more
// than sealing it. No byte of a result is given out twice.
const SHARED = 65_536;
const SHORT = 4096;

/** Memory that a postMessage, or a structuredClone, cannot take away; before Node.js 24, transfer() can. */
export function newMemory(size: number): ArrayBuffer {
  const memory = new ArrayBuffer(size);
  markAsUntransferable(memory);
  return memory;
}

let shared: ArrayBuffer | undefined;
let used = 0;

/**
 * Room for a message; what another thread is to use must be its own. There may be anything in it, until
 * {@link settle} or {@link wipe}.
 */
export function allocate(size: number, own: boolean): Room {
  if (own || size > SHORT) {
    return { memory: Buffer.allocUnsafeSlow(size).buffer, offset: 0, size };
  }
  // It has no length once somebody has transferred it.
  if (shared === undefined || used + size > shared.byteLength) {
    shared = newMemory(SHARED);
    used = 0;
  }
  const room = { memory: shared, offset: used, size };
  used += size;
  return room;
}

/** Leaves nothing but a result, from `start` to `end` of its memory, in a room. */
export function settle({ memory, offset, size }: Room, start: number, end: number): void {
  const limit = offset + size;
  if (memory === shared) {
    // The next message goes there.
    if (limit === used) used = end;
    return;
  }
  const bytes = new Uint8Array(memory);
  bytes.fill(0, offset, start);
  bytes.fill(0, end, limit);
}

/** Wipes what a call that failed left: it may be the message itself. */
export function wipe({ memory, offset, size }: Room): void {
  new Uint8Array(memory, offset, size).fill(0);
}

// To touch a new page of memory costs more than to copy into one that is known: so large copies are
// made in the memory of earlier ones. So many are kept, of at most so many bytes.
const SPARES = 4;
const LEAST_SPARE = 65_536;
const LARGEST_SPARE = 4 << 20;
const spares: ArrayBuffer[] = [];

/** Copies bytes for another thread. Give the copy to {@link reuse} when that has ended. */
export function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { byteLength } = bytes;
  if (byteLength < LEAST_SPARE || byteLength > LARGEST_SPARE) return new Uint8Array(bytes);
  const size = 2 ** Math.ceil(Math.log2(byteLength));
  const index = spares.findIndex((each) => each.byteLength === size);
  const [memory = new ArrayBuffer(size)] = index < 0 ? [] : spares.splice(index, 1);
  const copy = new Uint8Array(memory, 0, byteLength);
  copy.set(bytes);
  return copy;
}

/** Wipes a copy, and takes its memory back. */
export function reuse(copy: Uint8Array<ArrayBuffer>): void {
  copy.fill(0);
  const { buffer } = copy;
  if (buffer.byteLength >= LEAST_SPARE && spares.length < SPARES) spares.push(buffer);
}
