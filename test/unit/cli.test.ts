// The command line as a whole: help, mistakes, exit codes, JSON, colours.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { commandLine, documentOf } from '../support/command-line';
import { commandsOf } from '../support/documents/commands';
import { readBlocks, readText } from '../support/markdown';

import type { Command } from '#lib/cli/command';
import { EXIT } from '#lib/cli/exit-codes';
import { readArguments } from '#lib/cli/read';
import { COMMANDS } from '#lib/cli/run';

const NAMES = COMMANDS.map(({ name }) => name);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('the help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists all commands', async (option) => {
    const { code, stdout, stderr } = await commandLine([option]);
    expect([code, stderr]).toEqual([0, '']);
    for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });

  test.each(NAMES)('of %s names all of its options, on every system', async (name) => {
    const { code, stdout } = await commandLine([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: secur32 ${name}\\b`));
    const options = COMMANDS.find((each) => each.name === name)?.options ?? {};
    for (const option of [...Object.keys(options), 'json', 'help']) {
      expect(stdout).toContain(`  --${option}`);
    }
  });

  test.each(NAMES)('of %s comes by -h and help, too', async (name) => {
    const long = await commandLine([name, '--help']);
    expect(await commandLine([name, '-h'])).toEqual(long);
    expect(await commandLine(['help', name])).toEqual(long);
  });

  test('is JSON, too', async () => {
    const overview = await commandLine(['--help', '--json']);
    expect(documentOf(overview)).toEqual({ commands: NAMES });
    const one = await commandLine(['explain', '--help', '--json']);
    expect(documentOf(one)).toMatchObject({ name: 'explain' });
  });

  test('has no option for a password', () => {
    const options = COMMANDS.flatMap((each) => Object.keys(each.options));
    expect(options.filter((name) => /pass/.test(name) && !name.endsWith('-env'))).toEqual([]);
  });
});

describe('the version', () => {
  test('is that of the package', async () => {
    expect(await commandLine(['--version'])).toEqual({
      ...{ code: 0, stdout: `${version}\n`, stderr: '' },
    });
    expect(documentOf(await commandLine(['--version', '--json']))).toEqual({ version });
  });
});

describe('a mistake', () => {
  test.each([
    [[], 'a command is missing'],
    [['--json'], 'a command is missing'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['nonsense'], 'there is no command "nonsense"'],
    [['packages', '--nonsense'], "Unknown option '--nonsense'"],
    [['packages', 'Kerberos'], '"Kerberos" is too much'],
    [['packages', '--json=yes'], "Option '--json' does not take an argument"],
    [['explain'], '<status>… is missing'],
    [['seal'], '<text> is missing'],
    [['handshake', '--json', '--target'], "Option '--target <value>' argument missing"],
    [['handshake', '--password', 'secret'], "Unknown option '--password'"],
  ])('such as %p ends with 64 and says %s', async (args, message) => {
    const asText = await commandLine(args.filter((each) => each !== '--json'));
    expect([asText.code, asText.stdout]).toEqual([EXIT.usage, '']);
    expect(asText.stderr).toContain(message);
    const asJson = await commandLine(args.includes('--json') ? args : [...args, '--json']);
    expect([asJson.code, asJson.stderr]).toEqual([EXIT.usage, '']);
    expect(documentOf(asJson)).toEqual({
      error: { code: 'USAGE', message: expect.stringContaining(message) },
    });
  });
});

describe('a value that begins with a hyphen', () => {
  test('is what was written, as an operand is', () => {
    const command = { name: 'x', options: { user: { type: 'string', help: '' } } } as const;
    const read = readArguments(command, ['--user', '-5', '-6'], process);
    expect([read.text('user'), read.positionals]).toEqual(['-5', ['-6']]);
  });
});

describe('standard output that somebody closes', () => {
  // Closed before this program writes, not by luck.
  const line = '(sleep 1; "$0" dist/cli/main.js explain 5; echo $? >&2) | true';
  const onShell = process.platform === 'win32' ? test.skip : test;

  onShell('is no error', () => {
    const { stderr } = spawnSync('sh', ['-c', line, process.execPath], { encoding: 'utf8' });
    expect(stderr).toBe('0\n');
  });
});

describe('the library', () => {
  test('does not load the command line', () => {
    const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/^cli[\\/]/.test(file),
    );
    expect(files).toContain('index.ts');
    const loading = files.filter((file) => /from '.*\/cli\//.test(readText(`lib/${file}`)));
    expect(loading).toEqual([]);
  });
});

describe('colours', () => {
  const escape = '\u001b[';

  test('are for terminals', async () => {
    const args = ['explain', '0'];
    expect((await commandLine(args, { terminal: true })).stdout).toContain(escape);
    expect((await commandLine(args)).stdout).not.toContain(escape);
  });

  test.each([[{ NO_COLOR: '1' }], [{ TERM: 'dumb' }]])('are left out with %p', async (env) => {
    const { stdout } = await commandLine(['explain', '0'], { terminal: true, env });
    expect(stdout).not.toContain(escape);
  });

  test('are left out of JSON', async () => {
    const { stdout } = await commandLine(['explain', '0', '--json'], { terminal: true });
    expect(stdout).not.toContain(escape);
  });
});

describe('docs/command-line.md', () => {
  const page = readFileSync('docs/command-line.md', 'utf8');

  test('has only command lines that can be read', () => {
    const shell = readBlocks('docs/command-line.md').filter(({ language }) => language === 'sh');
    const lines = shell.flatMap(({ code }) => commandsOf(code)).filter((words) => words.length > 3);
    expect(lines.length).toBeGreaterThan(3);
    for (const [npx, program, name, ...args] of lines) {
      const command = COMMANDS.find((each) => each.name === name);
      expect([npx, program, command?.name]).toEqual(['npx', 'secur32', name]);
      const { positionals } = readArguments(command as Command, args, process);
      expect(positionals.length).toBeLessThanOrEqual(command?.count[1] ?? 0);
    }
  });

  test('has every command and every exit code', () => {
    for (const name of NAMES) expect(page).toContain(`secur32 ${name}`);
    const codes = [...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });
});
