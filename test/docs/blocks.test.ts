import { describe, expect, test } from '@jest/globals';

import { mistakesIn } from '../support/documents/checks.js';
import { COMMENT_PAGES, MARKDOWN_PAGES } from '../support/documents/pages.js';
import { PROGRAMS, RUN_BY_OTHERS } from '../support/documents/programs.js';
import { readBlocks, readText } from '../support/markdown.js';

const blocks = [...MARKDOWN_PAGES, ...COMMENT_PAGES].flatMap(readBlocks);

describe('the blocks of code of all pages and comments', () => {
  test('are compiled, run or looked up', () => {
    expect(blocks.length).toBeGreaterThan(15);
    expect(mistakesIn(blocks)).toEqual([]);
  });

  test('are all there that a live test runs', () => {
    const shown = new Set(blocks.map(({ page, name }) => `${page} ${name}`));
    const run = [...PROGRAMS, ...RUN_BY_OTHERS];
    expect(run.filter(({ page, name }) => !shown.has(`${page} ${name}`))).toEqual([]);
  });

  test.each(RUN_BY_OTHERS)('$name of $page is read by $test', ({ page, name, test: file }) => {
    expect(readText(file)).toContain(`'${page}'`);
    expect(readText(file)).toMatch(new RegExp(`codeOf\\(\\w+, '${name}'\\)`));
  });
});
