import { beforeEach, describe, expect, test } from '@jest/globals';

import { copyFileSync, cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  copyConsumer,
  INSTALLED,
  PREBUILT,
  runConsumer,
  TARGET,
  useTemporaryFolder,
} from '../../support/consumer.js';

const OTHER = process.arch === 'x64' ? 'ia32' : 'x64';
const temporary = useTemporaryFolder();
let folder = '';
let home = '';
let addon = '';

beforeEach(() => {
  folder = copyConsumer(join(temporary.path, 'consumer'));
  home = join(folder, INSTALLED);
  addon = join(home, PREBUILT);
});

/** The message of a program that cannot load its addon, without the places that it names. */
async function failureOf(args: readonly string[], cwd = folder): Promise<string[]> {
  const { failed } = await runConsumer(cwd, args);
  expect(failed).toMatchObject({ name: 'Secur32Error', code: 'ERR_SSPI_BINDING_NOT_LOADED' });
  const [first = '', ...places] = failed?.message.split('\n') ?? [];
  expect(places[0]).toBe('Looked for, in this order:');
  const start = `The native addon for ${TARGET} could not be loaded: `;
  expect(first.startsWith(start)).toBe(true);
  return [first.slice(start.length), ...places.slice(1).map((line) => line.trim())];
}

describe('a package', () => {
  test('without prebuilds says where it looked, and to install again', async () => {
    rmSync(join(home, 'prebuilds'), { recursive: true });
    const [reason, ...places] = await failureOf(['app.js']);
    expect(reason).toBe(`there is no such file. Delete ${home}, and run: npm install.`);
    expect(places).toContain(`${addon}: not found`);
  });

  test('with the addon of another architecture only says which that is', async () => {
    rmSync(join(home, 'prebuilds', TARGET), { recursive: true });
    const others = readdirSync(join(home, 'prebuilds')).filter((name) => /^win32-/.test(name));
    const [reason, ...places] = await failureOf(['app.js']);
    const architectures = others.map((name) => name.slice('win32-'.length)).join(' or ');
    expect(reason).toContain(`Use a Node.js for ${architectures}. To build it for this one`);
    expect(places).toContain(`${addon}: not found; there is ${others.join(' and ')}`);
  });

  const again = (): string => `Delete ${home}, and run: npm install.`;

  test('with the addon of another architecture in its place says so', async () => {
    copyFileSync(join(home, 'prebuilds', `win32-${OTHER}`, 'secur32.node'), addon);
    const [reason, ...places] = await failureOf(['app.mjs']);
    expect(reason).toBe(`${addon} is for ${OTHER}. ${again()}`);
    expect(places).toContain(`${addon}: found`);
  });

  test('with half an addon says how much is there', async () => {
    truncateSync(addon, 300_000);
    const [reason] = await failureOf(['app.js']);
    expect(reason).toMatch(/secur32\.node has 300000 bytes of \d{6}\. Delete/);
  });

  test('with a file of something else says so', async () => {
    writeFileSync(addon, 'version https://git-lfs.github.com/spec/v1\n');
    const [reason] = await failureOf(['app.js']);
    expect(reason).toBe(`${addon} is not a DLL of Windows. ${again()}`);
  });
});

describe('Node.js', () => {
  test('with --permission has to allow addons', async () => {
    const [reason] = await failureOf(['--permission', `--allow-fs-read=${folder}`, 'app.js']);
    expect(reason).toBe(
      'Node.js runs with --permission, which forbids addons. Start it with --allow-addons as well.',
    );
  });

  test('with --permission has to allow the folder of the addon', async () => {
    const bundle = copyConsumer(join(temporary.path, 'bundle'), 'bundle');
    const allowed = ['--permission', '--allow-addons', `--allow-fs-read=${join(bundle, 'app.js')}`];
    const [reason] = await failureOf([...allowed, 'app.js'], bundle);
    expect(reason).toBe(
      `Node.js runs with --permission, which forbids to read ${bundle}. ` +
        `Start it with --allow-fs-read=${bundle}.`,
    );
  });

  test('with --no-addons is told so', async () => {
    const [reason] = await failureOf(['--no-addons', 'app.js']);
    expect(reason).toBe('Node.js runs with --no-addons. Start it without.');
  });
});

describe('a bundle', () => {
  test('without its addon says what to copy where', async () => {
    const bundle = copyConsumer(join(temporary.path, 'bundle'), 'bundle');
    rmSync(join(bundle, 'prebuilds'), { recursive: true });
    const [reason, ...places] = await failureOf(['app.js'], bundle);
    const shipped = join(INSTALLED, 'prebuilds');
    expect(reason).toContain(`Copy ${shipped} to ${join(bundle, 'prebuilds')} when you bundle`);
    expect(places).toEqual(expect.arrayContaining([`${join(bundle, 'secur32.node')}: not found`]));
  });

  test('does not take an addon from the folder above, or one of another name', async () => {
    const bundle = copyConsumer(join(temporary.path, 'above', 'bundle'), 'bundle');
    cpSync(join(bundle, 'prebuilds'), join(bundle, '../prebuilds'), { recursive: true });
    const file = join(bundle, PREBUILT);
    cpSync(file, join(bundle, 'prebuilds', TARGET, 'another.node'));
    rmSync(file);
    const [reason] = await failureOf(['app.js'], bundle);
    expect(reason).toMatch(/^there is no such file\./);
  });
});
