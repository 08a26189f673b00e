import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

// What a change of the binaries, of their sources or of their manifest is answered with. Each case
// has a copy of the project.

interface Entry {
  readonly source: string;
  readonly sha256: string;
  readonly size: number;
  readonly toolchain: Readonly<Record<string, string>>;
}

const BINARY = 'prebuilds/win32-x64/secur32.node';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secur32-prebuilds-'));
  for (const name of ['scripts', 'src-native', 'prebuilds', 'binding.gyp', 'package.json']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What an expression with a function of scripts/lib/manifest.mjs gives in the copy. */
function ask(expression: string): string {
  const code = `import('./scripts/lib/manifest.mjs').then((m) => console.log(m.${expression}))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    ...{ cwd: folder, encoding: 'utf8' },
  });
  expect(stderr).toBe('');
  return stdout.trim();
}

function describedNow(): Entry {
  const manifest = JSON.parse(readFileSync(join(folder, 'prebuilds/manifest.json'), 'utf8')) as {
    'win32-x64': Entry;
  };
  return manifest['win32-x64'];
}

function forge(changes: Partial<Entry>): void {
  const manifest = { 'win32-x64': { ...describedNow(), ...changes } };
  writeFileSync(join(folder, 'prebuilds/manifest.json'), JSON.stringify(manifest));
}

function alter(name: string, change: (bytes: Buffer) => Buffer): void {
  const file = join(folder, name);
  writeFileSync(file, change(readFileSync(file)));
}

function flipLastByte(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return bytes;
}

const append = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from('\n// More.\n')]);

const REFUSED: [string, () => void, string][] = [
  ['that is missing', () => rmSync(join(folder, BINARY)), 'is missing'],
  [
    'that the manifest does not name',
    () => writeFileSync(join(folder, 'prebuilds/manifest.json'), '{}'),
    'is missing',
  ],
  ['with one altered bit', () => alter(BINARY, flipLastByte), 'was altered after it was built'],
  ['of another size', () => forge({ size: 1 }), 'was altered after it was built'],
  ['of other sources', () => alter('src-native/addon.cc', append), 'was built from other sources'],
  [
    'of other settings',
    () => alter('scripts/native/mingw.mjs', append),
    'was built from other sources',
  ],
];

describe('a binary', () => {
  test('as it is committed is accepted, unless its sources have changed since', () => {
    forge({ source: ask('sourceHash()') });
    expect(ask("complaintAbout('x64')")).toBe('');
  });

  test.each(REFUSED)('%s is refused, also by npm pack', (_, change, complaint) => {
    forge({ source: ask('sourceHash()') });
    change();
    expect(ask("complaintAbout('x64')")).toBe(`${BINARY} ${complaint}`);
    const packed = spawnSync(process.execPath, ['scripts/prepack.mjs'], {
      ...{ cwd: folder, encoding: 'utf8' },
    });
    expect(packed.stderr).toContain(`${BINARY} ${complaint}: npm run prebuild makes it`);
    expect(packed.status).toBe(1);
  });
});

describe('a build from the same sources', () => {
  const compare = (rebuilt: Entry): string =>
    ask(`differenceFrom('x64', ${JSON.stringify(rebuilt)})`);

  test('that gives what the manifest says is accepted', () => {
    expect(compare(describedNow())).toBe('');
  });

  test('that gives other bytes is refused, and the compilers are compared', () => {
    const rebuilt = { ...describedNow(), sha256: 'another' };
    const mistake = `${BINARY} is not what its sources give`;
    expect(compare(rebuilt)).toBe(`${mistake}, with the same compilers`);
    const toolchain = { ...rebuilt.toolchain, compiler: 'new' };
    expect(compare({ ...rebuilt, toolchain })).toBe(
      `${mistake}: the compilers differ\n` +
        `  compiler: made with ${describedNow().toolchain['compiler'] ?? ''}, here is new`,
    );
  });

  test.each([{ size: 1 }, { toolchain: { compiler: 'none' } }, { source: 'others' }])(
    'refuses a manifest that says something else of the same bytes: %j',
    (forged) => {
      const rebuilt = describedNow();
      forge(forged);
      expect(compare(rebuilt)).toContain('but not as the manifest describes it');
    },
  );
});

test('a check that does not exist is refused, with a list of those that do', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/check.mjs', 'sources', 'dreams'],
    { encoding: 'utf8' },
  );
  expect(stderr).toMatch(/^no check dreams; there are format, .*c\+\+ lint$/m);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
