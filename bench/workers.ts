import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { Spread } from './statistics.js';
import { spreadOf } from './statistics.js';

/** What workers reach, each with a context of its own. */
export interface WorkersRow {
  readonly size: number;
  /** How many times the messages of one worker two workers seal in the same time. */
  readonly speedup: Spread;
}

/** What a worker is told to do. */
export interface Task {
  readonly size: number;
  /** Milliseconds. */
  readonly duration: number;
}

const SIZE = 16_384;
const DURATION = 200;

async function start(): Promise<Worker> {
  const worker = new Worker(join(__dirname, 'worker.js'));
  await once(worker, 'message');
  return worker;
}

/** How many messages some workers seal together in the same time. */
async function sealedBy(workers: readonly Worker[]): Promise<number> {
  const counts = workers.map(async (worker) => {
    worker.postMessage({ size: SIZE, duration: DURATION } satisfies Task);
    const [count] = (await once(worker, 'message')) as [number];
    return count;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Measures two workers beside one. */
export async function measureWorkers(rounds: number): Promise<WorkersRow> {
  const one = await start();
  const other = await start();
  await sealedBy([one, other]);
  const speedups: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = await sealedBy([one]);
    speedups.push((await sealedBy([one, other])) / alone);
  }
  await Promise.all([one.terminate(), other.terminate()]);
  return { size: SIZE, speedup: spreadOf(speedups) };
}
