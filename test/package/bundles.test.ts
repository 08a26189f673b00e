import { describe, expect, test } from '@jest/globals';

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { CONSUMER } from '../support/consumer.js';
import { codeOf, readText } from '../support/markdown.js';

const PAGE = 'docs/bundling.md';

// live/ runs them.
describe('the bundles of the tests', () => {
  test('are made by the programs that docs/bundling.md shows', () => {
    const made = (name: string): string => readText(join(CONSUMER, name));
    expect(made('build.mjs')).toBe(codeOf(PAGE, 'build.mjs'));
    expect(made('build-module.mjs')).toBe(codeOf(PAGE, 'build-module.mjs'));
  });

  test.each([
    ['bundle/app.js', 'bundle/prebuilds/win32-x64/secur32.node'],
    ['module/app.mjs', 'module/secur32.node'],
  ])('hold all of the package in %s, but for the addon', (file, addon) => {
    const code = readText(join(CONSUMER, file));
    expect(code).toContain('ERR_SSPI_BINDING_NOT_LOADED');
    expect(code).not.toMatch(/(?:require\(|from )["']secur32["']/);
    expect(existsSync(join(CONSUMER, addon))).toBe(true);
  });
});
