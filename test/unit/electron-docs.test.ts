import { existsSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { readBlocks, readText } from '../support/markdown.js';

const PAGE = 'docs/electron.md';
const EXAMPLE = 'examples/electron';

interface Manifest {
  readonly version: string;
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const manifestOf = (file: string): Manifest => JSON.parse(readText(file)) as Manifest;

const project = manifestOf('package.json');
const example = manifestOf(`${EXAMPLE}/package.json`);

describe('the page about Electron', () => {
  test('shows the settings of both packers as they are', () => {
    const files = readBlocks(PAGE).map(({ name, code }) => [name, code]);
    const shown = ['electron-builder.json', 'forge.config.js'].map((name) => `${EXAMPLE}/${name}`);
    expect(files).toEqual(shown.map((file) => [file, readText(file)]));
  });

  test('names only scripts of the example', () => {
    const named = [...readText(PAGE).matchAll(/`npm (?:run )?(\S+)`/g)].map(([, name]) => name);
    // npm's own commands, besides.
    const scripts = named.filter((name) => name !== 'install' && name !== 'pack');
    expect(scripts).toEqual(['start', 'self-test']);
    expect(Object.keys(example.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  test('names only tests that there are', () => {
    const tests = [...readText(PAGE).matchAll(/`(test\/\S+)`/g)].map(([, file = '']) => file);
    expect(tests.length).toBeGreaterThan(4);
    expect(tests.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe('the example for Electron', () => {
  test('is made for this version, with the Electron whose types it is checked against', () => {
    expect(example.dependencies).toEqual({ secur32: project.version });
    expect(example.devDependencies['electron']).toBe(project.devDependencies['electron']);
  });
});
