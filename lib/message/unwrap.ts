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
import { allocate, giveBack } from './memory.js';
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
import type { Again, Operation, Place } from './operation.js';
import { AGAIN } from './operation.js';
import { countRecords, incompleteRecord, recordSize } from './records.js';
import { RoomOperation } from './room-operation.js';
import { refuseDceStyle } from './seal-plan.js';

/**
 * The most records that are opened at once. Their words take forty times the memory of the shortest
 * ones, and anybody can send those.
 */
const MOST = 1024;

/** Opens messages in fresh memory, which gets a copy: opening works in place. */
class Unwrap extends RoomOperation<UnwrapResult> {
  readonly method = METHOD.OPEN;
  readonly size: number;
  readonly #core: ContextCore;
  readonly #requireEncryption: boolean;
  readonly #bytes: Uint8Array;
  // The messages that no block has had yet, and where they begin in the input.
  #left: number;
  #from = 0;
  // What was opened lies one behind another.
  #start: number;
  #end: number;

  /** @param own - Whether it takes place on another thread, in copies of the bytes. */
  constructor(core: ContextCore, input: Span, requireEncryption: boolean, own: boolean) {
    const given = bytesOf(input);
    const left = core.isStream ? countRecords(core, given) : 1;
    super(input, allocate(input.size, own), own);
    this.#core = core;
    this.#requireEncryption = requireEncryption;
    this.#bytes = own ? bytesOf(this.input) : given;
    this.#left = left;
    this.#start = this.#end = this.room.offset;
    this.size = blockSize(Math.min(left, MOST), openedBuffers(core));
  }

  write(words: Uint32Array): void {
    const bytes = this.#bytes;
    const { offset } = this.input;
    const count = Math.min(this.#left, MOST);
    // A listener may have changed the input since it was counted.
    if (this.#left > MOST && this.#from === 0 && countRecords(this.#core, bytes) !== this.#left) {
      throw incompleteRecord(this.#core);
    }
    writeBlock(words, count, this.#end, true);
    if (!this.#core.isStream) {
      writeToken(this.#core, words, BLOCK.SIZE, 0, bytes, 0, bytes.byteLength);
      writeOrigin(words, BLOCK.SIZE, 1, offset, 0);
      return;
    }
    const stride = messageSize(openedBuffers(this.#core));
    for (let i = 0, at = BLOCK.SIZE, from = this.#from; i < count; i += 1, at += stride) {
      const length = recordSize(bytes, from, bytes.byteLength);
      if (length > bytes.byteLength - from) throw incompleteRecord(this.#core);
      writeRecord(words, at, 0, length);
      writeOrigin(words, at, 1, offset + from, 0);
      from += length;
    }
  }

  answered(words: Uint32Array): TraceResult {
    const { status, outputBytes } = resultsOf(words, messageSize(openedBuffers(this.#core)));
    return { status, outputBytes: outputBytes + (this.#end - this.#start) };
  }

  protected read(words: Uint32Array): UnwrapResult | Again {
    const core = this.#core;
    const stride = messageSize(openedBuffers(core));
    const done = word(words, BLOCK.DONE);
    const last = BLOCK.SIZE + (done - 1) * stride;
    const status = word(words, last + MESSAGE.STATUS);
    const qop = word(words, last + MESSAGE.FOUND_QOP);
    noteOpened(core, status);
    if (status === Status.SEC_E_INCOMPLETE_MESSAGE) {
      const begun = this.#from > 0 || done > 1;
      throw core.isStream ? incompleteRecord(core, begun) : incompleteToken(core);
    }
    const encrypted = judgeQop(core, qop, this.#requireEncryption);
    this.#take(words, done, stride);
    const whole = status === Status.SEC_E_OK && findLeft(words, last, SECBUFFER.EXTRA) === 0;
    if (whole && this.#left > 0) return AGAIN;
    const extra = core.isStream ? this.#restOf(words, last) : undefined;
    const data = this.#data();
    if (!core.isStream) return { data, encrypted, qop, renegotiate: false, expired: false };
    const renegotiate = status === Status.SEC_I_RENEGOTIATE;
    const expired = status === Status.SEC_I_CONTEXT_EXPIRED;
    const result = { data, encrypted, qop: 0, renegotiate, expired };
    return extra === undefined || extra.length === 0 ? result : { ...result, extra };
  }

  // Puts what a block has opened behind what those before it have.
  #take(words: Uint32Array, done: number, stride: number): void {
    let start = -1;
    let end = -1;
    for (let i = 0, at = BLOCK.SIZE; i < done; i += 1, at += stride) {
      const memory = word(words, at + MESSAGE.RESULT_MEMORY);
      requireInside(memory);
      if (memory === NO_MEMORY) continue;
      const offset = word(words, at + MESSAGE.RESULT_OFFSET);
      if (start < 0) start = offset;
      end = offset + word(words, at + MESSAGE.RESULT_SIZE);
    }
    if (start >= 0) this.#append(start, end);
    this.#left -= done;
    if (!this.#core.isStream) return;
    const bytes = this.#bytes;
    for (let i = 0; i < done; i += 1) this.#from += recordSize(bytes, this.#from, bytes.byteLength);
  }

  #append(start: number, end: number): void {
    if (this.#end === this.#start) {
      this.#start = start;
      this.#end = end;
      return;
    }
    new Uint8Array(this.room.memory).copyWithin(this.#end, start, end);
    this.#end += end - start;
  }

  #data(): Buffer {
    giveBack(this.room, this.#end);
    return Buffer.from(this.room.memory, this.#start, this.#end - this.#start);
  }

  // What the last record left over, and the records behind it.
  #restOf(words: Uint32Array, last: number): Buffer | undefined {
    const bytes = this.#bytes;
    const from = this.#from;
    const extra = findLeft(words, last, SECBUFFER.EXTRA);
    if (extra === 0 && from === bytes.byteLength) return undefined;
    const behind = bytes.subarray(from);
    if (extra === 0) return Buffer.from(behind);
    const memory = word(words, extra + BUFFER.FOUND_MEMORY);
    const length = word(words, extra + BUFFER.FOUND_LENGTH);
    requireInside(memory);
    // Where a package says no more than how much, it is the tail of what it was given.
    if (memory === NO_MEMORY) return Buffer.from(bytes.subarray(Math.max(0, from - length)));
    const offset = word(words, extra + BUFFER.FOUND_OFFSET);
    return Buffer.concat([Buffer.from(this.room.memory, offset, length), behind]);
  }
}

// A view of our own, which says the same whoever looks.
function bytesOf({ memory, offset, size }: Span): Uint8Array<ArrayBuffer> {
  return new Uint8Array(memory, offset, size);
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
