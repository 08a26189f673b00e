import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from '@jest/globals';

import { namedBlocks } from '../support/readme.js';

const FOLDER = 'out/readme';
const SPN = process.env['SECUR32_TEST_SPN_HTTP'];
const started: ChildProcess[] = [];

/** Saves a block as a reader would, with the name of this domain's server in place of the example's. */
function save(name: string, before = '', after = ''): string {
  const code = namedBlocks('README.md').get(name) ?? '';
  const host = SPN?.split('/')[1] ?? 'localhost';
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, name);
  writeFileSync(file, before + code.replaceAll('app.example.com', host) + after);
  return file;
}

function run(file: string): ChildProcess {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

afterAll(() => {
  for (const child of started) child.kill();
});

describe('the examples of the README', () => {
  test('talk to each other as they stand', async () => {
    const server = run(save('server.mjs'));
    const [listening] = (await once(server.stdout as NodeJS.EventEmitter, 'data')) as [Buffer];
    expect(listening.toString()).toBe('listening\n');
    const answer = await outputOf(run(save('client.mjs')));
    expect(answer).toBe(`${SPN === undefined ? 'NTLM' : 'Kerberos'}: You asked: How are you?\n`);
  });

  test('seal with the documented call', async () => {
    const before = `
      import { Credentials, SecBuffer } from 'secur32';
      const target = ${JSON.stringify(SPN ?? 'HOST/localhost')};
      const credentials = await Credentials.acquire({ package: 'Negotiate' });
      const acceptor = await Credentials.acquire({ package: 'Negotiate', use: 'accept' });
      const context = credentials.initiate({ target });
      const other = acceptor.accept();
      for (let token; context.state !== 'established' || token; ) {
        token = (await context.step(token)).token;
        if (token) token = (await other.step(token)).token;
      }
    `;
    const after = `
      console.log(sealed.includes('How are you?'), sealed.length);
    `;
    const output = await outputOf(run(save('encrypt.mjs', before, after)));
    // 12 bytes of text; 60 of an RFC 4121 token, and Wine counts one of padding.
    expect(output).toMatch(/^false (72|73|28)\n$/);
  });
});
