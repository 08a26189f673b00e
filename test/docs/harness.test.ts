import { describe, expect, test } from '@jest/globals';

import { mistakesIn } from '../support/documents/checks.js';
import { commandsOf } from '../support/documents/commands.js';
import { blocksOf } from '../support/markdown.js';

// What the checks of the documentation do not let pass.

interface Case {
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

/** Pages with one block each. */
function pagesOf(kind: string, rows: readonly (readonly string[])[]): Case[] {
  return rows.map(([title = '', language = '', ...lines], index) => ({
    ...{ page: `${kind}-${index}.md`, title },
    text: ['Text.', '', `\`\`\`${language}`, ...lines, '```', ''].join('\n'),
  }));
}

const IMPORT = "import { Credentials } from 'secur32';";

/** A title, the language, the lines, and what is said of them. */
const REFUSED = [
  ['a language that nobody checks', 'python', 'print(1)', 'no test knows "python"'],
  ['no language', '', 'anything', 'no test knows ""'],
  ['a method that is not there', 'ts', 'context.seal(Buffer.alloc(1));', "'seal' does not exist"],
  ['the same in JavaScript', 'js', 'context.seal(Buffer.alloc(1));', "'seal' does not exist"],
  ['an export that is not there', 'ts', "import { Sspi } from 'secur32';", "member 'Sspi'"],
  ['a wrong type', 'ts', "context.wrap('text');", "type 'string' is not assignable"],
  ['a variable from nowhere', 'ts', 'context.wrap(data);', "find name 'data'"],
  ['a package from nowhere', 'ts', "import 'sspi-anything';", 'sspi-anything'],
  ['an export of it', 'ts', "import { a } from 'sspi-anything';", 'sspi-anything'],
  ['what is not JavaScript', 'js', 'const = 1;', 'declaration expected'],
  ['a program that no test runs', 'js new.mjs', IMPORT, 'no test runs new.mjs'],
  ['a part of a file that is not there', 'js examples/no.mjs', IMPORT, 'no examples/no.mjs'],
  ['what its file does not have', 'js examples/client.mjs', 'let a;', 'not a part of examples/'],
  ['a script that npm does not have', 'sh', 'npm run fly', 'has no script fly'],
  ['a suite that is not there', 'sh', 'npm test -- unit dreams', 'no suite dreams'],
  ['an option that the lab does not have', 'sh', 'lab/run --fast -- -v', 'no option --fast'],
  ['a script of the lab that is not there', 'sh', 'lab/fly', 'there is no lab/fly'],
  ['a file that node cannot run', 'sh', 'node nowhere.mjs', 'no file nowhere.mjs'],
  ['an unknown program', 'sh', 'npm ci && sspi-tool', 'sspi-tool is in no list'],
  ['an unknown option of a program', 'powershell', 'setspn -Z HTTP/app', 'setspn -Z is in no'],
  ['a shell block without a command', 'sh', '# nothing', 'has no command'],
  ['JSON that is none', 'json', '{ a: 1 }', 'SyntaxError'],
  ['a folder that is not there', 'text', 'lib/    code', 'nowhere/ more', 'no folder nowhere/'],
];

/** A title, the language, the lines. */
const ACCEPTED = [
  ['with the public API', 'ts', IMPORT, "await Credentials.acquire({ package: 'NTLM' });"],
  ['with an established context', 'js', "context.wrap(Buffer.from('text'));"],
  ['with CommonJS', 'js', "const { isSupported } = require('secur32');", 'isSupported;'],
  ['with commands of the project', 'sh', 'npm test -- unit -- raw # text', 'lab/run -- -v'],
];

const refused = pagesOf(
  'refused',
  REFUSED.map((row) => row.slice(0, -1)),
);
const accepted = pagesOf('accepted', ACCEPTED);
// Together, since each call of TypeScript takes its time.
const mistakes = mistakesIn(
  [...refused, ...accepted].flatMap(({ page, text }) => blocksOf(page, text)),
);

function mistakesOf({ page }: Case): string[] {
  return mistakes.filter((mistake) => mistake.startsWith(`${page}:`));
}

describe('a page is refused', () => {
  test.each(refused.map((each, index) => ({ ...each, expected: REFUSED[index]?.at(-1) ?? '?' })))(
    'for $title',
    ({ expected, ...page }) => {
      expect(mistakesOf(page).join('\n')).toContain(expected);
      // The line of the block, or of the mistake in it.
      for (const mistake of mistakesOf(page)) expect(mistake).toMatch(/\.md:[3-5]: /);
    },
  );

  test('for a fence that nothing closes', () => {
    expect(mistakesIn(blocksOf('page.md', 'Text.\n\n```js\nlet a;\n'))).toEqual([
      'page.md:3: no test knows "unclosed"',
    ]);
  });
});

describe('a page is accepted', () => {
  test.each(accepted)('$title', (page) => {
    expect(mistakesOf(page)).toEqual([]);
  });

  test('and nothing is said of no page', () => {
    const pages = [...refused, ...accepted].map(({ page }) => `${page}:`);
    expect(mistakes.filter((each) => !pages.some((page) => each.startsWith(page)))).toEqual([]);
  });
});

test('commands are read as a shell would', () => {
  expect(commandsOf("A=1 npm ci && node -e 'a b' \\\n  c # d\n\n# e\n")).toEqual([
    ['npm', 'ci'],
    ['node', '-e', "'a b'", 'c'],
  ]);
});

test('blocks of comments are found, with their lines', () => {
  const text = '/**\n * Text.\n *\n * ```ts\n * let a;\n *   let b;\n * ```\n */\n';
  expect(blocksOf('a.ts', text)).toEqual([
    { page: 'a.ts', line: 4, language: 'ts', name: '', code: 'let a;\n  let b;\n' },
  ]);
});
