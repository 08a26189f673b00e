import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { PackageName } from '../test/support/capabilities.js';
import type { End } from '../test/support/loopback.js';
import { connect } from '../test/support/loopback.js';
import { LARGE } from './new-memory.js';
import type { Spread } from './statistics.js';
import { spreadOf } from './statistics.js';

/** Large messages on the thread pool. */
export interface AsyncRow {
  readonly package: PackageName;
  /** How many times the messages of one context two contexts seal in the same time. */
  readonly speedup: Spread;
  /** Milliseconds that a timer was late while two contexts sealed: 99 of 100 times, and at most. */
  readonly delay99: number;
  readonly delayMost: number;
  /** The same while nothing is done. */
  readonly idleMost: number;
}

const RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;
const IDLE_MS = 500;

async function sealMany(context: End, data: Buffer, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await context.wrapAsync(data);
}

async function timeOf(contexts: readonly End[], data: Buffer, count: number): Promise<number> {
  const start = performance.now();
  await Promise.all(contexts.map((each) => sealMany(each, data, count)));
  return performance.now() - start;
}

/** How late a timer of one millisecond is while something goes on. */
async function delayDuring(work: () => Promise<unknown>): Promise<{ p99: number; most: number }> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  await work();
  histogram.disable();
  // The histogram has the whole time between two calls of its timer.
  const late = (ns: number): number => Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);
  return { p99: late(histogram.percentile(99)), most: late(histogram.max) };
}

const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, IDLE_MS));

/** Measures what two contexts reach that seal large messages at the same time. */
export async function measureAsync(packageName: PackageName, rounds: number): Promise<AsyncRow> {
  using one = await connect(packageName);
  using other = await connect(packageName);
  const data = Buffer.alloc(LARGE);
  const both = [one.client, other.client];
  await timeOf(both, data, 2);
  const count = Math.max(2, Math.ceil(200 / (await timeOf([one.client], data, 1))));
  const speedups: number[] = [];
  const { p99, most } = await delayDuring(async () => {
    for (let round = 0; round < rounds; round += 1) {
      const alone = await timeOf([one.client], data, count);
      const together = await timeOf(both, data, count);
      speedups.push((2 * alone) / together);
    }
  });
  const { most: idleMost } = await delayDuring(idle);
  const speedup = spreadOf(speedups);
  return { package: packageName, speedup, delay99: p99, delayMost: most, idleMost };
}
