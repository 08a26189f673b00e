import { jest } from '@jest/globals';

import { guardedMemory } from '../scripted-ssp/guarded-memory.js';
import { isInstalled } from '../scripted-ssp/index.js';

// Importing this file before anything of the library puts the memory of sealers and openers, and all
// control blocks, between pages that nobody can touch.

/** Where the page begins that is next to a memory. */
export type Side = 'before' | 'after';
export const SIDES = ['before', 'after'] as const;

const guards: { side: Side; made: number } = { side: 'after', made: 0 };

/** Has what is made from now on begin, or end, at a page that cannot be touched. */
export function guard(side: Side): void {
  guards.side = side;
  guards.made = 0;
}

/** How many memories and control blocks were made since then. */
export const guardedCount = (): number => guards.made;

function guarded(size: number): ArrayBuffer {
  guards.made += 1;
  return guardedMemory(size, guards.side).buffer as ArrayBuffer;
}

if (isInstalled) {
  jest.mock('#lib/message/memory', () => ({
    ...jest.requireActual<object>('#lib/message/memory'),
    newMemory: guarded,
  }));
  jest.mock('#lib/message/control-block', () => ({
    ...jest.requireActual<object>('#lib/message/control-block'),
    newBlock: (size: number) => new Uint32Array(guarded(4 * size)),
  }));
}
