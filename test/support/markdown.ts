import { readFileSync } from 'node:fs';

/** A fenced block of code: ```LANGUAGE NAME. */
export interface Block {
  /** The file that it is in. */
  readonly page: string;
  /** The line of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** The second word of the fence: the name of a program, or of the file that it is a part of. */
  readonly name: string;
  readonly code: string;
}

const FENCE = /^( *)(`{3,}|~{3,})(\S*) *(\S*)/;

/** The text of a file, with one kind of line ends. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

/** The lines of a page that Markdown is read from: of a TypeScript file, those of its comments. */
function markdownLines(page: string, text: string): string[] {
  const lines = text.split('\n');
  if (!page.endsWith('.ts')) return lines;
  return lines.map((line) => /^ *\*(?: (.*))?$/.exec(line)?.[1] ?? '');
}

/** The fenced blocks of a text. A fence that nothing closes is a block to the end of the text. */
export function blocksOf(page: string, text: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: number; block: Block; code: string[] } | undefined;
  for (const [index, line] of markdownLines(page, text).entries()) {
    const [, space = '', fence, language = '', name = ''] = FENCE.exec(line) ?? [];
    if (open === undefined) {
      if (fence === undefined) continue;
      const block = { page, line: index + 1, language, name, code: '' };
      open = { fence, indent: space.length, block, code: [] };
    } else if (fence === open.fence && language === '') {
      blocks.push({ ...open.block, code: `${open.code.join('\n')}\n` });
      open = undefined;
    } else {
      open.code.push(line.slice(open.indent));
    }
  }
  if (open !== undefined) blocks.push({ ...open.block, language: 'unclosed', code: '' });
  return blocks;
}

/** The fenced blocks of a file. */
export function readBlocks(page: string): Block[] {
  return blocksOf(page, readText(page));
}

/** The code of the block that has this name. */
export function codeOf(page: string, name: string): string {
  const block = readBlocks(page).find((each) => each.name === name);
  if (block === undefined) throw new Error(`${page} has no block ${name}`);
  return block.code;
}

/** Where a block is, for a message. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}
