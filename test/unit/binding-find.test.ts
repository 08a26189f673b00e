import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type * as Find from '#lib/binding/find';
import { placesOf } from '#lib/binding/places';

const target = `${process.platform}-${process.arch}`;
const { execPath } = process;
const environment = { ...process.env };
let root = '';

beforeEach(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), 'secur32-')));
  write('package/package.json', '{ "name": "secur32" }');
});

afterEach(() => {
  process.env = { ...environment };
  process.execPath = execPath;
  rmSync(root, { recursive: true });
});

function write(path: string, content = ''): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** What is found by a process that starts with these variables. */
function found(variables: Record<string, string> = {}, code = 'package/dist'): string | undefined {
  process.env = { ...environment, ...variables };
  process.execPath = join(root, 'bin/node.exe');
  const { execPath } = process;
  const surroundings = { target, execPath, code: join(root, code), resourcesPath: undefined };
  let file: string | undefined;
  // node-gyp-build reads some of them when it is loaded.
  jest.isolateModules(() => {
    const { findAddon } = jest.requireActual<typeof Find>('#lib/binding/find');
    file = findAddon(placesOf(surroundings), target);
  });
  return file;
}

const shipped = (): string => write(`package/prebuilds/${target}/secur32.node`);

describe('the addon that is found', () => {
  test('is what was compiled in the package, or else what was shipped', () => {
    expect(found()).toBeUndefined();
    const file = shipped();
    expect(found()).toBe(file);
    const compiled = write('package/build/Release/secur32.node');
    expect(found()).toBe(compiled);
  });

  test('is not in a folder that SECUR32_PREBUILD names', () => {
    write(`elsewhere/prebuilds/${target}/secur32.node`);
    const variables = { SECUR32_PREBUILD: join(root, 'elsewhere') };
    expect(found(variables)).toBeUndefined();
    const file = shipped();
    expect(found(variables)).toBe(file);
  });

  test.each([{ npm_config_arch: 'mips' }, { npm_config_platform: 'sunos' }])(
    'is not for another system, whatever npm is configured for: %j',
    (variables) => {
      const { npm_config_platform: os = process.platform, npm_config_arch: cpu = process.arch } =
        variables as Record<string, string>;
      write(`package/prebuilds/${os}-${cpu}/secur32.node`);
      expect(found(variables)).toBeUndefined();
      const file = shipped();
      expect(found(variables)).toBe(file);
    },
  );

  test.each([
    'build/Release/another.node',
    'build/Debug/secur32.node',
    `prebuilds/${target}/electron.napi.node`,
  ])('is none of another name: %s', (stray) => {
    write(join('package', stray));
    expect(found()).toBeUndefined();
    const file = shipped();
    expect(found()).toBe(file);
  });

  test('is in the archive rather than beside the executable, where nothing is unpacked', () => {
    write('app.asar/secur32/package.json', '{ "name": "secur32" }');
    const beside = write(`bin/prebuilds/${target}/secur32.node`);
    const code = 'app.asar/secur32/dist';
    expect(found({}, code)).toBe(beside);
    const archived = write(`app.asar/secur32/prebuilds/${target}/secur32.node`);
    expect(found({}, code)).toBe(archived);
  });
});
