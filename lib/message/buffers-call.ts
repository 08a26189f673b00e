import { invalidValue } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { TraceResult } from '../diagnostics.js';
import { Secur32Error } from '../errors.js';
import { isSuccess, Status } from '../status.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { checkedSecBuffer, splitType } from '../sec-buffer.js';
import type { Method } from './calls.js';
import { METHOD } from './calls.js';
import {
  blockSize,
  BLOCK,
  BUFFER,
  FOREIGN_MEMORY,
  MESSAGE,
  NO_MEMORY,
  NO_RESULT,
  word,
  writeBlock,
  writeBuffer,
  writeMessage,
} from './control-block.js';
import type { Operation } from './operation.js';

/** What a message call answered. */
export interface MessageAnswer {
  readonly status: number;
  readonly qop: number;
  /** The buffers in their order, with the types, places and sizes that the call left. */
  readonly buffers: SecBuffer[];
  /** cbBuffer of each buffer, also of those that have no memory: a count, for MISSING. */
  readonly sizes: number[];
}

/** One message call with the buffers of the caller. */
export interface MessageRequest {
  readonly method: Method;
  /** Checked. */
  readonly buffers: readonly CheckedSecBuffer[];
  readonly qop: number;
  readonly sequenceNumber: number;
}

const { SEC_E_INCOMPLETE_MESSAGE } = Status;
const { ATTRMASK, MISSING } = SECBUFFER;

const FIRST_BUFFER = BLOCK.SIZE + MESSAGE.SIZE;

function refuseOverlap(buffers: readonly CheckedSecBuffer[], index: number): void {
  const { memory, offset, size } = buffers[index] as CheckedSecBuffer;
  if (size === 0) return;
  for (let i = 0; i < index; i += 1) {
    const other = buffers[i] as CheckedSecBuffer;
    if (other.memory !== memory || other.size === 0) continue;
    if (other.offset < offset + size && offset < other.offset + other.size) {
      throw invalidValue('buffers', `${String(i)} and ${String(index)} overlap in memory`);
    }
  }
}

// Buffers cut from one block of memory, which the documents recommend, cross as one.
function memoriesOf(buffers: readonly CheckedSecBuffer[]): ArrayBuffer[] {
  let memories: ArrayBuffer[] | undefined;
  for (let i = 0; i < buffers.length; i += 1) {
    const { memory } = buffers[i] as CheckedSecBuffer;
    if (memory === undefined) continue;
    refuseOverlap(buffers, i);
    // A list of one takes less memory than an empty one to which it is added.
    if (memories === undefined) memories = [memory];
    else if (!memories.includes(memory)) memories.push(memory);
  }
  return memories ?? [];
}

function foreignMemory(index: number, size: number): Secur32Error {
  return new Secur32Error(
    'ERR_SSPI_FOREIGN_MEMORY',
    `The security package returned buffer ${String(index)} with ${String(size)} bytes that do ` +
      'not lie inside the buffers it was given. They were not read; close the context.',
  );
}

/** A call with the caller's buffers, in the caller's order, in place. */
export class BuffersCall<T> implements Operation<T> {
  readonly method: Method;
  readonly size: number;
  readonly memories: ArrayBuffer[];
  readonly #request: MessageRequest;
  readonly #finish: (answer: MessageAnswer) => T;

  constructor(request: MessageRequest, finish: (answer: MessageAnswer) => T) {
    this.method = request.method;
    this.size = blockSize(1, request.buffers.length);
    this.#request = request;
    this.#finish = finish;
    this.memories = memoriesOf(request.buffers);
  }

  write(words: Uint32Array): void {
    const { buffers, qop, sequenceNumber } = this.#request;
    writeBlock(words, 1, 0, false);
    writeMessage(words, BLOCK.SIZE, qop, sequenceNumber, buffers.length, NO_RESULT);
    let at = FIRST_BUFFER;
    for (const { type, flags, memory, offset, size } of buffers) {
      const index = memory === undefined ? NO_MEMORY : this.memories.indexOf(memory);
      writeBuffer(words, at, type | flags, index, offset, size);
      at += BUFFER.SIZE;
    }
  }

