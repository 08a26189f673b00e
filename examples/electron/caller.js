'use strict';

/**
 * @typedef {object} Request
 * @property {number} id
 * @property {'packages' | 'connect' | 'ask' | 'close' | 'selfTest'} method
 * @property {unknown[]} args
 *
 * @typedef {{ message: string, code?: string | undefined, hint?: string | undefined }} Failure
 * @typedef {{ id: number } & Outcome} Answer
 */

/**
 * @template [Value=unknown]
 * @typedef {{ ok: true, value: Value } | { ok: false, error: Failure }} Outcome
 */

/**
 * The process that does the work: a utility process, or in tests a worker thread.
 *
 * @typedef {object} Child
 * @property {(message: Request) => void} postMessage
 * @property {{
 *   (event: 'message', listener: (value: any) => void): unknown,
 *   (event: 'exit', listener: (code: number) => void): unknown,
 * }} on
 */

/** Sends requests to a child, and matches the answers. A child that ends fails what is on its way. */
class Caller {
  /** @type {Map<number, (outcome: Outcome) => void>} */
  #waiting = new Map();
  #last = 0;
  #ended = false;
  #child;

  /** @param {Child} child */
  constructor(child) {
    this.#child = child;
    child.on('message', (/** @type {Answer} */ { id, ...outcome }) => {
      this.#waiting.get(id)?.(outcome);
      this.#waiting.delete(id);
    });
    child.on('exit', () => {
      this.#ended = true;
      for (const settle of this.#waiting.values()) settle(ended());
      this.#waiting.clear();
    });
  }

  /**
   * @param {Request['method']} method
   * @param {...unknown} args
   * @returns {Promise<Outcome>}
   */
  call(method, ...args) {
    if (this.#ended) return Promise.resolve(ended());
    return new Promise((resolve) => {
      this.#last += 1;
      this.#waiting.set(this.#last, resolve);
      this.#child.postMessage({ id: this.#last, method, args });
    });
  }
}

/** @returns {Outcome} */
function ended() {
  return { ok: false, error: { message: 'The SSPI process has ended', code: 'ERR_ENDED' } };
}

module.exports = { Caller };
