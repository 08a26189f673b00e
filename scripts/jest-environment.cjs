'use strict';

const { TestEnvironment } = require('jest-environment-node');

/**
 * Node 20 and 22 define `Symbol.dispose` in their own realm only; a test runs in a realm of its
 * own, where V8 brings it from Node 24 on. The value has to be Node's, so it is handed over.
 */
module.exports = class extends TestEnvironment {
  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    super(...args);
    const inside = this.global.Symbol;
    for (const name of /** @type {const} */ (['dispose', 'asyncDispose'])) {
      // Frozen in the realms that have it.
      if (!(name in inside)) Object.defineProperty(inside, name, { value: Symbol[name] });
    }
  }
};
