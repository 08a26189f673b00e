import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { extractFile, createPackageWithOptions, statFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

import { PASSPHRASE } from '../support/certificate.js';
import { layOutApp, temporaryFolder } from '../support/electron-app.js';
import { runScript } from '../support/run-script.js';

jest.setTimeout(180_000);

// What can be shown of the example for Electron without Electron; the workflow for Windows runs it
// in Electron itself.

const ROOT = join(__dirname, '../../..');
const PFX = join(ROOT, 'test/fixtures/app.sspi.test.pfx');
const SPN = process.env['SECUR32_TEST_SPN_HTTP'];
const NEGOTIATED = SPN === undefined ? 'NTLM' : 'Kerberos';
const BINARY = `node_modules/secur32/prebuilds/win32-${process.arch}/secur32.node`;

/** Where electron-builder puts a module with a binary. */
const UNPACKED = temporaryFolder('resources', 'app.asar.unpacked');

beforeAll(() => layOutApp(UNPACKED));

test('a package in app.asar.unpacked loads its binary from there', async () => {
  const code = `
    require('secur32').listPackages();
    console.log(Object.keys(require.cache).filter((file) => file.endsWith('.node')).join());
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { cwd: UNPACKED });
  expect(stdout.trim().replaceAll('\\', '/')).toMatch(
    new RegExp(`/resources/app\\.asar\\.unpacked/${BINARY}$`),
  );
});

describe('the example for Electron', () => {
  let server: ChildProcess | undefined;
  beforeAll(async () => {
    server = spawn(process.execPath, [join(ROOT, 'examples/server.mjs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(server.stdout as NodeJS.EventEmitter, 'data');
  });
  afterAll(() => void server?.kill());

  test('shakes hands, seals and asks from app.asar.unpacked, through its handlers', async () => {
    const target = SPN ?? 'HTTP/localhost';
    const example = { package: 'Negotiate', target, url: 'http://127.0.0.1:8080/' };
    const selfTest = { pfx: PFX, passphrase: PASSPHRASE, target };
    const options = JSON.stringify({ services: { example }, selfTest });
    const { code, output } = await runScript('electron-app', [UNPACKED, options]);
    const [report, result] = output.split(/\r?\n/).map((line) => JSON.parse(line) as unknown);
    expect(report).toMatchObject({
      isolated: true,
      loopbacks: {
        ok: true,
        value: [
          { package: NEGOTIATED, hidden: true, opened: true },
          { package: 'Schannel', hidden: true, opened: true },
        ],
      },
      mistakes: [],
    });
    expect(result).toEqual({
      code: 0,
      connected: { ok: true, value: { session: 1, package: NEGOTIATED } },
      answer: { ok: true, value: 'You asked: How are you?' },
      invalid: { ok: false, error: { code: 'ERR_REFUSED', message: 'ask: invalid arguments' } },
      closed: { ok: false, error: { message: 'There is no such session' } },
      foreign: { ok: false, error: { code: 'ERR_REFUSED', message: 'This page may not ask' } },
      ended: [expect.objectContaining({ ok: false }), expect.objectContaining({ ok: false })],
    });
    expect(code).toBe(0);
  });
});

describe('an archive with the settings of the example', () => {
  const folder = temporaryFolder();
  const [app, archive] = [join(folder, 'app'), join(folder, 'app.asar')];

  beforeAll(async () => {
    layOutApp(app);
    const settings = `console.log(JSON.stringify(require(${JSON.stringify(join(app, 'forge.config.js'))})))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', settings]);
    const { packagerConfig } = JSON.parse(stdout) as { packagerConfig: { asar: object } };
    await createPackageWithOptions(app, archive, packagerConfig.asar);
  });

  test('leaves the binaries beside it, and holds all else', () => {
    expect(statFile(archive, join(...BINARY.split('/')))).toMatchObject({ unpacked: true });
    expect(readFileSync(join(`${archive}.unpacked`, BINARY))).toEqual(
      readFileSync(join(app, BINARY)),
    );
    for (const name of ['node_modules/secur32/dist/index.js', 'main.js', 'index.html']) {
      expect(statFile(archive, join(...name.split('/')))).not.toHaveProperty('unpacked');
      expect(extractFile(archive, join(...name.split('/')))).toEqual(readFileSync(join(app, name)));
    }
  });
});
