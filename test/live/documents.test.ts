import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, test } from '@jest/globals';

import { hasPeers } from '../../lab/peer-client.js';
import { SERVICE } from '../support/accounts.js';
import type { DocumentProgram } from '../support/documents/programs.js';
import { PROGRAMS } from '../support/documents/programs.js';
import { codeOf } from '../support/markdown.js';

const FOLDER = 'out/documented';
const started: ChildProcess[] = [];

/** The names that pages have for a domain, and those of the one of the tests. */
const PLACES: readonly [example: string, variable: string, otherwise: string][] = [
  ['HTTP/app.example.com', 'SPN_HTTP', 'HOST/localhost'],
  ['dc1.example.com', 'DC', 'localhost'],
  ['EXAMPLE.COM', 'REALM', 'EXAMPLE.COM'],
];

function inThisDomain(code: string): string {
  const host = SERVICE?.split('/')[1] ?? 'localhost';
  return PLACES.reduce(
    (text, [example, name, otherwise]) =>
      text.replaceAll(example, process.env[`SECUR32_TEST_${name}`] ?? otherwise),
    code,
  ).replaceAll('app.example.com', host);
}

/** Saves a block as a reader would, with the names of this domain in place of the example's. */
function save({ page, name, before = '', after = '' }: DocumentProgram): string {
  const file = join(FOLDER, page, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, inThisDomain(before + codeOf(page, name) + after));
  return file;
}

function run(program: DocumentProgram): ChildProcess {
  const child = spawn(process.execPath, [save(program)], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output.replaceAll('\r\n', '\n');
}

function isPossible({ needs }: DocumentProgram): boolean {
  if (needs === 'lab') return hasPeers;
  return needs !== 'domain' || SERVICE !== undefined;
}

async function start(program: DocumentProgram): Promise<void> {
  const [line] = (await once(run(program).stdout as NodeJS.EventEmitter, 'data')) as [Buffer];
  expect(line.toString()).toMatch(program.output);
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

// A server ends with the client that needs it.
const servers = PROGRAMS.map(({ beside }) => beside);
const programs = PROGRAMS.filter(({ name }) => !servers.includes(name));

describe('what the pages show', () => {
  for (const program of programs) {
    const { page, name, beside, output } = program;
    (isPossible(program) ? test : test.skip)(`runs as it stands: ${page}, ${name}`, async () => {
      const server = PROGRAMS.find((each) => each.page === page && each.name === beside);
      if (server !== undefined) await start(server);
      expect(await outputOf(run(program))).toMatch(output);
    });
  }
});
