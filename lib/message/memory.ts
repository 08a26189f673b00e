import { markAsUntransferable } from 'node:worker_threads';

/** A run of zeros of our own. */
export interface Room {
  readonly memory: ArrayBuffer;
  readonly offset: number;
}

// Short messages share memory, as those of Buffer.from() do: an ArrayBuffer for each would cost more
// than sealing it. No byte of it is given out twice.
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

/** Room for a message; what another thread is to use must be its own. */
export function allocate(size: number, own: boolean): Room {
  if (own || size > SHORT) return { memory: new ArrayBuffer(size), offset: 0 };
  // It has no length once somebody has transferred it.
  if (shared === undefined || used + size > shared.byteLength) {
    shared = newMemory(SHARED);
    used = 0;
  }
  const room = { memory: shared, offset: used };
  used += size;
  return room;
}

/** Wipes what a call that failed left: it may be the message itself. */
export function wipe({ memory, offset }: Room, size: number): void {
  new Uint8Array(memory, offset, size).fill(0);
}
