import { getHeapStatistics } from 'node:v8';

import { connect } from '../test/support/loopback.js';
import { connectNative } from './accounts.js';
import { privateBytes } from './native.js';
import type { Path } from './path.js';
import { encryptPath, wrapPath } from './paths.js';
import { CONTEXT_COUNTS, Fleet } from './scaling.js';
import { openerBatchPath, openerPath, sealerBatchPath, sealerPath } from './stream-paths.js';

/** What a path leaves on the heap of JavaScript. */
export interface HeapRow {
  readonly path: string;
  /** Whether it is for streams of messages, and is to leave nothing. */
  readonly isHot: boolean;
  /** Over a million messages. */
  readonly bytesPerMessage: number;
}

/** What is kept in memory. */
export interface MemoryRow {
  readonly heap: readonly HeapRow[];
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

// V8 itself uses the heap now and then, to compile for example: the parts that grew most are left out.
const KEPT = 0.99;

// A part in which something was collected shrinks; the others tell.
function grownBy(prepare: () => void, run: () => void): number {
  const growths = new Float64Array(MESSAGES / PART);
  for (let part = 0; part < growths.length; part += 1) {
    prepare();
    const before = usedHeap();
    run();
    growths[part] = Math.max(0, usedHeap() - before);
  }
  const kept = growths.toSorted().subarray(0, KEPT * growths.length);
  return kept.reduce((sum, growth) => sum + growth, 0) / KEPT;
}

const SIZE = 64;
const nothing = (): void => undefined;

function measureHeap(path: Path, isHot: boolean): HeapRow {
  const prepare = (): void => path.prepare(SIZE, PART);
  const run = (): void => path.run(SIZE, PART);
  // Compiled before it counts.
  grownBy(prepare, run);
  collect();
  const asking = grownBy(nothing, nothing);
  collect();
  const bytesPerMessage = Math.max(0, (grownBy(prepare, run) - asking) / MESSAGES);
  return { path: path.name, isHot, bytesPerMessage };
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

const PAIRS = CONTEXT_COUNTS[3];

/** Measures the memory of messages and of contexts. */
export async function measureMemory(): Promise<MemoryRow> {
  // What the one seals nobody opens, and messages are opened in order.
  using sealing = await connect('Schannel');
  using opening = await connect('Schannel');
  const { client } = sealing;
  const heap = [
    measureHeap(sealerPath(client), true),
    measureHeap(sealerBatchPath(client), true),
    measureHeap(openerPath(opening), true),
    measureHeap(openerBatchPath(opening), true),
    measureHeap(encryptPath(client), false),
    measureHeap(wrapPath(client), false),
  ];
  return { heap, bytesPerContext: await bytesPerContext(PAIRS), pairs: PAIRS };
}
