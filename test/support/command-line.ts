import { Readable } from 'node:stream';

import { run } from '#lib/cli/run';

/** How a command line ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  /** What is on standard input. */
  readonly input?: string;
  /** Whether standard output and error are a terminal. */
  readonly terminal?: boolean;
}

/** Carries a command line out in this process. */
export async function commandLine(
  args: readonly string[],
  { env = {}, input = '', terminal = false }: Surroundings = {},
): Promise<CommandResult> {
  const written = { stdout: '', stderr: '' };
  const screen = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal,
    write: (text: string) => (written[name] += text),
  });
  const code = await run(args, {
    ...{ stdin: Readable.from([input]), env },
    ...{ stdout: screen('stdout'), stderr: screen('stderr') },
  });
  return { code, ...written };
}

/** The one JSON document that a command has written. */
export function documentOf({ stdout }: { readonly stdout: string }): unknown {
  return JSON.parse(stdout);
}
