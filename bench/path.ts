/** What a path does with messages. */
export type Direction = 'seal' | 'open';

/** One way to seal or open messages, on a context of its own. */
export interface Path {
  readonly name: string;
  readonly direction: Direction;
  /** Messages come in so many at once. Default 1. */
  readonly unit?: number;
  /** The sizes it is meant for; all unless told otherwise. */
  supports?(size: number): boolean;
  /** Makes what `run` works on, outside of the clock. */
  prepare(size: number, count: number): void;
  /** Seals or opens so many messages of the size. */
  run(size: number, count: number): void;
}

/** What a path works on, made anew only for another size: fresh memory is slow at first. */
export class BySize<T> {
  #size: number | undefined;
  #value: T | undefined;

  constructor(readonly make: (size: number) => T) {}

  prepare(size: number): void {
    if (size === this.#size) return;
    this.#value = this.make(size);
    this.#size = size;
  }

  get value(): T {
    if (this.#value === undefined) throw new Error('prepare() comes first');
    return this.#value;
  }
}
