import { describe, expect, test } from '@jest/globals';

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { CONSUMER, INSTALLED } from '../support/consumer.js';
import { readText } from '../support/markdown.js';

const HOME = join(CONSUMER, INSTALLED);

/** The files below a folder, as paths from there. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((file) => file.replaceAll(sep, '/'))
    .sort();
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

const files = filesOf(HOME);
const manifest = readJson(join(HOME, 'package.json'));

describe('the tarball', () => {
  test('holds what is needed to run and to audit it, and nothing else', () => {
    const kinds = new Set(files.map((file) => /^(?:[\w-]+(?=\/)|.*)/.exec(file)?.[0]));
    expect([...kinds].sort()).toEqual(
      [
        ...['CHANGELOG.md', 'LICENSE', 'README.md', 'binding.gyp', 'dist', 'package.json'],
        ...['prebuilds', 'src-native'],
      ].sort(),
    );
  });

  test('has a source map with its source, and types, for each module', () => {
    const modules = files.filter((file) => /^dist\/.*\.m?js$/.test(file));
    expect(modules.length).toBeGreaterThan(50);
    const missing = modules.flatMap((file) => {
      const types = file.replace(/(m?)js$/, 'd.$1ts');
      return [`${file}.map`, types].filter((other) => !files.includes(other));
    });
    expect(missing).toEqual([]);
    const others = files.filter(
      (file) => /^dist\//.test(file) && !/\.(m?js(\.map)?|d\.m?ts)$/.test(file),
    );
    expect(others).toEqual([]);
    for (const file of modules) {
      const { sources, sourcesContent } = readJson(join(HOME, `${file}.map`));
      const [source = ''] = sources as string[];
      expect(readText(join(dirname(file), source))).toBe((sourcesContent as string[])[0]);
    }
  });

  test('has the binaries that its manifest names, both architectures of Windows among them', () => {
    const platforms = Object.keys(readJson(join(HOME, 'prebuilds/manifest.json')));
    expect(platforms).toEqual(expect.arrayContaining(['win32-ia32', 'win32-x64']));
    const binaries = platforms.map((platform) => `prebuilds/${platform}/secur32.node`);
    const shipped = files.filter((file) => file.startsWith('prebuilds/'));
    expect(shipped).toEqual(['prebuilds/manifest.json', ...binaries].sort());
    expect(files.filter((file) => file.endsWith('.node'))).toEqual(binaries.sort());
  });

  test('has its program, which runs where there is nothing else', () => {
    const program = join(CONSUMER, INSTALLED, (manifest['bin'] as { secur32: string }).secur32);
    const said = execFileSync(process.execPath, [program, 'explain', '0x8009030C'], {
      ...{ cwd: CONSUMER, encoding: 'utf8' },
    });
    expect(said).toContain('SEC_E_LOGON_DENIED');
  });

  test('has the sources of the binaries as they are here', () => {
    const listed = [...readText('binding.gyp').matchAll(/"(src-native\/[^"]+)"/g)].map(
      ([, f]) => f,
    );
    expect(listed.length).toBeGreaterThan(20);
    expect(files).toEqual(expect.arrayContaining(listed));
    const sources = filesOf('src-native');
    const packed = files.filter((file) => file.startsWith('src-native/'));
    expect(packed).toEqual(sources.map((file) => `src-native/${file}`));
    for (const file of sources) {
      expect(readText(join(HOME, 'src-native', file))).toBe(readText(join('src-native', file)));
    }
  });
});

describe('the installation', () => {
  test('has one dependency, and no more', () => {
    expect(manifest['dependencies']).toEqual({ 'node-gyp-build': '4.8.4' });
    for (const kind of ['optionalDependencies', 'peerDependencies', 'bundleDependencies']) {
      expect(manifest[kind]).toBeUndefined();
    }
    const installed = readdirSync(join(CONSUMER, 'node_modules')).filter((name) => name[0] !== '.');
    expect(installed).toEqual(['node-gyp-build', 'secur32']);
  });

  test('has nothing to run: npm sees no script in it, nor anything to compile', () => {
    const scripts = Object.keys(manifest['scripts'] as object);
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
    // Else npm would call node-gyp because of binding.gyp.
    expect(manifest['gypfile']).toBe(false);
    const { packages } = readJson(join(CONSUMER, 'node_modules/.package-lock.json'));
    const seen = Object.entries(packages as Record<string, Record<string, unknown>>);
    expect(seen.map(([name]) => name).sort()).toEqual([
      ...['node_modules/node-gyp-build', 'node_modules/secur32'],
    ]);
    expect(seen.filter(([, each]) => each['hasInstallScript'] === true)).toEqual([]);
  });

  test('is kept from no system', () => {
    for (const field of ['os', 'cpu', 'libc']) expect(manifest[field]).toBeUndefined();
  });

  test('takes as much room as the README says', () => {
    const sizes = [...readText('README.md').matchAll(/([\d.]+) MB installed/g)].map(([, n]) =>
      Number(n),
    );
    expect(sizes).toHaveLength(1);
    const all = filesOf(join(CONSUMER, 'node_modules')).map((file) =>
      join(CONSUMER, 'node_modules', file),
    );
    const size = all.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
    const [stated = 0] = sizes;
    expect(size).toBeGreaterThan(stated * 0.7);
    // A release has three binaries, each of which test/package/binaries.test.ts holds to this size.
    const others = 3 - files.filter((file) => file.endsWith('.node')).length;
    expect(size + others * 0.512).toBeLessThan(stated);
    expect(stated).toBeLessThanOrEqual(4);
  });
});

describe('tools that judge packages find nothing', () => {
  const judge = (script: string, ...args: string[]): string =>
    execFileSync(process.execPath, [join('node_modules', script), ...args], { encoding: 'utf8' });
  const tarball = join(CONSUMER, '../secur32.tgz');

  test('publint', () => {
    expect(judge('publint/src/cli.js', 'run', tarball, '--strict')).toMatch(/All good!/);
  });

  test('are the types wrong?', () => {
    const report = judge('@arethetypeswrong/cli/dist/index.js', tarball, '--format', 'json');
    const { problems, analysis } = JSON.parse(report) as Record<string, Record<string, unknown>>;
    expect(problems).toEqual({});
    expect(analysis).toMatchObject({ packageName: 'secur32', types: { kind: 'included' } });
  });
});
