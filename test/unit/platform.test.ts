import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type * as Binding from '#lib/binding';
import type * as Find from '#lib/binding/find';
import type * as Library from '#lib/index';

import { refusal } from '../support/errors';

const PROJECT = join(__dirname, '../../..');
const here = Object.getOwnPropertyDescriptor(process, 'platform');

/** Loads a module of the library as if this were another system. */
function loadOn<T>(platform: string, load: () => T): T {
  Object.defineProperty(process, 'platform', { ...here, value: platform });
  let loaded: T | undefined;
  jest.isolateModules(() => {
    loaded = load();
  });
  return loaded as T;
}

const library = (platform: string): typeof Library =>
  loadOn(platform, () => jest.requireActual<typeof Library>('#lib/index'));

const bindingOn = (platform: string): typeof Binding =>
  loadOn(platform, () => jest.requireActual<typeof Binding>('#lib/binding'));

const findAddon = jest.fn<typeof Find.findAddon>();

beforeEach(() => {
  findAddon.mockReset();
  jest.doMock('#lib/binding/find', () => ({ findAddon }));
});

afterEach(() => {
  if (here) Object.defineProperty(process, 'platform', here);
});

describe.each(['linux', 'darwin'])('on %s', (platform) => {
  test('the library is imported, and says that there is no SSPI', () => {
    expect(library(platform).isSupported).toBe(false);
    expect(library(platform).statusName(0x80090308)).toBe('SEC_E_INVALID_TOKEN');
    expect(library(platform).SecBuffer.data(Buffer.alloc(4)).type).toBe(1);
  });

  test('the first use throws', async () => {
    const { Credentials, listPackages, queryPackage } = library(platform);
    const refused = refusal('ERR_SSPI_UNSUPPORTED_PLATFORM');
    expect(() => listPackages()).toThrow(refused);
    expect(() => listPackages()).toThrow(new RegExp(`${platform}.*isSupported`));
    expect(() => queryPackage('Kerberos')).toThrow(refused);
    await expect(Credentials.acquire({ package: 'Kerberos' })).rejects.toEqual(refused);
    expect(findAddon).not.toHaveBeenCalled();
  });
});

describe('on Windows', () => {
  // Stands in for the addon, under its name: its content is a module of JavaScript.
  let folder = '';
  const addon = (): string => join(folder, 'secur32.node');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secur32-'));
    findAddon.mockReturnValue(addon());
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('the addon is looked for at its first use, and once', () => {
    const { binding, isSupported } = bindingOn('win32');
    expect(isSupported).toBe(true);
    expect(findAddon).not.toHaveBeenCalled();
    const loaded = {};
    jest.doMock(addon(), () => loaded, { virtual: true });
    expect(binding()).toBe(loaded);
    expect(binding()).toBe(loaded);
    const places = expect.objectContaining({ packages: [PROJECT] });
    expect(findAddon.mock.calls).toEqual([[places, `win32-${process.arch}`]]);
  });

  test('an addon that cannot be loaded is an error that says why', () => {
    writeFileSync(addon(), 'not a DLL');
    const { binding } = bindingOn('win32');
    expect(binding).toThrow(refusal('ERR_SSPI_BINDING_NOT_LOADED'));
    expect(binding).toThrow(expect.objectContaining({ cause: expect.any(Object) }));
    expect(binding).toThrow(`${addon()} is not a DLL of Windows`);
  });

  test('an addon that is not found is an error that says where it was looked for', () => {
    findAddon.mockReturnValue(undefined);
    const { binding } = bindingOn('win32');
    expect(binding).toThrow(refusal('ERR_SSPI_BINDING_NOT_LOADED'));
    expect(binding).toThrow('there is no such file');
    expect(binding).toThrow(join(PROJECT, 'prebuilds', `win32-${process.arch}`, 'secur32.node'));
  });
});

/** What Node.js prints for an ES module of this project. */
function run(code: string): string {
  const args = ['--input-type=module', '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8' });
  return (stdout + stderr).trim();
}

describe('import and require', () => {
  test('give the same classes, under the same names', () => {
    const answer = run(`
      import { createRequire } from 'node:module';
      import * as imported from 'secur32';
      const required = createRequire(import.meta.url)('secur32');
      // Names that Node.js itself adds.
      const added = ['__esModule', 'module.exports'];
      const [names, others] = [required, imported].map((each) =>
        Object.keys(each).filter((name) => !added.includes(name)));
      const same = names.every((name) => imported[name] === required[name]);
      console.log(JSON.stringify([same, names.length, others.length]));
    `);
    const { length } = Object.keys(library('linux'));
    expect(answer).toBe(`[true,${length},${length}]`);
  });
});
