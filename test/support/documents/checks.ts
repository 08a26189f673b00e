import { existsSync } from 'node:fs';

import type { Block } from '../markdown.js';
import { placeOf, readText } from '../markdown.js';
import { checkPowerShell, checkShell } from './commands.js';
import { isProgram } from './programs.js';
import { typeCheck } from './type-check.js';

const CODE = ['js', 'ts'];

function checkJson(block: Block): string[] {
  try {
    JSON.parse(block.code);
    return [];
  } catch (error) {
    return [`${placeOf(block)}: ${String(error)}`];
  }
}

/** A drawing of folders names only what there is; other text says nothing that could be tried. */
function checkText(block: Block): string[] {
  const folders = [...block.code.matchAll(/^(\S+\/)(?:\s|$)/gm)].map(([, folder = '']) => folder);
  return folders
    .filter((folder) => !existsSync(folder))
    .map((folder) => `${placeOf(block)}: there is no folder ${folder}`);
}

/** What can be done with a block of each language; those of `js` and `ts` go to TypeScript together. */
const CHECKS: Readonly<Record<string, (block: Block) => string[]>> = {
  sh: checkShell,
  powershell: checkPowerShell,
  json: checkJson,
  text: checkText,
};

/** Lines without what they are indented by. */
function unindented(text: string): string {
  return text.replaceAll(/^ +/gm, '').trim();
}

/** A named block is a part of that file, or a program that a live test runs. */
function checkName(block: Block): string[] {
  const { name, code, language } = block;
  if (name === '') return [];
  if (!name.includes('/')) {
    if (!CODE.includes(language) || isProgram(block)) return [];
    return [
      `${placeOf(block)}: no test runs ${name}; add it to test/support/documents/programs.ts`,
    ];
  }
  if (!existsSync(name)) return [`${placeOf(block)}: there is no ${name}`];
  if (unindented(readText(name)).includes(unindented(code))) return [];
  return [`${placeOf(block)}: is not a part of ${name}`];
}

function checkBlock(block: Block): string[] {
  if (CODE.includes(block.language)) return checkName(block);
  const check = CHECKS[block.language];
  if (check === undefined) return [`${placeOf(block)}: no test knows "${block.language}"`];
  return [...checkName(block), ...check(block)];
}

/** What is wrong with some blocks: a line for each mistake. */
export function mistakesIn(blocks: readonly Block[]): string[] {
  // A part of a file is checked, and run, with that file.
  const alone = blocks.filter(
    ({ language, name }) => CODE.includes(language) && !name.includes('/'),
  );
  return [...blocks.flatMap(checkBlock), ...typeCheck(alone)];
}