  inputBytes(): number {
    const type = this.method === METHOD.OPEN ? undefined : SECBUFFER.DATA;
    return this.#request.buffers
      .filter((each) => type === undefined || each.type === type)
      .reduce((sum, { size }) => sum + size, 0);
  }

  answered(words: Uint32Array): TraceResult {
    const status = word(words, BLOCK.SIZE + MESSAGE.STATUS);
    const made = [undefined, SECBUFFER.DATA, SECBUFFER.TOKEN, SECBUFFER.TOKEN][this.method];
    let outputBytes = 0;
    const { length } = isSuccess(status) ? this.#request.buffers : [];
    for (let i = 0, at = FIRST_BUFFER; i < length; i += 1, at += BUFFER.SIZE) {
      const type = (word(words, at + BUFFER.FOUND_TYPE) & ~SECBUFFER.ATTRMASK) >>> 0;
      if (word(words, at + BUFFER.FOUND_MEMORY) >= FOREIGN_MEMORY) continue;
      if (made === undefined || type === made) outputBytes += word(words, at + BUFFER.FOUND_LENGTH);
    }
    return { status, outputBytes };
  }

  finish(words: Uint32Array): T {
    const status = word(words, BLOCK.SIZE + MESSAGE.STATUS);
    const qop = word(words, BLOCK.SIZE + MESSAGE.FOUND_QOP);
    // A failed call leaves sizes that mean nothing, but for the one that says how much is missing.
    const left = isSuccess(status) || status === SEC_E_INCOMPLETE_MESSAGE;
    const length = left ? this.#request.buffers.length : 0;
    const buffers = new Array<SecBuffer>(length);
    const sizes = new Array<number>(length);
    for (let i = 0, at = FIRST_BUFFER; i < length; i += 1, at += BUFFER.SIZE) {
      buffers[i] = this.#read(words, at, i);
      sizes[i] = word(words, at + BUFFER.FOUND_LENGTH);
    }
    return this.#finish({ status, qop, buffers, sizes });
  }

  #read(words: Uint32Array, at: number, index: number): SecBuffer {
    const type = word(words, at + BUFFER.FOUND_TYPE);
    const memory = word(words, at + BUFFER.FOUND_MEMORY);
    // MISSING has a count where the others have a size.
    if (memory === NO_MEMORY || (type & ~ATTRMASK) === MISSING) {
      return splitType(type, undefined);
    }
    if (memory === FOREIGN_MEMORY) {
      throw foreignMemory(index, word(words, at + BUFFER.FOUND_LENGTH));
    }
    return splitType(type, this.#view(words, at, index));
  }

  // The view that the caller gave serves where it is still right.
  #view(words: Uint32Array, at: number, index: number): Uint8Array {
    const memory = this.memories[word(words, at + BUFFER.FOUND_MEMORY)] as ArrayBuffer;
    const offset = word(words, at + BUFFER.FOUND_OFFSET);
    const size = word(words, at + BUFFER.FOUND_LENGTH);
    const given = this.#request.buffers[index] as CheckedSecBuffer;
    const same = given.memory === memory && given.offset === offset && given.size === size;
    return same && given.data !== undefined ? given.data : Buffer.from(memory, offset, size);
  }
}

/** Copies the bytes of buffers: what waits for another thread must not change meanwhile. */
export function copyBuffers(buffers: readonly CheckedSecBuffer[]): readonly CheckedSecBuffer[] {
  return buffers.map(({ type, flags, memory, offset, size }) => {
    if (memory === undefined) return checkedSecBuffer(type | flags, undefined, undefined);
    // Not from Node's pool, which others can reach.
    const copy = new Uint8Array(new Uint8Array(memory, offset, size)).buffer;
    const span = { memory: copy, offset: 0, size };
    return checkedSecBuffer(type | flags, Buffer.from(copy), span);
  });
}
