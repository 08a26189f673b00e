import { readFileSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { namedBlocks, unnamedBlocks } from '../support/readme.js';

const blocks = namedBlocks('README.md');
const MAXIMUM_LINES = 20;

describe('the README', () => {
  test.each(['client.mjs', 'server.mjs'])('shows %s as it is in examples/, in 20 lines', (name) => {
    const code = blocks.get(name);
    expect(code).toBe(readFileSync(`examples/${name}`, 'utf8').replaceAll('\r\n', '\n'));
    expect(code?.trimEnd().split('\n').length).toBeLessThanOrEqual(MAXIMUM_LINES);
  });

  test('has no code that no test runs', () => {
    expect([...blocks.keys()]).toEqual(['client.mjs', 'server.mjs', 'encrypt.mjs']);
    const others = unnamedBlocks('README.md');
    expect(others.filter(({ language }) => language !== 'sh' && language !== '')).toEqual([]);
  });

  test('names only commands that the package has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const shell = unnamedBlocks('README.md').filter(({ language }) => language === 'sh');
    const commands = shell.flatMap(({ code }) => code.trim().split('\n'));
    expect(commands).toEqual(['npm run demo', 'npm test', 'npm install secur32']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test']));
  });
});
