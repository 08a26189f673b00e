import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { BUFFER, MESSAGE, NO_MEMORY, word } from './control-block.js';
import { findLeft, requireInside } from './open-layout.js';
import { incompleteToken } from './opened.js';

function endOf(words: Uint32Array, at: number): number {
  return word(words, at + BUFFER.OFFSET) + word(words, at + BUFFER.LENGTH);
}

/** Where the input of a message ends. A token may be cut in two, in either order; what has no bytes is at 0. */
export function inputEnd(words: Uint32Array, at: number): number {
  const first = at + MESSAGE.SIZE;
  return Math.max(endOf(words, first), endOf(words, first + BUFFER.SIZE));
}

/** A message that resulted in nothing has one of no bytes, where its input ended. */
export function settleNothing(words: Uint32Array, at: number, end: number): void {
  requireInside(word(words, at + MESSAGE.RESULT_MEMORY));
  words[at + MESSAGE.RESULT_OFFSET] = end;
  words[at + MESSAGE.RESULT_SIZE] = 0;
}

/** How many bytes a package says are missing of a record; of a token, none can be. */
export function missingOf(core: ContextCore, words: Uint32Array, at: number): number {
  if (!core.isStream) throw incompleteToken(core);
  const left = findLeft(words, at, SECBUFFER.MISSING);
  return Math.max(1, left === 0 ? 1 : word(words, left + BUFFER.FOUND_LENGTH));
}

/** Where the input goes on behind a record that ended at `end`. */
export function restFrom(words: Uint32Array, at: number, end: number): number {
  const extra = findLeft(words, at, SECBUFFER.EXTRA);
  if (extra === 0) return end;
  const memory = word(words, extra + BUFFER.FOUND_MEMORY);
  requireInside(memory);
  if (memory !== NO_MEMORY) return word(words, extra + BUFFER.FOUND_OFFSET);
  // Where a package says no more than how much, it is the tail of what it was given.
  const begin = word(words, at + MESSAGE.SIZE + BUFFER.OFFSET);
  return Math.max(begin, end - word(words, extra + BUFFER.FOUND_LENGTH));
}
