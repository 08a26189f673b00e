// The password that secur32 asks for: read from a terminal unseen, or from the first line of input.
import { Readable } from 'node:stream';

import { describe, expect, test } from '@jest/globals';

import { readSecret } from '#lib/cli/password';

interface Typed {
  readonly secret: Promise<string>;
  /** What the terminal was switched to. */
  readonly raw: boolean[];
  /** What was shown. */
  readonly shown: string[];
}

function type(keys: readonly string[]): Typed {
  const raw: boolean[] = [];
  const shown: string[] = [];
  const keyboard = Object.assign(Readable.from(keys), {
    isTTY: true,
    setRawMode: (mode: boolean) => raw.push(mode),
  });
  const screen = { isTTY: true, write: (text: string) => shown.push(text) };
  const console = { stdin: keyboard, stdout: screen, stderr: screen, env: {} };
  return { secret: readSecret('Password: ', console), raw, shown };
}

describe('a password typed at a terminal', () => {
  test('is not shown, and the terminal is as before', async () => {
    const { secret, raw, shown } = type(['s', 'ecrx', '\b', '\u007f', 'ret', '\r', 'more']);
    expect(await secret).toBe('secret');
    expect(raw).toEqual([true, false]);
    expect(shown).toEqual(['Password: ', '\n']);
  });

  test.each(['\u0003', '\u0004'])('can be given up with %j', async (key) => {
    const { secret, raw } = type(['sec', key]);
    await expect(secret).rejects.toThrow('no password was given');
    expect(raw).toEqual([true, false]);
  });
});

describe('a password on standard input', () => {
  test.each([
    ['secret\r\nmore', 'secret'],
    ['secret', 'secret'],
    ['\n', ''],
  ])('%j is its first line', async (input, expected) => {
    const screen = { write: () => undefined };
    const console = { stdin: Readable.from([input]), stdout: screen, stderr: screen, env: {} };
    expect(await readSecret('Password: ', console)).toBe(expected);
  });

  test('may have a letter that is cut by the end of a chunk', async () => {
    const screen = { write: () => undefined };
    const bytes = Buffer.from('pässwörd€\n');
    const stdin = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
    const console = { stdin, stdout: screen, stderr: screen, env: {} };
    expect(await readSecret('Password: ', console)).toBe('pässwörd€');
  });
});
