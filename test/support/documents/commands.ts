import { existsSync, readFileSync } from 'node:fs';

import type { Block } from '../markdown.js';
import { placeOf, readBlocks } from '../markdown.js';
import { POWERSHELL_PROGRAMS, SHELL_PROGRAMS } from './other-commands.js';

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const suites = new Set(
  [...readFileSync('scripts/lib/suites.mjs', 'utf8').matchAll(/suite: '(\w+)'/g)].map((m) => m[1]),
);
const NPM = ['install', 'ci', 'pack', 'init', 'explain', 'ls'];

/** The commands of a block, each as its words. A line that ends with a backslash goes on. */
export function commandsOf(code: string): string[][] {
  const lines = code.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines
    .map((line) => line.replace(/(?:^|\s)#.*$/, ''))
    .flatMap((line) => line.split(/\s(?:&&|\|\||\||;)\s/))
    .map((line) => [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word))
    .map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]\w*=/.test(word))))
    .filter((words) => words.length > 0);
}

function checkScript(script: string | undefined, rest: readonly string[]): string | undefined {
  if (script === undefined || manifest.scripts[script] === undefined) {
    return `package.json has no script ${script ?? ''}`;
  }
  if (script !== 'test') return undefined;
  const given = rest[0] === '--' ? rest.slice(1) : [];
  const end = given.includes('--') ? given.indexOf('--') : given.length;
  const unknown = given.slice(0, end).find((suite) => !suites.has(suite));
  return unknown && `there is no suite ${unknown}`;
}

function checkNpm([verb = '', ...rest]: readonly string[]): string | undefined {
  if (verb === 'run') return checkScript(rest[0], rest.slice(1));
  if (verb === 'test') return checkScript('test', rest);
  return NPM.includes(verb) ? undefined : `npm ${verb} is in no list of a test`;
}

function checkNpx([program = '']: readonly string[]): string | undefined {
  const { bin } = manifest;
  const own = typeof bin === 'string' ? [manifest.name] : Object.keys(bin ?? {});
  return own.includes(program) ? undefined : `the package has no program ${program}`;
}

/** Options are those that the script's own text has, before what is to be run. */
function checkLab(file: string, words: readonly string[]): string | undefined {
  const text = readFileSync(file, 'utf8');
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const given = words.slice(0, end).filter((word) => word.startsWith('--'));
  const unknown = given.find((option) => !new RegExp(`${option}\\b[^\\n]*\\) `).test(text));
  return unknown && `${file} has no option ${unknown}`;
}

function checkNode(words: readonly string[], page: string): string | undefined {
  const script = words.find((word) => !word.startsWith('-'));
  const options = words.slice(0, script === undefined ? undefined : words.indexOf(script));
  if (options.some((option) => /^-[pe]/.test(option))) return undefined;
  const known = ['--permission', '--allow-addons', '--allow-fs-read=*', '--expose-gc'];
  const unknown = options.find((option) => !known.includes(option));
  if (unknown !== undefined) return `node ${unknown} is in no list of a test`;
  if (script === undefined || existsSync(script)) return undefined;
  const shown = existsSync(page) && readBlocks(page).some(({ name }) => name === script);
  return shown ? undefined : `no file ${script}`;
}

function checkOther(
  programs: Readonly<Record<string, readonly string[]>>,
  [program = '', ...words]: readonly string[],
): string | undefined {
  const options = programs[program];
  if (options === undefined) return `${program} is in no list of a test`;
  const given = words.filter((word) => word.startsWith('-') && word.length > 1);
  const unknown = given.find((option) => !options.includes(option));
  return unknown && `${program} ${unknown} is in no list of a test`;
}

function checkCommand(words: readonly string[], page: string): string | undefined {
  const [program = '', ...rest] = words;
  if (program === 'npm') return checkNpm(rest);
  if (program === 'npx') return checkNpx(rest);
  if (program === 'node') return checkNode(rest, page);
  if (/^[\w.-]+\//.test(program)) {
    if (!existsSync(program)) return `there is no ${program}`;
    return program.startsWith('lab/') ? checkLab(program, rest) : undefined;
  }
  return checkOther(SHELL_PROGRAMS, words);
}

function findings(block: Block, check: (words: string[]) => string | undefined): string[] {
  const commands = commandsOf(block.code);
  if (commands.length === 0) return [`${placeOf(block)}: has no command`];
  return commands
    .map((words) => check(words))
    .filter((mistake) => mistake !== undefined)
    .map((mistake) => `${placeOf(block)}: ${mistake}`);
}

/** What is wrong with the commands of a block of `sh`. */
export function checkShell(block: Block): string[] {
  return findings(block, (words) => checkCommand(words, block.page));
}

/** What is wrong with the commands of a block of `powershell`. */
export function checkPowerShell(block: Block): string[] {
  return findings(block, (words) => checkOther(POWERSHELL_PROGRAMS, words));
}
