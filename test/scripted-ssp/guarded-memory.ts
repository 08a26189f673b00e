import { load } from './index.js';

interface Controls {
  guardedMemory(size: number, atEnd: boolean): ArrayBuffer;
  touch(memory: ArrayBuffer, at: number): void;
}

/**
 * Memory between two pages that cannot be touched: whoever reads or writes one byte too many ends the
 * process.
 *
 * @param size - In bytes, at least 1.
 * @param side - Where the next page begins with the very next byte.
 */
export function guardedMemory(size: number, side: 'before' | 'after'): Buffer {
  return Buffer.from((load() as Controls).guardedMemory(size, side === 'after'));
}

/** Writes a byte to guarded memory, or to a page beside it. */
export function touch(memory: Buffer, at: number): void {
  (load() as Controls).touch(memory.buffer as ArrayBuffer, at);
}
