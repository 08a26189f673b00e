import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from '@jest/globals';

const folder = 'examples/ssp';
const readme = readFileSync(`${folder}/README.md`, 'utf8');

test("the README of the example package names each of its files, or the pair's name", () => {
  const names = new Set([...readme.matchAll(/`(?:\.\.\/)?([\w-]+(?:\.\w+)?)`/g)].map((m) => m[1]));
  const sources = readdirSync(`${folder}/src`);
  const unnamed = sources.filter((file) => {
    const base = file.replace(/\.\w+$/, '');
    return !names.has(file) && !names.has(base);
  });
  expect(unnamed).toEqual([]);
});
