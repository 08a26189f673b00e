import type { Span } from '../arguments.js';
import { requireSpan } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import type { TraceResult } from '../diagnostics.js';
import { Status } from '../status.js';
import { METHOD } from './calls.js';
import {
  BLOCK,
  blockSize,
  BUFFER,
  MESSAGE,
  messageSize,
  NO_MEMORY,
  resultsOf,
  word,
  writeBlock,
} from './control-block.js';
import { noteOpened, requireOpening } from './decrypt.js';
import { allocate, copyOf, giveBack, reuse, wipe } from './memory.js';
import {
  findLeft,
  openedBuffers,
  requireInside,
  writeOrigin,
  writeRecord,
  writeToken,
} from './open-layout.js';
import type { UnwrapOptions, UnwrapResult } from './opened.js';
import { incompleteToken, judgeQop, requiresEncryption } from './opened.js';
import type { Operation, Place } from './operation.js';
import { countRecords, incompleteRecord, recordSize } from './records.js';
import { refuseDceStyle } from './seal-plan.js';

/** Opens messages in fresh memory, which gets a copy: opening works in place. */
class Unwrap implements Operation<UnwrapResult> {
  readonly method = METHOD.OPEN;
  readonly size: number;
  readonly memories: readonly ArrayBuffer[];
  readonly #core: ContextCore;
  readonly #input: Uint8Array<ArrayBuffer>;
  readonly #requireEncryption: boolean;
  readonly #count: number;
  readonly #room: Span;
  // Of what takes place on another thread.
  readonly #copy: Uint8Array<ArrayBuffer> | undefined;
  #finished = false;

  /** @param own - Whether it takes place on another thread, in copies of the bytes. */
  constructor(core: ContextCore, span: Span, requireEncryption: boolean, own: boolean) {
    const { memory, offset, size } = span;
    // A view of our own, which says the same whoever looks.
    const input = new Uint8Array(memory, offset, size);
    this.#core = core;
    this.#requireEncryption = requireEncryption;
    this.#count = core.isStream ? countRecords(core, input) : 1;
    this.#copy = own ? copyOf(span) : undefined;
    this.#input = this.#copy ?? input;
    this.#room = allocate(size, own);
    this.size = blockSize(this.#count, openedBuffers(core));
    this.memories = [this.#room.memory, this.#input.buffer];
  }

  write(words: Uint32Array): void {
    writeBlock(words, this.#count, this.#room.offset, true);
    const input = this.#input;
    if (!this.#core.isStream) {
      writeToken(this.#core, words, BLOCK.SIZE, 0, input, 0, input.byteLength);
      writeOrigin(words, BLOCK.SIZE, 1, input.byteOffset, 0);
      return;
    }
    const size = messageSize(openedBuffers(this.#core));
    for (let i = 0, at = BLOCK.SIZE, from = 0; i < this.#count; i += 1, at += size) {
      const length = recordSize(input, from, input.byteLength);
      // A listener may have changed the input since it was counted.
      if (length > input.byteLength - from) throw incompleteRecord(this.#core);
      writeRecord(words, at, 0, length);
      writeOrigin(words, at, 1, input.byteOffset + from, 0);
      from += length;
    }
  }

  inputBytes(): number {
    return this.#input.byteLength;
  }

  answered(words: Uint32Array): TraceResult {
    return resultsOf(words, messageSize(openedBuffers(this.#core)));
  }

  finish(words: Uint32Array): UnwrapResult {
    this.#finished = true;
    try {
      return this.#read(words);
    } catch (error) {
      wipe(this.#room);
      throw error;
    }
  }

  release(): void {
    if (!this.#finished) wipe(this.#room);
    if (this.#copy !== undefined) reuse(this.#copy);
  }

  #read(words: Uint32Array): UnwrapResult {
    const core = this.#core;
    const size = messageSize(openedBuffers(core));
    const done = word(words, BLOCK.DONE);
    const last = BLOCK.SIZE + (done - 1) * size;
    const status = word(words, last + MESSAGE.STATUS);
    const qop = word(words, last + MESSAGE.FOUND_QOP);
    noteOpened(core, status);
    if (status === Status.SEC_E_INCOMPLETE_MESSAGE) {
      throw core.isStream ? incompleteRecord(core) : incompleteToken(core);
    }
    const encrypted = judgeQop(core, qop, this.#requireEncryption);
    const extra = core.isStream ? this.#restOf(words, last, done) : undefined;
    const data = this.#dataOf(words, done, size);
    if (!core.isStream) return { data, encrypted, qop, renegotiate: false, expired: false };
    const renegotiate = status === Status.SEC_I_RENEGOTIATE;
    const expired = status === Status.SEC_I_CONTEXT_EXPIRED;
    const result = { data, encrypted, qop: 0, renegotiate, expired };
    return extra === undefined || extra.length === 0 ? result : { ...result, extra };
  }

  // The results lie one behind another.
  #dataOf(words: Uint32Array, done: number, size: number): Buffer {
    let start = this.#room.offset;
    let end = -1;
    for (let i = 0, at = BLOCK.SIZE; i < done; i += 1, at += size) {
      const memory = word(words, at + MESSAGE.RESULT_MEMORY);
      requireInside(memory);
      if (memory === NO_MEMORY) continue;
      const offset = word(words, at + MESSAGE.RESULT_OFFSET);
      if (end < 0) start = offset;
      end = offset + word(words, at + MESSAGE.RESULT_SIZE);
    }
    end = Math.max(start, end);
    giveBack(this.#room, end);
    return Buffer.from(this.#room.memory, start, end - start);
  }

  // What the last record left over, and the records behind it.
  #restOf(words: Uint32Array, last: number, done: number): Buffer | undefined {
    const input = this.#input;
    let from = 0;
    for (let i = 0; i < done; i += 1) from += recordSize(input, from, input.byteLength);
    const extra = findLeft(words, last, SECBUFFER.EXTRA);
    if (extra === 0 && from === input.byteLength) return undefined;
    const behind = input.subarray(from);
    if (extra === 0) return Buffer.from(behind);
    const memory = word(words, extra + BUFFER.FOUND_MEMORY);
    const length = word(words, extra + BUFFER.FOUND_LENGTH);
    requireInside(memory);
    // Where a package says no more than how much, it is the tail of what it was given.
    if (memory === NO_MEMORY) return Buffer.from(input.subarray(Math.max(0, from - length)));
    const offset = word(words, extra + BUFFER.FOUND_OFFSET);
    return Buffer.concat([Buffer.from(this.#room.memory, offset, length), behind]);
  }
}

/** Opens one GSS token. */
export function unwrapToken(
  core: ContextCore,
  token: Span,
  requireEncryption: boolean,
  { own = false }: Place,
): Operation<UnwrapResult> {
  requireOpening(core);
  return new Unwrap(core, token, requireEncryption, own);
}

/** Opens the bytes that the peer's wrap made. */
export function unwrap(
  core: ContextCore,
  token: Uint8Array,
  options?: UnwrapOptions,
  place: Place = {},
): Operation<UnwrapResult> {
  const requireEncryption = requiresEncryption(core, options);
  const span = requireSpan('token', token);
  core.requireReady();
  if (!core.isStream) refuseDceStyle(core, 'unwrap');
  return unwrapToken(core, span, requireEncryption, place);
}
