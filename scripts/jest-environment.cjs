'use strict';

const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Notes which test has begun, for a run that never ends: a call that does not return leaves no other
 * word. scripts/lib/results.mjs reads it.
 *
 * Node 20 and 22 define `Symbol.dispose` in their own realm only; a test runs in a realm of its
 * own, where V8 brings it from Node 24 on. The value has to be Node's, so it is handed over.
 */
module.exports = class extends TestEnvironment {
  /** @type {string | undefined} */
  #notes;
  #file;

  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    super(...args);
    const [{ globalConfig }, { testPath }] = args;
    if (globalConfig.outputFile) this.#notes = `${globalConfig.outputFile}.begun`;
    this.#file = path.basename(testPath);
    this.#note('');
    const inside = this.global.Symbol;
    for (const name of /** @type {const} */ (['dispose', 'asyncDispose'])) {
      // Frozen in the realms that have it.
      if (!(name in inside)) Object.defineProperty(inside, name, { value: Symbol[name] });
    }
  }

  /** @param {import('@jest/types').Circus.Event} event */
  handleTestEvent(event) {
    if (event.name !== 'test_start') return;
    const titles = [];
    // The outermost block is Jest's own.
    for (let block = event.test.parent; block.parent; block = block.parent) {
      titles.unshift(block.name);
    }
    this.#note([...titles, event.test.name].join(' › '));
  }

  /** @param {string} title */
  #note(title) {
    if (this.#notes !== undefined) writeFileSync(this.#notes, `${this.#file}: ${title}`);
  }
};
