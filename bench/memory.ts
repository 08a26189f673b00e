import { getHeapStatistics } from 'node:v8';

import { connect } from '../test/support/loopback.js';
import { connectNative } from './accounts.js';
import { privateBytes } from './native.js';
import { encryptPath, wrapPath } from './paths.js';
import { CONTEXT_COUNTS, Fleet } from './scaling.js';
import { sealerBatchPath, sealerPath } from './stream-paths.js';

/** What is kept in memory. */
export interface MemoryRow {
  /** For each path, the bytes on the heap of JavaScript for each message, over a million of them. */
  readonly heap: readonly { readonly path: string; readonly bytesPerMessage: number }[];
  /** Bytes of a context beside those that the C++ program has for one. */
  readonly bytesPerContext: number;
  /** How many pairs that was measured with. */
  readonly pairs: number;
}

const MESSAGES = 1_024_000;
// So few that nothing is collected within most of them.
const PART = 64;

function collect(): void {
  if (gc === undefined) throw new Error('Start Node.js with --expose-gc');
  gc();
  gc();
}

const usedHeap = (): number => getHeapStatistics().used_heap_size;

// A part in which something was collected shrinks; the others tell.
function grownBy(run: (count: number) => void): number {
  let grown = 0;
  for (let done = 0; done < MESSAGES; done += PART) {
    const before = usedHeap();
    run(PART);
    grown += Math.max(0, usedHeap() - before);
  }
  return grown;
}

/** Bytes that a path allocates on the heap of JavaScript for each message, over a million of them. */
function heapBytesPerMessage(run: (count: number) => void): number {
  run(MESSAGES / 10);
  collect();
  const asking = grownBy(() => undefined);
  collect();
  return Math.max(0, (grownBy(run) - asking) / MESSAGES);
}

async function growth(make: () => Promise<unknown>): Promise<number> {
  collect();
  const before = privateBytes();
  await make();
  collect();
  return privateBytes() - before;
}

// What a context of the library has beside one of C++. Both stay until the end: what one has freed
// would serve the other. In either order, since the first ones of a kind also make room for the next.
async function bytesPerContext(pairs: number): Promise<number> {
  const made: { close(): void }[] = [];
  const native = (): Promise<number> =>
    growth(() => Promise.resolve(made.push(connectNative('Schannel', pairs / 2))));
  const ours = (): Promise<number> => growth(async () => made.push(await Fleet.open(pairs / 2)));
  const theirs = await native();
  const both = (await ours()) + (await ours());
  const difference = both - theirs - (await native());
  for (const each of made) each.close();
  return difference / (2 * pairs);
}

const SIZE = 64;
const PAIRS = CONTEXT_COUNTS[3];

/** Measures the memory of messages and of contexts. */
export async function measureMemory(): Promise<MemoryRow> {
  using loopback = await connect('Schannel');
  const paths = [sealerPath, sealerBatchPath, encryptPath, wrapPath];
  const heap = paths.map((make) => {
    const path = make(loopback.client);
    path.prepare(SIZE, PART);
    const bytesPerMessage = heapBytesPerMessage((count) => path.run(SIZE, count));
    return { path: path.name, bytesPerMessage };
  });
  return { heap, bytesPerContext: await bytesPerContext(PAIRS), pairs: PAIRS };
}
