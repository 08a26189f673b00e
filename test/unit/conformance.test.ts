import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

// docs/conformance.md says which test shows what: none of them may be missing, and no cell empty.

const COLUMNS = ['Page', 'Statement', 'Test', 'Wine', 'Windows'];
/** The codes that the pages document, each of which must have its row. */
const CODES = [
  'SEC_E_OK',
  'SEC_E_BUFFER_TOO_SMALL',
  'SEC_E_CONTEXT_EXPIRED',
  'SEC_E_CRYPTO_SYSTEM_INVALID',
  'SEC_E_INSUFFICIENT_MEMORY',
  'SEC_E_INVALID_HANDLE',
  'SEC_E_INVALID_TOKEN',
  'SEC_E_QOP_NOT_SUPPORTED',
  'STATUS_SUCCESS',
  'STATUS_INVALID_HANDLE',
  'STATUS_INVALID_PARAMETER',
];
const PLACES = ['waits', 'lab only', 'none'];

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

const lines = readFileSync('docs/conformance.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map(cellsOf);
const rows = lines.filter(([first]) => first !== 'Page' && !/^-+$/.test(first ?? ''));

/** The file and the title of a test: `live/message` › does not show the plaintext */
function parse(reference: string): { file: string; title: string } {
  const match = /^`([\w/-]+)` › (.+)$/.exec(reference);
  if (match === null) throw new Error(`Not a test: ${reference}`);
  const [, file = '', title = ''] = match;
  return { file: `test/${file}.test.ts`, title };
}

const titles = new Map<string, Set<string>>();

// What stands where a title does: the first string after a call of test, of describe or of each.
function titlesOf(file: string): Set<string> {
  const known = titles.get(file);
  if (known !== undefined) return known;
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = source.matchAll(/(?:\btest|[\])>])\(\s*(['"])((?:\\.|(?!\1).)+)\1,/g);
  const set = new Set([...found].map(([, , title = '']) => title.replaceAll(/\\(.)/g, '$1')));
  titles.set(file, set);
  return set;
}

describe('docs/conformance.md', () => {
  test('has tables of one form', () => {
    const heads = lines.filter(([first]) => first === 'Page');
    expect(heads.length).toBeGreaterThanOrEqual(5);
    for (const head of heads) expect(head).toEqual(COLUMNS);
    expect(rows.length).toBeGreaterThan(50);
  });

  test.each(rows)('says of %s all there is to say: %s', (...cells) => {
    expect(cells).toHaveLength(COLUMNS.length);
    for (const cell of cells) expect(cell).not.toBe('');
    const [page = '', , tests = '', , windows] = cells;
    expect(page).toMatch(/^(K|N|S|Sp)( (K|N|S|Sp))*$/);
    expect(PLACES).toContain(windows);
    for (const reference of tests.split('<br>')) {
      const { file, title } = parse(reference);
      expect({ file, known: titlesOf(file).has(title), title }).toMatchObject({ known: true });
    }
  });

  test.each(CODES)('has a row for %s', (code) => {
    expect(rows.filter(([, statement]) => statement?.startsWith(code))).not.toEqual([]);
  });
});
