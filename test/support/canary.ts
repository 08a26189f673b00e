import { randomInt } from 'node:crypto';

import type { MaskedSecret } from '../scripted-ssp/process-controls.js';

const MASK = 0xa5;
// Long, since the heap soon gives small blocks to others, and writes to the ends of large ones: a copy
// that was freed and not wiped is still to be found by its middle.
const LENGTH = 2048;
const [FROM, TO] = [1000, 1040];
const [FIRST, LAST] = [0x61, 0x7a];

/** A random secret of lower-case letters, which lies nowhere in memory before `reveal` is called. */
export class Canary {
  /** All of it, masked. */
  readonly masked: MaskedSecret = {
    masked: Uint8Array.from({ length: LENGTH }, () => randomInt(FIRST, LAST + 1) ^ MASK),
    mask: MASK,
  };

  /** The bytes themselves, in memory of their own. */
  reveal(): Buffer {
    const bytes = Buffer.from(new ArrayBuffer(LENGTH));
    for (const [i, masked] of this.masked.masked.entries()) bytes[i] = masked ^ MASK;
    return bytes;
  }

  /** What to search for: the middle of the bytes. */
  get bytes(): MaskedSecret {
    return { masked: this.masked.masked.slice(FROM, TO), mask: MASK };
  }

  /** What to search for: the same as UTF-16. */
  get utf16(): MaskedSecret {
    const { masked } = this.bytes;
    const units = Array.from(masked, (byte) => [byte, MASK]).flat();
    return { masked: Uint8Array.from(units), mask: MASK };
  }
}
