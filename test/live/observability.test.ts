// docs/observability.md on real packages: its program, and the lines of NODE_DEBUG.
import { mkdirSync, writeFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { describeEach, PACKAGES } from '../support/capabilities.js';
import { connect } from '../support/loopback.js';
import { codeOf } from '../support/markdown.js';
import { runAtOnce } from '../support/run-at-once.js';
import { serverProtects } from '../support/sealed.js';
import type { Told } from '../support/trace-listener.js';
import { listen } from '../support/trace-listener.js';

const PAGE = 'docs/observability.md';
const MESSAGE = 'plain text that no trace may show';

const SEAL = `
  import { Credentials } from 'secur32';
  const target = ${JSON.stringify(process.env['SECUR32_TEST_SPN_HTTP'] ?? 'HOST/localhost')};
  const client = (await Credentials.acquire({ package: 'Negotiate' })).initiate({ target });
  const server = (await Credentials.acquire({ package: 'Negotiate', use: 'accept' })).accept();
  for (let token; client.state !== 'established' || token; ) {
    token = (await client.step(token)).token;
    if (token) token = (await server.step(token)).token;
  }
  await server.unwrapAsync(client.wrap(Buffer.from(${JSON.stringify(MESSAGE)})));
`;

function outputOf(name: string, code: string, env: NodeJS.ProcessEnv = {}) {
  mkdirSync('out/observability', { recursive: true });
  const file = `out/observability/${name}`;
  writeFileSync(file, code);
  const { status, stdout, stderr } = runAtOnce(process.execPath, [file], env);
  expect({ status, stderr: env['NODE_DEBUG'] === undefined ? stderr : '' }).toEqual({
    status: 0,
    stderr: '',
  });
  return { stdout: stdout.split('\n'), stderr: stderr.split('\n') };
}

let told: Told;

beforeEach(() => {
  told = listen();
});
afterEach(() => told.stop());

describeEach(PACKAGES.filter(serverProtects), 'the channels, with %s', (name) => {
  test('tell of a handshake and of a sealed message', async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const sealed = client.wrap(Buffer.from(MESSAGE));
    server.unwrap(sealed);
    const sides = told.messages('step').map(({ side }) => side);
    expect(sides.slice(0, 2)).toEqual(['client', 'server']);
    expect(told.messages('acquire').map(({ code }) => code)).toEqual(['SEC_E_OK', 'SEC_E_OK']);
    const [encrypt] = told.messages('encrypt');
    const [decrypt] = told.messages('decrypt');
    expect(encrypt).toMatchObject({ package: name, inputBytes: MESSAGE.length, code: 'SEC_E_OK' });
    expect(encrypt?.outputBytes).toBeGreaterThanOrEqual(sealed.length);
    expect(decrypt).toMatchObject({ outputBytes: MESSAGE.length, code: 'SEC_E_OK' });
    expect(JSON.stringify(told.all)).not.toContain(MESSAGE);
  });
});

describe('docs/observability.md', () => {
  test('has a program that tells of a handshake and of messages', () => {
    const program = codeOf(PAGE, 'trace.mjs');
    const lines = outputOf('trace.mjs', program + SEAL).stdout;
    expect(lines[0]).toMatch(/^step Negotiate: 0 -> \d+ bytes, SEC_I_CONTINUE_NEEDED$/);
    const size = String(MESSAGE.length);
    expect(lines.at(-3)).toMatch(
      new RegExp(`^encryptMessage Negotiate: ${size} -> \\d+ bytes, SEC_E_OK$`),
    );
    expect(lines.at(-2)).toMatch(
      new RegExp(`^decryptMessage Negotiate: \\d+ -> ${size} bytes, SEC_E_OK$`),
    );
  });

  test('shows what NODE_DEBUG=secur32 writes, and without it there is nothing', () => {
    const { stderr } = outputOf('debug.mjs', SEAL, { NODE_DEBUG: 'secur32' });
    const shape = (line: string): string => line.replaceAll(/\d+(\.\d+)?/g, 'N');
    const written = stderr.map(shape);
    expect(written.filter((line) => line.includes(' acquire '))).toHaveLength(2);
    const page = codeOf(PAGE, 'debug.txt');
    for (const line of page.trim().split('\n')) {
      expect(written).toContain(shape(line).replace('Kerberos', 'Negotiate'));
    }
    expect(stderr.join('\n')).not.toContain(MESSAGE);
    expect(outputOf('quiet.mjs', SEAL).stderr).toEqual(['']);
  });
});

describe('a listener that throws', () => {
  test('does not disturb the call, and its error is raised later', () => {
    const code = `
      import { tracingChannel } from 'node:diagnostics_channel';
      process.on('uncaughtException', ({ message }) => console.log(message));
      for (const name of ['encrypt', 'decrypt']) {
        const fail = (event) => () => { throw new Error(name + ' ' + event); };
        const handlers = ['start', 'end', 'asyncStart', 'asyncEnd'].map((event) => [event, fail(event)]);
        tracingChannel('secur32:' + name).subscribe(Object.fromEntries(handlers));
      }
      ${SEAL}
      console.log('sealed and opened');
    `;
    const { stdout } = outputOf('throwing.mjs', code);
    expect(stdout).toContain('sealed and opened');
    expect(stdout).toEqual(expect.arrayContaining(['encrypt start', 'encrypt end', 'decrypt end']));
  });
});
