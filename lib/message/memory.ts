import { markAsUntransferable } from 'node:worker_threads';

import type { Span } from '../arguments.js';

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

let shared: Uint8Array<ArrayBuffer> | undefined;
let used = 0;

/**
 * Room for a message: zeros, since a package may send what it has not written. What another thread is to
 * use must be its own.
 */
export function allocate(size: number, own: boolean): Span {
  if (own || size > SHORT) return { memory: new ArrayBuffer(size), offset: 0, size };
  // It has no length once somebody has transferred it.
  if (shared === undefined || used + size > shared.length) {
    shared = new Uint8Array(newMemory(SHARED));
    used = 0;
  }
  const room = { memory: shared.buffer, offset: used, size };
  used += size;
  return room;
}

/** Takes what lies behind the result in a room, if nobody has the memory behind that: as zeros again. */
export function giveBack({ memory, offset, size }: Span, end: number): void {
  if (memory !== shared?.buffer || offset + size !== used) return;
  shared.fill(0, end, used);
  used = end;
}

/** Wipes what a call that failed left: it may be the message itself. */
export function wipe({ memory, offset, size }: Span): void {
  new Uint8Array(memory, offset, size).fill(0);
}

// To touch a new page of memory costs more than to copy into one that is known: so large copies are
// made in the memory of earlier ones. So many are kept, of at most so many bytes each.
const SPARES = 4;
const LEAST_SPARE = 65_536;
const LARGEST_SPARE = 4 << 20;
const spares: ArrayBuffer[] = [];

const canBeSpare = (size: number): boolean => size >= LEAST_SPARE && size <= LARGEST_SPARE;

/** Copies bytes for another thread. Give the copy to {@link reuse} when that has ended. */
export function copyOf({ memory, offset, size }: Span): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(memory, offset, size);
  if (!canBeSpare(size)) return new Uint8Array(bytes);
  const room = 2 ** Math.ceil(Math.log2(size));
  const index = spares.findIndex((each) => each.byteLength === room);
  const [spare = new ArrayBuffer(room)] = index < 0 ? [] : spares.splice(index, 1);
  const copy = new Uint8Array(spare, 0, size);
  copy.set(bytes);
  return copy;
}

/** Wipes a copy, and keeps its memory in place of the oldest. */
export function reuse(copy: Uint8Array<ArrayBuffer>): void {
  copy.fill(0);
  if (!canBeSpare(copy.length)) return;
  spares.push(copy.buffer);
  if (spares.length > SPARES) spares.shift();
}
