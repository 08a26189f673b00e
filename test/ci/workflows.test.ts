import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

import { ADDED, REFUSED } from '../support/refused-workflows.js';

jest.setTimeout(180_000);

// What the check of the workflows does not let pass: each rule is broken once, in a copy.

const ROWS = [
  ...REFUSED.map(([title, , , , expected]) => [title, expected] as const),
  ...ADDED.map(([title, , , expected]) => [title, expected] as const),
];

const folder = mkdtempSync(join(tmpdir(), 'secur32-workflows-'));
afterAll(() => rmSync(folder, { recursive: true }));

function check(...folders: string[]): { status: number | null; mistakes: string[] } {
  const command = ['scripts/checks/workflows.mjs', ...folders];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, mistakes: stderr.split(/\r?\n/).filter(Boolean) };
}

function copyOf(index: number): string {
  return join(folder, `case-${index}`);
}

test('the workflows pass their check', () => {
  expect(check()).toEqual({ status: 0, mistakes: [] });
});

describe('the check of the workflows refuses', () => {
  let all: string[] = [];
  beforeAll(() => {
    for (const [index, [, name, from, to]] of REFUSED.entries()) {
      cpSync('.github/workflows', copyOf(index), { recursive: true });
      const file = join(copyOf(index), name);
      const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
      expect(text).toMatch(from);
      writeFileSync(file, text.replace(from, to));
    }
    for (const [index, [, name, text]] of ADDED.entries()) {
      cpSync('.github/workflows', copyOf(REFUSED.length + index), { recursive: true });
      writeFileSync(join(copyOf(REFUSED.length + index), name), text);
    }
    cpSync('.github/workflows', copyOf(ROWS.length), { recursive: true });
    renameSync(join(copyOf(ROWS.length), 'ci.yml'), join(copyOf(ROWS.length), 'ci.yaml'));
    const { status, mistakes } = check(...[...ROWS, ''].map((_, index) => copyOf(index)));
    expect(status).toBe(1);
    all = mistakes;
  });

  const said = (index: number): string =>
    all.filter((mistake) => mistake.startsWith(`case-${index}: `)).join('\n');

  test.each(ROWS.map(([title, expected], index) => ({ title, index, expected })))(
    '$title',
    ({ index, expected }) => {
      expect(said(index)).toContain(expected);
    },
  );

  test('another name for what the rules know', () => {
    expect(said(ROWS.length)).toContain('there is no ci.yml');
  });
});
