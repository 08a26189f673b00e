import type { NativeMessages } from '../native.js';
import { newBlock } from './control-block.js';

/** The calls on messages, by their numbers in src-native/sspi/message_target.h. */
export const METHOD = { PROTECT: 0, OPEN: 1, SIGN: 2, VERIFY: 3 } as const;

/** One of {@link METHOD}. */
export type Method = (typeof METHOD)[keyof typeof METHOD];

type Run = (...memories: ArrayBuffer[]) => void;

// Blocks for all contexts of this thread: a call on this thread has read its answer before the next one
// writes. As many words as a call with all the buffers that there may be, and as many as the records of
// a stream that are opened at once. Memory that is given up is not free before the event loop turns.
const SHARED = newBlock(4096);
const LARGE = 65_536;
let large: Uint32Array | undefined;

function apply(run: Run, memories: readonly ArrayBuffer[]): void {
  const [first, second] = memories;
  // Without an array for the arguments where there are few of them, as nearly always.
  if (memories.length === 1) run(first as ArrayBuffer);
  else if (memories.length === 2) run(first as ArrayBuffer, second as ArrayBuffer);
  else run(...memories);
}

/** The native functions of one context, made when they are first needed. */
export class MessageCalls {
  readonly #native: NativeMessages;
  readonly #shared: (Run | undefined)[] = [];
  readonly #large: (Run | undefined)[] = [];

  constructor(native: NativeMessages) {
    this.#native = native;
  }

  /** Memory for a block of so many words, for a call on this thread. */
  blockFor(size: number): Uint32Array {
    if (size <= SHARED.length) return SHARED;
    return size <= LARGE ? (large ??= newBlock(LARGE)) : newBlock(size);
  }

  /** Runs the messages of a block that {@link blockFor} gave. */
  run(method: Method, words: Uint32Array, memories: readonly ArrayBuffer[]): void {
    if (words !== SHARED && words !== large) {
      apply(this.#native.bindMessages(method, words), memories);
      return;
    }
    const known = words === SHARED ? this.#shared : this.#large;
    apply((known[method] ??= this.#native.bindMessages(method, words)), memories);
  }

  /** A function that runs a block over one memory, without arguments. */
  bind(method: Method, words: Uint32Array, memory: ArrayBuffer): () => void {
    return this.#native.bindMessages(method, words, memory);
  }

  /** Runs the messages of a block of its own, in memories of its own, on another thread. */
  async runAsync(
    method: Method,
    words: Uint32Array,
    memories: readonly ArrayBuffer[],
  ): Promise<void> {
    await this.#native.runMessages(method, words, ...memories);
  }
}
