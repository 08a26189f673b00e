'use strict';

/**
 * Tests are compiled to out/ by `npm run build:ts` beforehand. Jest itself transforms nothing, so the
 * same node_modules serve Node on Linux and node.exe under Wine: no platform binary is involved.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/out/test'],
  testMatch: ['<rootDir>/out/test/**/*.test.js'],
  testEnvironment: '<rootDir>/scripts/jest-environment.cjs',
  injectGlobals: false,
  transform: {},
  watchman: false,
  // A test that hangs must end; one on a busy machine that shares its cores need not fail.
  testTimeout: 180_000,
  cacheDirectory: '<rootDir>/out/.jest-cache',
};
