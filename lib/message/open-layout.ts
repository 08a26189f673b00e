import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { putsDataFirst, refuseToUnwrap, tokenSizeOf } from '../wine.js';
import {
  BUFFER,
  DATA_RESULT,
  FOREIGN_MEMORY,
  MESSAGE,
  NO_MEMORY,
  word,
  writeBuffer,
  writeEmpty,
  writeMessage,
  writeSource,
} from './control-block.js';

const NTLM_SIGNATURE = 16;
const { DATA, TOKEN, STREAM, EMPTY } = SECBUFFER;

/** How many buffers open a message. */
export function openedBuffers(core: ContextCore): number {
  return core.isStream ? 4 : 2;
}

/** Writes the words of a record whose bytes are at `offset` of the first memory. */
export function writeRecord(words: Uint32Array, at: number, offset: number, size: number): void {
  writeMessage(words, at, 0, 0, 4, DATA_RESULT);
  let next = at + MESSAGE.SIZE;
  writeBuffer(words, next, DATA, 0, offset, size);
  for (let i = 0; i < 3; i += 1) writeEmpty(words, (next += BUFFER.SIZE), EMPTY);
}

/**
 * The same for a GSS token, which is cut apart as its package wants it.
 *
 * @param token - Its bytes, wherever they are now, which begin at `begin`.
 * @param endsAt - The quality of protection behind which a run of messages ends; 0 for none.
 */
export function writeToken(
  core: ContextCore,
  words: Uint32Array,
  at: number,
  offset: number,
  token: Uint8Array,
  begin: number,
  size: number,
  endsAt = 0,
): void {
  refuseToUnwrap(core, token, begin, size);
  const first = at + MESSAGE.SIZE;
  const second = first + BUFFER.SIZE;
  writeMessage(words, at, endsAt, 0, 2, DATA_RESULT);
  if (core.mechanism === 'NTLM') {
    const signature = Math.min(NTLM_SIGNATURE, size);
    writeBuffer(words, first, TOKEN, 0, offset, signature);
    writeBuffer(words, second, DATA, 0, offset + signature, size - signature);
  } else if (putsDataFirst(core)) {
    const message = size - tokenSizeOf(token, begin);
    writeBuffer(words, first, TOKEN, 0, offset + message, size - message);
    writeBuffer(words, second, DATA, 0, offset, message);
  } else {
    writeBuffer(words, first, STREAM, 0, offset, size);
    writeEmpty(words, second, DATA);
  }
}

/** Throws if a message was left outside the memory that it was given. */
export function requireInside(memory: number): void {
  if (memory !== FOREIGN_MEMORY) return;
  throw new Secur32Error(
    'ERR_SSPI_FOREIGN_MEMORY',
    'The security package returned bytes that do not lie inside the memory it was given. They were ' +
      'not read; close the context.',
  );
}

/** Has the bytes of a message copied from elsewhere: from where its own bytes would begin. */
export function writeOrigin(
  words: Uint32Array,
  at: number,
  memory: number,
  offset: number,
  own: number,
): void {
  const count = word(words, at + MESSAGE.COUNT);
  for (let i = 0, next = at + MESSAGE.SIZE; i < count; i += 1, next += BUFFER.SIZE) {
    if (word(words, next + BUFFER.MEMORY) === NO_MEMORY) continue;
    writeSource(words, next, memory, offset + word(words, next + BUFFER.OFFSET) - own);
  }
}

/** Where the words of a buffer of this type are that a message was left with; 0 if there is none. */
export function findLeft(words: Uint32Array, at: number, type: number): number {
  const count = word(words, at + MESSAGE.COUNT);
  for (let i = 0, next = at + MESSAGE.SIZE; i < count; i += 1, next += BUFFER.SIZE) {
    if (word(words, next + BUFFER.FOUND_TYPE) === type) return next;
  }
  return 0;
}
