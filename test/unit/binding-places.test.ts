import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { placesOf } from '#lib/binding/places';

let root = '';
const target = 'win32-x64';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'secur32-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A folder with code in it, below a package of this name. */
function codeOf(name: string, ...path: string[]): string {
  const code = join(root, ...path, 'dist');
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, '..', 'package.json'), JSON.stringify({ name }));
  return code;
}

const executable = (): string => join(root, 'bin', 'node.exe');

function places(code: string | undefined, resourcesPath?: string) {
  return placesOf({ code, target, execPath: executable(), resourcesPath });
}

const twoIn = (folder: string): string[] => [
  join(folder, 'prebuilds', target, 'secur32.node'),
  join(folder, 'secur32.node'),
];

describe('the addon is looked for', () => {
  test('in the package, when the code is there, and beside the executable', () => {
    const code = codeOf('secur32', 'node_modules', 'secur32');
    expect(places(code)).toEqual({
      packages: [dirname(code)],
      files: twoIn(join(root, 'bin')),
    });
  });

  test('beside the code, when that was bundled: never in the folder above', () => {
    const code = codeOf('somebody-elses', 'application');
    expect(places(code)).toEqual({
      packages: [],
      files: [...twoIn(code), ...twoIn(join(root, 'bin'))],
    });
  });

  test('outside of the archive first, when Electron runs code in one', () => {
    const code = codeOf('secur32', 'app.asar', 'node_modules', 'secur32');
    const archived = join('app.asar', 'node_modules', 'secur32');
    const unpacked = join('app.asar.unpacked', 'node_modules', 'secur32');
    expect(places(code).packages).toEqual([join(root, unpacked), join(root, archived)]);
  });

  test('outside of the archive, for a bundle in one, then where Electron has its resources', () => {
    const resources = join(root, 'resources');
    const bundle = join(resources, 'app.asar');
    expect(places(bundle, resources).files).toEqual([
      ...twoIn(join(resources, 'app.asar.unpacked')),
      ...twoIn(bundle),
      ...twoIn(resources),
      ...twoIn(join(root, 'bin')),
    ]);
  });

  test('beside the executable only, when the folder of the code is not known', () => {
    expect(places(undefined).files).toEqual(twoIn(join(root, 'bin')));
  });

  test('once in each folder', () => {
    expect(places(join(root, 'bin')).files).toEqual(twoIn(join(root, 'bin')));
  });
});
