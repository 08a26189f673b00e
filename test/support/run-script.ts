import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** How a program ended, and what it wrote. */
export interface ScriptResult {
  /** The exit code; a crash has an NTSTATUS here. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

const LONGEST_RUN = 30_000;

/** Runs a program of test/process/scripts in a process of its own. */
export async function runScript(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<ScriptResult> {
  const script = join(__dirname, '../process/scripts', `${name}.js`);
  const child = spawn(process.execPath, ['--expose-gc', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_RUN,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  // GnuTLS, by which Wine does TLS, writes its errors to standard error.
  return { code, signal, output: output.replace(/^GnuTLS error: .*\r?\n/gm, '').trim() };
}
