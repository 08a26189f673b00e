/** Lets one piece of asynchronous work run at a time, in the order in which it came. */
export class Lane {
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Whether any work has not ended yet. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const free = !this.busy;
    this.#waiting += 1;
    // The first one starts at once, while its bytes are what they were.
    const own = free ? work() : before.then(work, work);
    this.#last = own;
    try {
      return await own;
    } finally {
      this.#waiting -= 1;
    }
  }
}
