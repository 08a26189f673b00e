import { readFileSync } from 'node:fs';

/** The code blocks of a page that have a file name, by that name: ```js client.mjs. */
export function namedBlocks(page: string): Map<string, string> {
  const text = readFileSync(page, 'utf8').replaceAll('\r\n', '\n');
  const blocks = text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms);
  return new Map([...blocks].map(([, name = '', code = '']) => [name, code]));
}

/** The code blocks of a page that have no file name, with their language. */
export function unnamedBlocks(page: string): { language: string; code: string }[] {
  const text = readFileSync(page, 'utf8').replaceAll('\r\n', '\n');
  const blocks = text.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...blocks].map(([, language = '', code = '']) => ({ language, code }));
}
