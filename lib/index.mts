// One implementation for both module systems, so that `instanceof` and open handles are shared.
export * from './index.js';
