import type { Path } from './path.js';
import type { Round, Spread } from './statistics.js';
import { spreadOf, undisturbed } from './statistics.js';

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds that one path runs for in one round. */
  readonly slice: number;
  /** Milliseconds that a path runs for before it is measured at all. */
  readonly warmUp: number;
}

/** A path beside the C++ loop. */
export interface Measured {
  /** Microseconds a message. */
  readonly us: number;
  /** The same for the C++ loop. */
  readonly nativeUs: number;
  /** The time of the C++ loop divided by that of the path. */
  readonly ratio: Spread;
}

const NS_PER_US = 1000;
const US_PER_MS = 1000;
// All messages of a slice that opens lie in memory beforehand.
const MOST_BYTES = 16 * 2 ** 20;

/** Runs a path once, and returns its microseconds a message. */
function timeOf(path: Path, size: number, count: number): number {
  path.prepare(size, count);
  const start = process.hrtime.bigint();
  path.run(size, count);
  const time = process.hrtime.bigint() - start;
  return Number(time) / NS_PER_US / count;
}

/** How many messages fill a slice, found by running the path for some milliseconds. */
function countFor(path: Path, size: number, slice: number, duration: number): number {
  const { unit = 1 } = path;
  const most = Math.max(1, Math.floor(MOST_BYTES / (size + 1024)));
  let count = unit;
  let spent = 0;
  while (spent < duration * US_PER_MS) {
    const us = timeOf(path, size, count);
    spent += us * count;
    const wanted = Math.min(most, Math.ceil((slice * US_PER_MS) / us), count * 8);
    count = unit * Math.max(1, Math.round(wanted / unit));
  }
  return count;
}

/** Runs a path until it is compiled, which takes its time on a busy machine. */
export function warmUp(path: Path, size: number, duration: number): void {
  countFor(path, size, 1, duration);
}

/**
 * Measures a path beside the C++ loop. Both take turns, in short slices, each first as often as the
 * other: what slows the machine down meanwhile slows both down. The ratio is the median of those of
 * neighbours, in the rounds that nobody disturbed.
 */
export function measure(path: Path, native: Path, size: number, effort: Effort): Measured {
  const { slice } = effort;
  const count = countFor(path, size, slice, slice * 4);
  const nativeCount = countFor(native, size, slice, slice * 2);
  const rounds = Array.from({ length: effort.rounds }, (_, index): Round => {
    if (index % 2 === 0) return [timeOf(path, size, count), timeOf(native, size, nativeCount)];
    const theirs = timeOf(native, size, nativeCount);
    return [timeOf(path, size, count), theirs];
  });
  const calm = undisturbed(rounds);
  return {
    us: spreadOf(calm.map(([ours]) => ours)).median,
    nativeUs: spreadOf(calm.map(([, theirs]) => theirs)).median,
    ratio: spreadOf(calm.map(([ours, theirs]) => theirs / ours)),
  };
}
