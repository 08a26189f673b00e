import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import type * as Binding from '#lib/binding';
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

const loader = jest.fn<(folder: string) => unknown>();

beforeEach(() => {
  loader.mockReset();
  jest.doMock('node-gyp-build', () => loader);
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
    expect(loader).not.toHaveBeenCalled();
  });
});

describe('on Windows', () => {
  test('the addon is loaded at its first use, and once', () => {
    const addon = { enumeratePackages: () => ({ status: 0, packages: [] }) };
    loader.mockReturnValue(addon);
    const { binding, isSupported } = bindingOn('win32');
    expect(isSupported).toBe(true);
    expect(loader).not.toHaveBeenCalled();
    expect(binding()).toBe(addon);
    expect(binding()).toBe(addon);
    expect(loader.mock.calls).toEqual([[PROJECT]]);
  });

  test('an addon that cannot be loaded is an error that says why and what to do', () => {
    const cause = new Error('No native build was found');
    loader.mockImplementation(() => {
      throw cause;
    });
    const { binding } = bindingOn('win32');
    expect(binding).toThrow(refusal('ERR_SSPI_BINDING_NOT_LOADED'));
    expect(binding).toThrow(expect.objectContaining({ cause }));
    expect(binding).toThrow(
      new RegExp(`win32-${process.arch}.*win32-x64 and win32-ia32.*reinstall`),
    );
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
