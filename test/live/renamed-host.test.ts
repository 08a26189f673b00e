import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { describeEach } from '../support/capabilities.js';

// Electron and every application made with it is node.exe under another name. An addon that looks for
// "node.exe" does not load there. This file runs under each release and word size.

const HOST = 'myapp.exe';
const SCRIPT = join(__dirname, '../process/scripts/host.js');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secur32-host-'));
  copyFileSync(process.execPath, join(folder, HOST));
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

// NTLM is not among them: Wine makes no keys for its server.
describeEach(
  ['Kerberos', 'Negotiate', 'Schannel'],
  'in a host that is not called node.exe',
  (name) => {
    test(`${name} shakes hands, and opens what it sealed`, async () => {
      const { stdout } = await promisify(execFile)(join(folder, HOST), [SCRIPT, name]);
      const [node = ''] = process.versions.node.split('.');
      const expected = { host: HOST, node, arch: process.arch, encrypted: true, same: true };
      expect(JSON.parse(stdout)).toEqual(expected);
    });
  },
);
