import { invalidValue } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { TraceResult } from '../diagnostics.js';
import { Secur32Error } from '../errors.js';
import { isSuccess, Status } from '../status.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { splitType } from '../sec-buffer.js';
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
  writeEmpty,
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

const FIRST_BUFFER = BLOCK.SIZE + MESSAGE.SIZE;

function typeOf({ type, flags }: CheckedSecBuffer): number {
  return flags === undefined ? type : (type | flags) >>> 0;
}

function refuseOverlap(
  buffers: readonly CheckedSecBuffer[],
  index: number,
  data: Uint8Array,
): void {
  const start = data.byteOffset;
  const end = start + data.byteLength;
  if (start === end) return;
  for (let i = 0; i < index; i += 1) {
    const other = buffers[i]?.data;
    if (other?.buffer !== data.buffer) continue;
    const { byteOffset, byteLength } = other;
    if (byteLength > 0 && byteOffset < end && start < byteOffset + byteLength) {
      throw invalidValue('buffers', `${String(i)} and ${String(index)} overlap in memory`);
    }
  }
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
  readonly memories: ArrayBuffer[] = [];
  readonly #request: MessageRequest;
  readonly #finish: (answer: MessageAnswer) => T;

  constructor(request: MessageRequest, finish: (answer: MessageAnswer) => T) {
    this.method = request.method;
    this.size = blockSize(1, request.buffers.length);
    this.#request = request;
    this.#finish = finish;
    const { buffers } = request;
    for (let i = 0; i < buffers.length; i += 1) {
      const data = buffers[i]?.data;
      if (data === undefined) continue;
      refuseOverlap(buffers, i, data);
      // Buffers cut from one block of memory, which the documents recommend, cross as one.
      if (!this.memories.includes(data.buffer)) this.memories.push(data.buffer);
    }
  }

  write(words: Uint32Array): void {
    const { buffers, qop, sequenceNumber } = this.#request;
    writeBlock(words, 1, 0, false);
    writeMessage(words, BLOCK.SIZE, qop, sequenceNumber, buffers.length, NO_RESULT);
    let at = FIRST_BUFFER;
    for (const buffer of buffers) {
      const { data } = buffer;
      if (data === undefined) {
        writeEmpty(words, at, typeOf(buffer));
      } else {
        const memory = this.memories.indexOf(data.buffer);
        writeBuffer(words, at, typeOf(buffer), memory, data.byteOffset, data.byteLength);
      }
      at += BUFFER.SIZE;
    }
  }

  inputBytes(): number {
    const type = this.method === METHOD.OPEN ? undefined : SECBUFFER.DATA;
    return this.#request.buffers
      .filter((each) => type === undefined || each.type === type)
      .reduce((sum, { data }) => sum + (data?.byteLength ?? 0), 0);
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
    const answer: MessageAnswer = { status, qop, buffers: [], sizes: [] };
    // A failed call leaves sizes that mean nothing, but for the one that says how much is missing.
    if (isSuccess(status) || status === Status.SEC_E_INCOMPLETE_MESSAGE) {
      const { length } = this.#request.buffers;
      for (let i = 0; i < length; i += 1) this.#read(words, i, answer);
    }
    return this.#finish(answer);
  }

  #read(words: Uint32Array, index: number, { buffers, sizes }: MessageAnswer): void {
    const at = FIRST_BUFFER + BUFFER.SIZE * index;
    const type = word(words, at + BUFFER.FOUND_TYPE);
    const memory = word(words, at + BUFFER.FOUND_MEMORY);
    const size = word(words, at + BUFFER.FOUND_LENGTH);
    sizes.push(size);
    // MISSING has a count where the others have a size.
    if (memory === NO_MEMORY || (type & ~SECBUFFER.ATTRMASK) === SECBUFFER.MISSING) {
      buffers.push(splitType(type, undefined));
    } else if (memory === FOREIGN_MEMORY) {
      throw foreignMemory(index, size);
    } else {
      buffers.push(splitType(type, this.#view(words, at, index)));
    }
  }

  // The view that the caller gave serves where it is still right.
  #view(words: Uint32Array, at: number, index: number): Uint8Array {
    const memory = this.memories[word(words, at + BUFFER.FOUND_MEMORY)] as ArrayBuffer;
    const offset = word(words, at + BUFFER.FOUND_OFFSET);
    const size = word(words, at + BUFFER.FOUND_LENGTH);
    const given = this.#request.buffers[index]?.data;
    const same =
      given?.buffer === memory && given.byteOffset === offset && given.byteLength === size;
    return same ? given : Buffer.from(memory, offset, size);
  }
}

/** Copies the bytes of buffers: what waits for another thread must not change meanwhile. */
export function copyBuffers(buffers: readonly CheckedSecBuffer[]): readonly CheckedSecBuffer[] {
  return buffers.map((each) =>
    each.data === undefined
      ? each
      : // Not from Node's pool, which others can reach.
        { ...each, data: Buffer.from(new Uint8Array(each.data).buffer) },
  );
}
