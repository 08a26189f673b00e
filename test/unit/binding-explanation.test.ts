import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { explain } from '#lib/binding/explanation';
import type { Surroundings } from '#lib/binding/places';
import { placesOf } from '#lib/binding/places';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'secur32-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(file: string, content: string | Uint8Array): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const inRoot = (...path: string[]): string => join(root, ...path);

function installed(): void {
  write(inRoot('package', 'package.json'), '{ "name": "secur32" }');
}

function explained(
  { code = inRoot('package', 'dist'), target = 'win32-x64', ...others }: Partial<Surroundings> = {},
  failure: { file?: string; cause?: unknown } = {},
): string {
  const execPath = inRoot('bin', 'node.exe');
  const known = { code, target, execPath, resourcesPath: undefined, ...others };
  const surroundings = { ...known, code: 'code' in others ? undefined : code };
  return explain({ surroundings, places: placesOf(surroundings), ...failure });
}

/** A file with the headers of a DLL: one section that ends at the given place. */
function dll(machine: number, end: number): Buffer {
  const bytes = Buffer.alloc(0x400);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80, 'latin1');
  bytes.writeUInt16LE(machine, 0x84);
  bytes.writeUInt16LE(1, 0x86);
  bytes.writeUInt16LE(0xf0, 0x94);
  const section = 0x80 + 24 + 0xf0;
  bytes.writeUInt32LE(end - 0x200, section + 16);
  bytes.writeUInt32LE(0x200, section + 20);
  return bytes;
}

const [X64, IA32, ARM64] = [0x8664, 0x014c, 0xaa64];
const cause = new Error('%1 is not a valid Win32 application.');

describe('when nothing is found', () => {
  test('each place is named, and what to do with the package', () => {
    installed();
    expect(explained().split('\n')).toEqual([
      'The native addon for win32-x64 could not be loaded: there is no such file. ' +
        `Delete ${inRoot('package')}, and run: npm install.`,
      'Looked for, in this order:',
      `  ${inRoot('package', 'build', 'Release', 'secur32.node')}: not found`,
      `  ${inRoot('package', 'prebuilds', 'win32-x64', 'secur32.node')}: not found`,
      `  ${inRoot('bin', 'prebuilds', 'win32-x64', 'secur32.node')}: not found`,
      `  ${inRoot('bin', 'secur32.node')}: not found`,
    ]);
  });

  test('those for other architectures are named', () => {
    installed();
    for (const name of ['win32-ia32', 'win32-x64']) {
      write(inRoot('package', 'prebuilds', name, 'secur32.node'), 'MZ');
    }
    const text = explained({ target: 'win32-arm64' });
    expect(text).toMatch(/Use a Node\.js for ia32 or x64\. .*npm run build:native\.$/m);
    expect(text).toMatch(
      /win32-arm64.secur32\.node: not found; there is win32-ia32 and win32-x64$/m,
    );
  });

  test('a bundle is told what to copy where', () => {
    const text = explained();
    const shipped = join('node_modules', 'secur32', 'prebuilds');
    expect(text).toContain(`Copy ${shipped} to ${inRoot('package', 'dist', 'prebuilds')} when`);
    expect(text).toContain(`  ${inRoot('package', 'dist', 'secur32.node')}: not found`);
  });
});

describe('when the file found', () => {
  const addon = (content: string | Uint8Array): string =>
    write(inRoot('package', 'prebuilds', 'win32-x64', 'secur32.node'), content);

  function reasonFor(content: string | Uint8Array, error: unknown = cause): string {
    installed();
    const file = addon(content);
    const [first = '', ...places] = explained({}, { file, cause: error }).split('\n');
    expect(places).toContain(`  ${file}: found`);
    return first.replaceAll(file, 'FILE').replaceAll(inRoot('package'), 'PACKAGE');
  }

  const start = 'The native addon for win32-x64 could not be loaded: ';
  const reinstall = 'Delete PACKAGE, and run: npm install.';

  test.each([
    ['ia32', IA32],
    ['arm64', ARM64],
    ['machine 0x1c0', 0x01c0],
  ])('is for another architecture, that is said: %s', (name, machine) => {
    expect(reasonFor(dll(machine, 0x400))).toBe(`${start}FILE is for ${name}. ${reinstall}`);
  });

  test('is cut short, its size is named and what it should be', () => {
    expect(reasonFor(dll(X64, 0x5000))).toBe(`${start}FILE has 1024 bytes of 20480. ${reinstall}`);
  });

  test.each([
    ['empty', ''],
    ['text', 'version https://git-lfs.github.com/spec/v1'],
    ['a program of DOS', `MZ${'\0'.repeat(100)}`],
    [
      'a pointer behind the end',
      Buffer.concat([dll(X64, 0x400).subarray(0, 60), Buffer.alloc(8, 0xff)]),
    ],
  ])('is no DLL, that is said: %s', (_, content) => {
    expect(reasonFor(content)).toBe(`${start}FILE is not a DLL of Windows. ${reinstall}`);
  });

  test('is whole, the message of Windows is passed on', () => {
    const blocked = new Error('An Application Control policy has blocked this file.');
    expect(reasonFor(dll(X64, 0x400), blocked)).toMatch(
      /blocked this file\. See whether a virus scanner or a policy/,
    );
  });

  test('cannot be read, the message of the loader is passed on', () => {
    installed();
    const file = inRoot('package', 'prebuilds', 'win32-x64', 'secur32.node');
    mkdirSync(file, { recursive: true });
    const text = explained({}, { file, cause: new Error('Access is denied.') });
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        `${start}Access is denied. See whether a virus scanner or a policy of this system forbids the file.`,
        `  ${file}: found`,
      ]),
    );
  });

  test('may not be loaded with --no-addons, that is said', () => {
    const disabled = Object.assign(new Error(), { code: 'ERR_DLOPEN_DISABLED' });
    expect(reasonFor(dll(X64, 0x400), disabled)).toBe(
      `${start}Node.js runs with --no-addons. Start it without.`,
    );
  });
});
