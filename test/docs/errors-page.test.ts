import { readdirSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { createSspiError } from '#lib/errors';
import * as lib from '#lib/index';
import { describeStatus, isSuccess, Status } from '#lib/status';

import { readText } from '../support/markdown.js';

// docs/errors.md has a row for every code, and says what the library says.

const page = readText('docs/errors.md');
const rows = new Map(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .map(([, code = '', ...cells]) => [code.replaceAll('`', ''), cells.slice(0, -1)]),
);
const statuses = Object.entries(Status);
const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readText(`lib/${file}`))
  .join('\n');
// What is compared with is a code of somebody else.
const CODES = new Set(
  [...sources.matchAll(/(?<!=== )'(ERR_[A-Z_]+)'/g)].map(([, code = '']) => code),
);

describe('docs/errors.md', () => {
  test.each(statuses)('explains %s as the library does', (code, status) => {
    const { message, hint = 'Nothing is to be done.' } = describeStatus(status);
    const value = `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
    const thrown = isSuccess(status) ? '' : createSspiError({ status, syscall: 'X' }).name;
    // To make it so: npm run docs:errors
    expect(rows.get(code)).toEqual([value, thrown, message, hint]);
  });

  test('explains no status that the library does not know', () => {
    const others = [...rows.keys()].filter((code) => /^[A-Z]+_/.test(code) && !/^ERR_/.test(code));
    expect(others.filter((code) => !(code in Status))).toEqual([]);
    expect(others).toHaveLength(statuses.length);
  });

  test('has a cause and a cure for every code that the library throws by itself', () => {
    expect(CODES.size).toBeGreaterThan(10);
    const thrown = [...CODES].filter((code) => !code.endsWith('_'));
    expect(thrown.filter((code) => !rows.has(code))).toEqual([]);
    expect([...rows.keys()].filter((code) => code.startsWith('ERR_')).sort()).toEqual(
      thrown.sort(),
    );
  });

  test('names every class of errors', () => {
    const classes = Object.keys(lib).filter((name) => name.endsWith('Error'));
    expect(classes.length).toBeGreaterThan(15);
    expect(classes.filter((name) => !page.includes(name))).toEqual([]);
  });
});

test('every status but success says what to do', () => {
  const silent = statuses.filter(([, status]) => describeStatus(status).hint === undefined);
  expect(silent.map(([code]) => code)).toEqual(['SEC_E_OK']);
});
