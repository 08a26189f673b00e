import { join } from 'node:path';

import type { ProgramResult } from './run-program.js';
import { runProgram } from './run-program.js';

const LONGEST_RUN = 90_000;

/** Runs a program of test/process/scripts in a process of its own. */
export async function runScript(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  timeout = LONGEST_RUN,
): Promise<ProgramResult> {
  const script = join(__dirname, '../process/scripts', `${name}.js`);
  return await runProgram(process.execPath, ['--expose-gc', script, ...args], { env, timeout });
}
