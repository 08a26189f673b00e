import { beforeAll, describe, expect, test } from '@jest/globals';

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CONSUMER } from '../support/consumer.js';
import { runProgram } from '../support/run-program.js';

const SOURCES = join(CONSUMER, 'typescript');
const LONGEST_CHECK = 120_000;

beforeAll(() => {
  const wanted = /(?:consumer|(?:app|both|named|typed|session|report)\.m?ts)$/;
  cpSync('test/package/consumer', SOURCES, {
    recursive: true,
    filter: (file) => wanted.test(file),
  });
});

/** What tsc says of a program of the consumer, who checks the types of packages as well. */
async function check(name: string, options: object, files: string[]): Promise<unknown> {
  const folder = join(SOURCES, name);
  mkdirSync(folder, { recursive: true });
  const compilerOptions = {
    ...{ target: 'es2022', lib: ['es2022', 'esnext.disposable'], types: ['node'] },
    ...{
      strict: true,
      skipLibCheck: false,
      skipDefaultLibCheck: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
    ...options,
  };
  const config = { compilerOptions, files: files.map((file) => join(SOURCES, file)) };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await runProgram(process.execPath, [tsc, '-p', folder], {
    timeout: LONGEST_CHECK,
  });
  return { code, output };
}

// The programs also expect some errors, so that types which allow everything are not accepted.
describe('tsc accepts a consumer', () => {
  const commonJs = ['app.ts', 'typed.ts'];
  const modules = ['app.mts', 'both.mts', 'named.mts', 'typed.ts'];

  test.each([
    ['module node16', { module: 'node16' }, [...commonJs, ...modules]],
    ['module nodenext', { module: 'nodenext' }, [...commonJs, ...modules]],
    ['a bundler', { module: 'esnext', moduleResolution: 'bundler' }, modules],
    ['the resolution of old', { module: 'commonjs', moduleResolution: 'node10' }, commonJs],
  ])(
    'with %s',
    async (name, options, files) => {
      expect(await check(name, options, files)).toEqual({ code: 0, output: '' });
    },
    LONGEST_CHECK,
  );
});
