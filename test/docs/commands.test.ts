import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { commandsOf } from '../support/documents/commands.js';
import { MARKDOWN_PAGES } from '../support/documents/pages.js';
import { RUNNERS } from '../support/documents/run-by.js';
import { readBlocks } from '../support/markdown.js';

const shell = MARKDOWN_PAGES.flatMap(readBlocks).filter(({ language }) => language === 'sh');
const commands = [
  ...new Set(shell.flatMap(({ code }) => commandsOf(code)).map((w) => w.join(' '))),
];
const runnerOf = (command: string) => RUNNERS.find((row) => row.command.test(command));

/** Milliseconds for the first command on a new machine, which builds the lab. */
const BUILD = 900_000;

// The lab needs Linux and root.
const hasLab = process.platform === 'linux' && process.getuid?.() === 0;

// Not on every host: the pages say so.
const runsNarrow = (): boolean =>
  /^ia32$/m.test(spawnSync('lab/arches', { encoding: 'utf8' }).stdout);
const NARROW = /^run: the kernel of this host runs no 32-bit programs/;

/** What a line says that it prints, in its comment: up to a colon. */
function promised(line: string): string | undefined {
  return /\s-p .*\s# ([^:]+)(?::|$)/.exec(line)?.[1]?.trim();
}

const lines = shell.flatMap(({ code }) => code.split('\n'));
const here = lines.filter((line) => {
  const [words] = commandsOf(line);
  return words !== undefined && runnerOf(words.join(' '))?.file === 'test/docs/commands.test.ts';
});

describe('the commands of the pages', () => {
  test.each(commands)('are run by something, or it is said why not: %s', (command) => {
    const runner = runnerOf(command);
    expect({ command, known: runner !== undefined }).toEqual({ command, known: true });
    if (runner?.file !== undefined) expect(existsSync(runner.file)).toBe(true);
    else expect(runner?.nobody).toMatch(/\w+ \w+/);
  });

  test.each(RUNNERS)('are there for each of those who run them: $command', ({ command }) => {
    expect(commands.some((each) => command.test(each))).toBe(true);
  });

  const run = (line: string): void => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
    if (line.includes('--arch ia32') && !runsNarrow()) {
      expect({ status, stderr }).toEqual({ status: 69, stderr: expect.stringMatching(NARROW) });
      return;
    }
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const output = promised(line);
    if (output === undefined) expect(stdout.trim()).not.toBe('');
    else expect(stdout.trim()).toBe(output);
  };

  (hasLab ? test.each : test.skip.each)([...new Set(here)])('do what they say: %s', run, BUILD);
});
