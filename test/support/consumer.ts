import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { afterAll, beforeAll, expect } from '@jest/globals';

import { PFX } from './certificate.js';
import { runProgram } from './run-program.js';

/** Where scripts/lib/package.mjs has installed the tarball, with the programs of a consumer. */
export const CONSUMER = join(__dirname, '../../package/consumer');

/** The part of `prebuilds` that is for this process. */
export const TARGET = `${process.platform}-${process.arch}`;

/** The addon, within the package or beside a bundle. */
export const PREBUILT = join('prebuilds', TARGET, 'secur32.node');

/** The package, within the folder of a consumer. */
export const INSTALLED = join('node_modules', 'secur32');

// Longer than any of them takes, also on a machine that has much else to do.
const LONGEST_RUN = 50_000;

/** What a program wrote: a session, or why there was none. */
export interface Answer extends Record<string, unknown> {
  readonly failed?: { readonly name: string; readonly code?: string; readonly message: string };
}

/** A folder that no other package is near, so that nothing but the tarball can be found from it. */
export function useTemporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeAll(() => {
    folder.path = realpathSync.native(mkdtempSync(join(tmpdir(), 'secur32-')));
  });
  afterAll(() => {
    // Windows lets go of a DLL a little after the process that loaded it.
    rmSync(folder.path, { recursive: true, maxRetries: 5 });
  });
  return folder;
}

/** A copy of what the consumer has, or of a part of it. Returns the path. */
export function copyConsumer(to: string, part = '.'): string {
  cpSync(join(CONSUMER, part), to, { recursive: true });
  return to;
}

/** Runs a program of the consumer, whose last line is its answer. */
export async function runConsumer(
  cwd: string,
  args: readonly string[],
  { command = process.execPath, timeout = LONGEST_RUN } = {},
): Promise<Answer> {
  const { code, signal, output } = await runProgram(command, args, {
    cwd,
    env: { SECUR32_CONSUMER_PFX: PFX.toString('base64') },
    timeout,
  });
  const [line] = /^ *\{.*\}$/m.exec(output) ?? [];
  const ending = { program: basename(args.at(-1) ?? command), code, signal, output };
  if (line === undefined) throw new Error(JSON.stringify(ending));
  expect(ending).toMatchObject({ code: 0, signal: null });
  return JSON.parse(line) as Answer;
}

/** The answer of a program that shook hands, sealed and opened with the addon in this file. */
export function sessionWith(addon: string): unknown {
  return expect.objectContaining({
    opened: 'sealed by a consumer',
    encrypted: true,
    readable: false,
    cipher: expect.stringMatching(/^TLS_/),
    node: process.version,
    arch: process.arch,
    addon,
  });
}
