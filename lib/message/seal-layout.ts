import { SECBUFFER } from '../constants.js';
import {
  BUFFER,
  MESSAGE,
  writeBuffer,
  writeEmpty,
  writeMessage,
  writeSource,
} from './control-block.js';

/** One buffer of a message that is laid out by us. */
export interface Part {
  readonly type: number;
  /** From the start of the message's room. */
  readonly offset: number;
  /** Whether it lies behind the data, and so moves with the length of that. */
  readonly behind: boolean;
  /** Undefined for the data. */
  readonly size: number | undefined;
}

/** How a context seals messages in memory laid out by us: contiguous, as the documents recommend. */
export interface SealPlan {
  readonly qop: number;
  readonly parts: readonly Part[];
  /** The order of the parts on the wire. */
  readonly order: number;
  /** Bytes before and behind the data. */
  readonly before: number;
  readonly after: number;
  /** The longest message; undefined where the package states none. */
  readonly maximum: number | undefined;
}

/** How many bytes a message takes while it is sealed. */
export function roomOf({ before, after }: SealPlan, length: number): number {
  return before + length + after;
}

/** Writes the words of a message whose room begins at `offset`; returns where the next one's are. */
export function writeSealed(
  words: Uint32Array,
  at: number,
  plan: SealPlan,
  offset: number,
  length: number,
): number {
  const { parts } = plan;
  writeMessage(words, at, plan.qop, 0, parts.length, plan.order);
  let next = at + MESSAGE.SIZE;
  for (const { type, offset: within, behind, size } of parts) {
    if (type === SECBUFFER.EMPTY) writeEmpty(words, next, type);
    else {
      const start = offset + within + (behind ? length : 0);
      writeBuffer(words, next, type, 0, start, size ?? length);
    }
    next += BUFFER.SIZE;
  }
  return next;
}

/** Which of the parts is the data: the second one, whatever the package. */
export const DATA_INDEX = 1;

/** Where the words of a message's data are. */
export function dataWordsAt(at: number): number {
  return at + MESSAGE.SIZE + BUFFER.SIZE * DATA_INDEX;
}

/** Has the data of a message copied from elsewhere before it is sealed. */
export function writeData(words: Uint32Array, at: number, memory: number, offset: number): void {
  writeSource(words, dataWordsAt(at), memory, offset);
}
