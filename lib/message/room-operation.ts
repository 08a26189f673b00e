import type { Span } from '../arguments.js';
import { spanOf } from '../arguments.js';
import type { TraceResult } from '../diagnostics.js';
import type { Method } from './calls.js';
import { copyOf, reuse, wipe } from './memory.js';
import type { Again, Operation } from './operation.js';
import { AGAIN } from './operation.js';

/** What makes a result of a copy of the bytes that it is given: those stay as they are. */
export abstract class RoomOperation<T> implements Operation<T> {
  abstract readonly method: Method;
  abstract readonly size: number;
  /** That of the room, and that of the input. */
  readonly memories: readonly ArrayBuffer[];
  /** Where the messages are made, and the result lies. */
  protected readonly room: Span;
  protected readonly input: Span;
  // Of what takes place on another thread.
  readonly #copy: Uint8Array<ArrayBuffer> | undefined;
  #finished = false;

  /** @param own - Whether it takes place on another thread, in copies of the bytes. */
  constructor(input: Span, room: Span, own: boolean) {
    this.#copy = own ? copyOf(input) : undefined;
    this.input = this.#copy === undefined ? input : spanOf(this.#copy);
    this.room = room;
    this.memories = [room.memory, this.input.memory];
  }

  abstract write(words: Uint32Array): void;
  abstract answered(words: Uint32Array): TraceResult;
  /** As {@link finish}. */
  protected abstract read(words: Uint32Array): T | Again;

  inputBytes(): number {
    return this.input.size;
  }

  finish(words: Uint32Array): T | Again {
    const value = this.read(words);
    this.#finished = value !== AGAIN;
    return value;
  }

  release(): void {
    if (!this.#finished) wipe(this.room);
    if (this.#copy !== undefined) reuse(this.#copy);
  }
}
