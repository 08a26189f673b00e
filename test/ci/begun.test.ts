import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

jest.setTimeout(60_000);

// A run whose process is stuck in a call leaves no results. What is known of it is the test that it began.

const NAME = 'begun-by-test';
const BEGUN = `out/results/${NAME}.json.begun`;
const HANGS = `
const { describe, test } = require('@jest/globals');
describe('a call', () => {
  test('returns', () => {});
  test('never returns', () => { for (;;); });
});
`;
let folder: string;

beforeAll(() => {
  mkdirSync('out/results', { recursive: true });
  folder = mkdtempSync(resolve('out/test/hanging-'));
  writeFileSync(join(folder, 'hangs.test.js'), HANGS);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the runner's own module makes of it; Jest loads no ES modules. */
function evaluate(expression: string): string {
  const script = `import * as results from './scripts/lib/results.mjs'; console.log(${expression})`;
  const options = { encoding: 'utf8' } as const;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], options).stdout.trim();
}

async function killWithin(title: string, program: string[]): Promise<void> {
  const child = spawn(process.execPath, program, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const deadline = Date.now() + 50_000;
  const begun = (): boolean => existsSync(BEGUN) && readFileSync(BEGUN, 'utf8').includes(title);
  while (!begun() && Date.now() < deadline) await setTimeout(50);
  child.kill('SIGKILL');
  await ended;
}

test('a run that did not end names the test that it was in', async () => {
  const options = ['--runInBand', '--json', `--outputFile=out/results/${NAME}.json`];
  await killWithin('never returns', ['node_modules/jest/bin/jest.js', ...options, folder]);
  const problem = `results.readResults('${NAME}', 124, false).problems.join()`;
  const told = `${NAME} did not end in time and left no results`;
  expect(evaluate(problem)).toBe(`${told}; begun last: hangs.test.js: a call › never returns`);
  evaluate(`results.forgetResults('${NAME}')`);
  expect(evaluate(problem)).toBe(told);
});
