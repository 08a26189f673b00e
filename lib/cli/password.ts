import { StringDecoder } from 'node:string_decoder';

import type { Identity } from '../identity.js';
import type { Console, Invocation, Option } from './command.js';
import { UsageError } from './usage-error.js';

/** Options that name another user. There is none for a password: everybody can read a command line. */
export const IDENTITY_OPTIONS: Readonly<Record<string, Option>> = {
  user: { type: 'string', value: 'NAME', help: 'another user than the current one' },
  domain: { type: 'string', value: 'NAME', help: 'the domain or realm of that user' },
  'password-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'the environment variable with the password; without it, it is asked for',
  },
};

const ENTER: readonly string[] = ['\r', '\n'];
const END: readonly string[] = ['\u0003', '\u0004'];
const ERASE: readonly string[] = ['\b', '\u007f'];

/** Reads one line; on a terminal without showing it. */
export async function readSecret(prompt: string, { stdin, stderr }: Console): Promise<string> {
  const terminal = stdin as typeof stdin & { setRawMode?: (raw: boolean) => unknown };
  const hidden = stdin.isTTY === true;
  if (hidden) {
    stderr.write(prompt);
    terminal.setRawMode?.(true);
  }
  // A letter may be cut by the end of a chunk.
  const decoder = new StringDecoder('utf8');
  let line = '';
  try {
    for await (const chunk of stdin) {
      for (const letter of decoder.write(chunk as Buffer)) {
        if (ENTER.includes(letter)) return line;
        if (hidden && END.includes(letter)) throw new UsageError('no password was given');
        line = hidden && ERASE.includes(letter) ? line.slice(0, -1) : line + letter;
      }
    }
    return line + decoder.end();
  } finally {
    if (hidden) {
      terminal.setRawMode?.(false);
      stderr.write('\n');
    }
  }
}

/** The user that the options name; nothing for the current one. */
export async function readIdentity(invocation: Invocation): Promise<Identity | undefined> {
  const user = invocation.text('user');
  const domain = invocation.text('domain');
  const given = invocation.fromEnvironment('password-env');
  if (user === undefined) {
    if (domain === undefined && given === undefined) return undefined;
    throw new UsageError('--user is missing: --domain and --password-env belong to it');
  }
  const password = given ?? (await readSecret(`Password of ${user}: `, invocation.console));
  return { user, password, ...(domain !== undefined && { domain }) };
}
