import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a program ended, and what it wrote. */
export interface ProgramResult {
  /** The exit code; a crash has an NTSTATUS here. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** Where a program runs, and for how long at most. */
export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly timeout: number;
}

/** Runs a program in a process of its own, and waits for its end. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { env = {}, ...options }: ProgramOptions,
): Promise<ProgramResult> {
  const child = spawn(command, args, {
    ...options,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, output: withoutGnuTls(output).trim() };
}

/** What a program wrote, without what GnuTLS did, by which Wine does TLS: its errors. */
export function withoutGnuTls(output: string): string {
  return output.replace(/^GnuTLS error: .*\r?\n/gm, '');
}
