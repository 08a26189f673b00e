import { requireUint32, outOfRange } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import type { TraceChannel, TraceResult } from '../diagnostics.js';
import { messageChannel, traceMessages } from '../diagnostics/messages.js';
import { Secur32Error } from '../errors.js';
import type { Method } from './calls.js';
import {
  BLOCK,
  blockSize,
  MESSAGE,
  messageSize,
  newBlock,
  resultsOf,
  word,
} from './control-block.js';
import { newMemory } from './memory.js';
import { requireFree } from './operation.js';

/** The most messages that memory is laid out for at once. */
const MAX_COUNT = 65_536;

/** Memory, a control block, and the native function that knows both: what a message stream reuses. */
export class BoundBlock {
  readonly memory: ArrayBuffer;
  readonly bytes: Buffer;
  // Asked whether the memory is still here: nobody else has it, to put an answer of their own before it.
  readonly #witness: Uint8Array;
  readonly words: Uint32Array;
  readonly #core: ContextCore;
  readonly #method: Method;
  readonly #channel: TraceChannel;
  readonly #judge: () => void;
  readonly #run: () => void;
  #running = false;
  /** How many words a message has. */
  readonly stride: number;

  constructor(
    core: ContextCore,
    method: Method,
    { size, count, buffers }: { size: number; count: number; buffers: number },
    judge: () => void,
  ) {
    this.memory = newMemory(size);
    this.bytes = Buffer.from(this.memory);
    this.#witness = new Uint8Array(this.memory);
    this.words = newBlock(blockSize(count, buffers));
    this.#core = core;
    this.#method = method;
    this.#channel = messageChannel(method);
    this.#judge = judge;
    this.#run = core.calls.bind(method, this.words, this.memory);
    this.stride = messageSize(buffers);
  }

  /**
   * Makes the calls of the block. Only where {@link ready}; `inputBytes` is what listeners are told. The
   * caller judges the answers; where somebody listens, `judge` has done so before, for what it throws.
   */
  run(inputBytes: number): void {
    if (this.#channel.hasSubscribers) this.#runTraced(inputBytes);
    else this.#run();
  }

  #runTraced(inputBytes: number): void {
    const run = (): void => {
      // A listener may have begun what no message may run beside, or taken the memory away.
      this.#core.requireReady();
      requireFree(this.#core, this.#method);
      this.#refuseDetached();
      this.#run();
    };
    const count = (): TraceResult => resultsOf(this.words, this.stride);
    this.alone(() => {
      traceMessages(this.#core, this.#method, inputBytes, { run, count, judge: this.#judge });
    });
  }

  /** Does what a listener is told of, and keeps it from using the memory meanwhile. */
  alone<T>(work: () => T): T {
    this.#running = true;
    try {
      return work();
    } finally {
      this.#running = false;
    }
  }

  /**
   * Whether the memory is still here: `transfer()` takes it away where Node.js lets it, before release
   * 24, and its views are empty then. Between this question and the call, nobody else's code may run.
   */
  get ready(): boolean {
    return this.#witness.length !== 0 && !this.#running;
  }

  /** How many bytes of memory there are. */
  get size(): number {
    return this.#witness.length;
  }

  /** Whether a listener is told of its work, and may not use it. */
  get running(): boolean {
    return this.#running;
  }

  refuseUnready(): void {
    this.#refuseDetached();
    if (!this.#running) return;
    throw new Secur32Error('ERR_SSPI_BUSY', 'A listener cannot use what it is told of.');
  }

  #refuseDetached(): void {
    if (this.#witness.length !== 0) return;
    throw new Secur32Error(
      'ERR_SSPI_DETACHED',
      'The memory of this object was transferred to somebody else. Make a new one from the context.',
    );
  }

  /** How many messages the last call was made for. */
  get done(): number {
    return word(this.words, BLOCK.DONE);
  }

  /** Where the words of a message are. */
  at(index: number): number {
    return BLOCK.SIZE + index * this.stride;
  }

  /** Where the words of one of the last messages are, of which `count` came out well. */
  checkedAt(index: number, count: number): number {
    requireUint32('index', index);
    if (index >= count) throw outOfRange('index', `below ${String(count)}`, index);
    return this.at(index);
  }

  /** Gives up the last messages: what lies in their places may be others by now. */
  forget(): void {
    if (!this.#running) this.words[BLOCK.DONE] = 0;
  }

  start(at: number): number {
    return word(this.words, at + MESSAGE.RESULT_OFFSET);
  }

  length(at: number): number {
    return word(this.words, at + MESSAGE.RESULT_SIZE);
  }
}

/** Requires a count of messages. */
export function requireCount(count: unknown): asserts count is number {
  requireUint32('options.count', count);
  if (count === 0 || count > MAX_COUNT) {
    throw outOfRange('options.count', `from 1 to ${String(MAX_COUNT)}`, count);
  }
}

/** Requires a size in bytes that memory can have. */
export function requireSize(name: string, size: unknown, total: (size: number) => number): number {
  requireUint32(name, size);
  if (size === 0 || total(size) > 0x7fff_ffff) {
    throw outOfRange(name, 'from 1 to what makes at most 2 GiB in all', size);
  }
  return size;
}
