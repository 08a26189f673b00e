import { spawnSync } from 'node:child_process';

import { withoutGnuTls } from './run-program.js';

/** How a program ended, and what it wrote. */
export interface FinishedProgram {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

// Jest's own clock stands still meanwhile: a program that never ends would be the end of the whole run.
const LONGEST_RUN = 90_000;

/** Runs a program of Windows, or Node.js itself, while nothing else happens here. */
export function runAtOnce(
  command: string,
  args: readonly string[],
  env: Readonly<NodeJS.ProcessEnv> = {},
): FinishedProgram {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    ...{ encoding: 'utf8', timeout: LONGEST_RUN, env: { ...process.env, ...env } },
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr: withoutGnuTls(stderr) };
}
