import { expect } from '@jest/globals';

const CANARY = 0xc5;
const MARGIN = 32;

/** Buffers in one block of memory, with bytes around each that nobody may change. */
export class GuardedMemory {
  readonly #memory: Buffer;
  readonly #places: { readonly from: number; readonly to: number }[] = [];

  constructor(sizes: readonly number[]) {
    const total = sizes.reduce((sum, size) => sum + size + MARGIN, MARGIN);
    this.#memory = Buffer.from(new ArrayBuffer(total)).fill(CANARY);
    let from = MARGIN;
    for (const size of sizes) {
      this.#places.push({ from, to: from + size });
      this.#memory.fill(0, from, from + size);
      from += size + MARGIN;
    }
  }

  /** The buffers between the guards. */
  get buffers(): Buffer[] {
    return this.#places.map(({ from, to }) => this.#memory.subarray(from, to));
  }

  /** Requires every byte outside of the buffers to be as it was. */
  expectIntact(): void {
    const outside = Buffer.from(this.#memory);
    for (const { from, to } of this.#places) outside.fill(CANARY, from, to);
    expect(outside.every((byte) => byte === CANARY)).toBe(true);
  }
}

/** Views of one block of memory that follow each other without a gap. */
export function contiguous(sizes: readonly number[]): Buffer[] {
  const memory = Buffer.from(new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0)));
  let from = 0;
  return sizes.map((size) => memory.subarray(from, (from += size)));
}
