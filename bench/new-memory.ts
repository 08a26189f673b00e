import { spreadOf } from './statistics.js';

/** What the memory of a result costs, whoever makes it. */
export interface NewMemory {
  /** Microseconds for an ArrayBuffer of a whole record of Schannel. */
  readonly record: number;
  /** Milliseconds that it takes to write to each page of a new mebibyte for the first time. */
  readonly touch: number;
}

/** A mebibyte. */
export const LARGE: number = 2 ** 20;
/** A full record of TLS, with header and tag. */
const RECORD = 16_384 + 29;

const ROUNDS = 21;
const RECORDS = 5000;
const US_PER_MS = 1000;
const PAGE = 4096;

const medianOf = (once: () => number): number =>
  spreadOf(Array.from({ length: ROUNDS }, once)).median;

function makeRecords(): number {
  const start = performance.now();
  for (let i = 0; i < RECORDS; i += 1) new ArrayBuffer(RECORD);
  return ((performance.now() - start) * US_PER_MS) / RECORDS;
}

function touchLarge(): number {
  const bytes = new Uint8Array(LARGE);
  const start = performance.now();
  for (let at = 0; at < LARGE; at += PAGE) bytes[at] = 1;
  return performance.now() - start;
}

/** Measures what new memory costs: every result that is not short lies in some. */
export function measureNewMemory(): NewMemory {
  return { record: medianOf(makeRecords), touch: medianOf(touchLarge) };
}
