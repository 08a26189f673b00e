'use strict';

const { TestEnvironment } = require('jest-environment-node');

/**
 * Node 20 and 22 define `Symbol.dispose` in their own realm only; a test runs in a realm of its
 * own, where V8 brings it from Node 24 on. The value has to be Node's, so it is handed over.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of ['dispose', 'asyncDispose']) {
      const inside = this.global.Symbol;
      if (inside[name] === undefined) {
        Object.defineProperty(inside, name, { value: Symbol[name] });
      }
    }
  }
};
