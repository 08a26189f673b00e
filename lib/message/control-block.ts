import { invalidValue } from '../arguments.js';
import type { NativeMessageCall, NativeSecurityContext } from '../binding.js';
import { SECBUFFER } from '../constants.js';
import { Secur32Error } from '../errors.js';
import { isSuccess } from '../status.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { splitType } from '../sec-buffer.js';

// The words of a control block, as src-native/node/message_call.h reads them.
const QOP = 0;
const SEQUENCE_NUMBER = 1;
const COUNT = 2;
const HEADER_WORDS = 3;
const BUFFER_WORDS = 4;

// In place of the index of a memory.
const NO_MEMORY = 0xffff_ffff;
const FOREIGN_MEMORY = 0xffff_fffe;

/** The calls that share one form. */
export type MessageMethod =
  'encryptMessage' | 'decryptMessage' | 'makeSignature' | 'verifySignature';

/** What a message call answered. */
export interface MessageAnswer {
  readonly status: number;
  readonly qop: number;
  /** The buffers in their order, with the types, places and sizes that the call left. */
  readonly buffers: SecBuffer[];
  /** cbBuffer of each buffer, also of those that have no memory: a count, for MISSING. */
  readonly sizes: number[];
}

function typeOf(buffer: CheckedSecBuffer): number {
  return (buffer.type | (buffer.flags ?? 0)) >>> 0;
}

function refuseOverlap(
  buffers: readonly CheckedSecBuffer[],
  index: number,
  data: Uint8Array,
): void {
  if (data.byteLength === 0) return;
  for (let i = 0; i < index; i += 1) {
    const other = buffers[i]?.data;
    if (
      other?.buffer === data.buffer &&
      other.byteLength > 0 &&
      other.byteOffset < data.byteOffset + data.byteLength &&
      data.byteOffset < other.byteOffset + other.byteLength
    ) {
      throw invalidValue('buffers', `${String(i)} and ${String(index)} overlap in memory`);
    }
  }
}

class ControlBlock {
  constructor(
    readonly words: Uint32Array,
    readonly memories: ArrayBuffer[],
  ) {}

  static over({ buffers, qop, sequenceNumber }: MessageRequest<string>): ControlBlock {
    const words = new Uint32Array(HEADER_WORDS + BUFFER_WORDS * buffers.length);
    words[QOP] = qop;
    words[SEQUENCE_NUMBER] = sequenceNumber;
    words[COUNT] = buffers.length;
    const block = new ControlBlock(words, []);
    for (let i = 0; i < buffers.length; i += 1) block.#write(i, buffers);
    return block;
  }

  #write(index: number, buffers: readonly CheckedSecBuffer[]): void {
    const at = HEADER_WORDS + BUFFER_WORDS * index;
    const buffer = buffers[index] as CheckedSecBuffer;
    const { data } = buffer;
    this.words[at] = typeOf(buffer);
    if (data === undefined) {
      this.words[at + 1] = NO_MEMORY;
      return;
    }
    refuseOverlap(buffers, index, data);
    this.words[at + 1] = this.#indexOf(data.buffer);
    this.words[at + 2] = data.byteOffset;
    this.words[at + 3] = data.byteLength;
  }

  // Buffers cut from one block of memory, which the documents recommend, cross as one.
  #indexOf(memory: ArrayBuffer): number {
    const known = this.memories.indexOf(memory);
    return known >= 0 ? known : this.memories.push(memory) - 1;
  }

  get qop(): number {
    return this.words[QOP] ?? 0;
  }

  readBuffer(index: number): { buffer: SecBuffer; size: number } {
    const at = HEADER_WORDS + BUFFER_WORDS * index;
    const [type = 0, memory = 0, offset = 0, size = 0] = this.words.subarray(at, at + BUFFER_WORDS);
    const plain = splitType(type, undefined);
    // MISSING has a count where the others have a size.
    if (memory === NO_MEMORY || plain.type === SECBUFFER.MISSING) return { buffer: plain, size };
    if (memory === FOREIGN_MEMORY) {
      throw new Secur32Error(
        'ERR_SSPI_FOREIGN_MEMORY',
        `The security package returned buffer ${String(index)} with ${String(size)} bytes that do ` +
          'not lie inside the buffers it was given. They were not read; close the context.',
      );
    }
    const data = Buffer.from(this.memories[memory] as ArrayBuffer, offset, size);
    return { buffer: splitType(type, data), size };
  }
}

/** One message call, as the steps of an operation ask for it. */
export interface MessageRequest<Method extends string = MessageMethod> {
  readonly method: Method;
  /** Checked. */
  readonly buffers: readonly CheckedSecBuffer[];
  readonly qop: number;
  readonly sequenceNumber: number;
  /** The errors that describe something, so that the answer has buffers all the same. */
  readonly informative?: readonly number[];
}

// A failed call leaves sizes that mean nothing: its answer has no buffers.
function answerOf(
  block: ControlBlock,
  request: MessageRequest<string>,
  status: number,
): MessageAnswer {
  const answer: MessageAnswer = { status, qop: block.qop, buffers: [], sizes: [] };
  if (!isSuccess(status) && request.informative?.includes(status) !== true) return answer;
  for (let i = 0; i < request.buffers.length; i += 1) {
    const { buffer, size } = block.readBuffer(i);
    answer.buffers.push(buffer);
    answer.sizes.push(size);
  }
  return answer;
}

/** Makes a message call on this thread, in the memory of the buffers. */
export function callMessage<Method extends string>(
  native: Readonly<Record<Method, NativeMessageCall>>,
  request: MessageRequest<Method>,
): MessageAnswer {
  const block = ControlBlock.over(request);
  return answerOf(block, request, native[request.method](block.words, ...block.memories));
}

/** Makes a message call on another thread, in a copy of the buffers: the answer has its memory. */
export async function callMessageAsync(
  native: NativeSecurityContext,
  request: MessageRequest,
): Promise<MessageAnswer> {
  const { words, memories } = ControlBlock.over(request);
  const call = await native[`${request.method}Async`](words, ...memories);
  const { status, control, memory } = call;
  return answerOf(new ControlBlock(control, [memory]), request, status);
}
