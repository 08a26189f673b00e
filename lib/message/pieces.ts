import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { check } from '../fail.js';
import { isSuccess } from '../status.js';
import { requireLength } from './encrypt.js';
import { BLOCK, FOREIGN_MEMORY, MESSAGE, word, writeBlock } from './control-block.js';
import type { SealPlan } from './seal-layout.js';
import { roomOf, writeData, writeSealed } from './seal-layout.js';

/** Into how many messages data is cut: that of a stream into pieces of the longest one. */
export function countPieces(core: ContextCore, plan: SealPlan, length: number): number {
  if (!core.isStream || plan.maximum === undefined || length === 0) return 1;
  // A package that takes no bytes at all has no pieces either.
  if (plan.maximum === 0) requireLength(length, 0);
  return Math.ceil(length / plan.maximum);
}

/** How many bytes the pieces take while they are sealed. */
export function roomOfPieces(core: ContextCore, plan: SealPlan, length: number): number {
  return countPieces(core, plan, length) * roomOf(plan, 0) + length;
}

/** Data in the second memory of a call, to be sealed in the first. */
interface Pieces {
  readonly count: number;
  /** Where the first message begins. */
  readonly base: number;
  /** Where the data begins. */
  readonly offset: number;
  readonly length: number;
}

/**
 * Writes the words of pieces: each is copied to where the message before it ends, and sealed there. So
 * the bytes are copied once, and nothing has to move.
 */
export function writePieces(words: Uint32Array, plan: SealPlan, pieces: Pieces): void {
  const { count, base, offset, length } = pieces;
  const longest = count === 1 ? length : (plan.maximum ?? length);
  writeBlock(words, count, base, true);
  let at: number = BLOCK.SIZE;
  for (let from = 0, i = 0; i < count; from += longest, i += 1) {
    const next = writeSealed(words, at, plan, 0, Math.min(longest, length - from));
    writeData(words, at, 1, offset + from);
    at = next;
  }
}

/**
 * Throws unless all messages of a block were sealed, and lie where they should. Those before the first
 * one of which this is not true are then all that the block has done.
 */
export function requireSealed(core: ContextCore, words: Uint32Array, stride: number): void {
  const done = word(words, BLOCK.DONE);
  for (let i = 0, at: number = BLOCK.SIZE; i < done; i += 1, at += stride) {
    const status = word(words, at + MESSAGE.STATUS);
    const isFound = word(words, at + MESSAGE.RESULT_MEMORY) < FOREIGN_MEMORY;
    if (isSuccess(status) && isFound) continue;
    words[BLOCK.DONE] = i;
    check(status, 'EncryptMessage', core.securityPackage.name);
    throw new Secur32Error(
      'ERR_SSPI_FOREIGN_MEMORY',
      'The security package returned a message that does not lie inside the memory it was given. It ' +
        'was not read; close the context.',
    );
  }
}

/** Where the sealed messages of a packed block lie together. */
export function sealedRun(
  words: Uint32Array,
  count: number,
  stride: number,
): { start: number; size: number } {
  const last = BLOCK.SIZE + (count - 1) * stride;
  const start = word(words, BLOCK.SIZE + MESSAGE.RESULT_OFFSET);
  const end = word(words, last + MESSAGE.RESULT_OFFSET) + word(words, last + MESSAGE.RESULT_SIZE);
  return { start, size: end - start };
}
