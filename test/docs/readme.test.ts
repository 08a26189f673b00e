import { describe, expect, test } from '@jest/globals';

import { readBlocks, readText } from '../support/markdown.js';

const blocks = readBlocks('README.md');
const MAXIMUM_LINES = 20;

describe('the README', () => {
  test.each(['client.mjs', 'server.mjs'])('shows %s as it is in examples/', (name) => {
    const block = blocks.find((each) => each.name === name);
    expect(block?.code).toBe(readText(`examples/${name}`));
  });

  test('has no example of more than 20 lines', () => {
    for (const { code } of blocks.filter(({ language }) => language === 'js')) {
      expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(MAXIMUM_LINES);
    }
  });
});
