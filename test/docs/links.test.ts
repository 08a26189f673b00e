import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { MARKDOWN_PAGES } from '../support/documents/pages.js';
import { readBlocks, readText } from '../support/markdown.js';

/** The text of a page without its blocks and inline code. */
function proseOf(page: string): string {
  const lines = readText(page).split('\n');
  for (const { line, code } of readBlocks(page)) {
    lines.fill('', line - 1, line + code.split('\n').length);
  }
  return lines.join('\n').replaceAll(/(`+)[^`]+\1/g, 'code');
}

/** The anchor that a heading gets on GitHub, and in the documentation site. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function anchorsOf(page: string): string[] {
  return [...readText(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

interface Link {
  readonly page: string;
  readonly target: string;
}

function linksOf(page: string): Link[] {
  const prose = proseOf(page);
  const inline = [...prose.matchAll(/\]\(([^)\s]+)\)/g)];
  const defined = [...prose.matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  return [...inline, ...defined].map(([, target = '']) => ({ page, target }));
}

/** What is wrong with a link, or undefined. */
function mistakeOf({ page, target }: Link): string | undefined {
  if (target.startsWith('https://')) return undefined;
  if (/^\w+:/.test(target)) return `${page}: not an https link: ${target}`;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(file)) return `${page}: there is no ${file}`;
  if (anchor === undefined || statSync(file).isDirectory()) return undefined;
  return anchorsOf(file).includes(anchor) ? undefined : `${page}: ${file} has no ${anchor}`;
}

/** References by name, [text][name], and the names that are defined. */
function undefinedNames(page: string): string[] {
  const prose = proseOf(page);
  const used = [...prose.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
  const defined = [...prose.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name);
  return used
    .filter((name) => !defined.includes(name))
    .map((name) => `${page}: [${name ?? ''}] is not defined`);
}

describe('the links of all pages', () => {
  const links = MARKDOWN_PAGES.flatMap(linksOf);

  test('lead to files and headings that are there', () => {
    expect(links.length).toBeGreaterThan(50);
    expect(links.map(mistakeOf).filter((mistake) => mistake !== undefined)).toEqual([]);
  });

  test('by name have an address', () => {
    expect(MARKDOWN_PAGES.flatMap(undefinedNames)).toEqual([]);
  });

  test.each([
    ['nowhere.md', 'there is no docs/nowhere.md'],
    ['errors.md#nothing', 'docs/errors.md has no nothing'],
    ['#nothing', 'docs/errors.md has no nothing'],
    ['http://example.com', 'not an https link'],
  ])('to %s would be refused', (target, mistake) => {
    expect(mistakeOf({ page: 'docs/errors.md', target })).toContain(mistake);
  });

  test.each(['errors.md#any-package', '../README.md', '#classes', 'https://example.com'])(
    'to %s would be accepted',
    (target) => {
      expect(mistakeOf({ page: 'docs/errors.md', target })).toBeUndefined();
    },
  );

  test('lead to guides that the site has as pages', () => {
    const { projectDocuments } = JSON.parse(readText('typedoc.json')) as {
      projectDocuments: string[];
    };
    const guides = MARKDOWN_PAGES.filter((page) => page.startsWith('docs/'));
    expect(guides.filter((guide) => !projectDocuments.includes(guide))).toEqual([]);
  });

  test('lead from the README to every guide', () => {
    const guides = MARKDOWN_PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page));
    const linked = linksOf('README.md').map(({ target }) => target.split('#')[0]);
    expect(guides.filter((guide) => !linked.includes(guide))).toEqual([]);
  });
});
