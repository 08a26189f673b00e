import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';

jest.setTimeout(180_000);

// The lines that the workflows run, as they stand there, where Linux can run them.
// scripts/ci/run-lines.mjs lists all of them, with the reasons of those that are not here.

interface Job {
  readonly needs?: string | readonly string[];
  readonly steps?: readonly { readonly run?: string }[];
}
interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}

function readWorkflow(name: string): Workflow {
  return parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8')) as Workflow;
}

const LINES = ['ci', 'release'].flatMap((name) => {
  return Object.values(readWorkflow(name).jobs)
    .flatMap(({ steps = [] }) => steps)
    .flatMap(({ run }) => run?.trim() ?? []);
});

type Manifest = Readonly<Record<string, object>>;

const temporary = mkdtempSync(join(tmpdir(), 'secur32-ci-'));
afterAll(() => rmSync(temporary, { recursive: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the one line of the workflows that has this in it. */
function runLine(part: string, env: Record<string, string>, cwd = process.cwd()): Ran {
  const [line = '', ...others] = new Set(LINES.filter((each) => each.includes(part)));
  expect([line === '', others]).toEqual([false, []]);
  // With a tarball, what packs would put that in place of dist/ and prebuilds/, which others use.
  const own = { ...process.env, SECUR32_TARBALL: '', ...env };
  const options = { cwd, env: own, encoding: 'utf8' } as const;
  // Without start-up files, as on GitHub: bash reads them where its input is a socket, as here.
  return spawnSync('bash', ['--noprofile', '--norc', '-euo', 'pipefail', '-c', line], options);
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A stand-in for what Windows makes: the binary for x64, marked as one for arm64. */
function makeArm64(changes: object = {}): void {
  const folder = 'out/arm64/win32-arm64';
  mkdirSync(folder, { recursive: true });
  const bytes = readFileSync('prebuilds/win32-x64/secur32.node');
  bytes.writeUInt16LE(0xaa64, bytes.readUInt32LE(0x3c) + 4);
  writeFileSync(join(folder, 'secur32.node'), bytes);
  const manifest = JSON.parse(readFileSync('prebuilds/manifest.json', 'utf8')) as Manifest;
  const entry = {
    ...manifest['win32-x64'],
    sha256: sha256(join(folder, 'secur32.node')),
    ...changes,
  };
  writeFileSync('out/arm64/manifest.json', JSON.stringify({ 'win32-arm64': entry }));
}

describe('the lines that pack', () => {
  const output = join(temporary, 'output');
  const TARBALL = 'out/packed/secur32.tgz';

  beforeAll(() => {
    rmSync('out/packed', { recursive: true, force: true });
    makeArm64();
    writeFileSync('out/arm64/win32-arm64/ncrypt.dll', 'not to be packed');
  });

  test('make a tarball with all three binaries and nothing beside them, and tell its checksum', () => {
    const { status, stderr } = runLine('pack.mjs', { GITHUB_OUTPUT: output });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(output, 'utf8')).toBe(`sha256=${sha256(TARBALL)}\n`);
    const { stdout } = spawnSync('tar', ['-tzf', TARBALL], { encoding: 'utf8' });
    const shipped = stdout.split('\n').filter((name) => name.startsWith('package/prebuilds/'));
    const binaries = ['arm64', 'ia32', 'x64'].map((arch) => `win32-${arch}/secur32.node`);
    expect(shipped.sort()).toEqual(
      ['manifest.json', ...binaries].map((name) => `package/prebuilds/${name}`),
    );
    expect(stdout).toContain('package/dist/index.js\n');
  });

  test('accept the bytes with that checksum, and no others', () => {
    const folder = join(temporary, 'download');
    cpSync('scripts/ci', join(folder, 'scripts/ci'), { recursive: true });
    cpSync(TARBALL, join(folder, 'out/tarball/secur32.tgz'));
    const compare = (SHA256: string) => runLine('same-bytes.mjs', { SHA256 }, folder).status;
    expect([sha256(TARBALL), '0'.repeat(64), ''].map(compare)).toEqual([0, 1, 1]);
  });

  test.each([
    [
      'is for another machine',
      (bytes: Buffer) => bytes.writeUInt16LE(0x8664, bytes.readUInt32LE(0x3c) + 4),
    ],
    ['is not what the manifest says', (bytes: Buffer) => bytes.writeUInt8(1, bytes.length - 1)],
  ])('refuse a binary that %s', (mistake, change) => {
    const file = 'out/arm64/win32-arm64/secur32.node';
    const bytes = readFileSync(file);
    change(bytes);
    writeFileSync(file, bytes);
    const { status, stderr } = runLine('pack.mjs', { GITHUB_OUTPUT: output });
    expect(stderr).toContain(`win32-arm64 ${mistake}`);
    expect(status).toBe(1);
    makeArm64();
  });

  test('refuse a binary that was built from other sources', () => {
    makeArm64({ source: 'others' });
    const { status, stderr } = runLine('pack.mjs', { GITHUB_OUTPUT: output });
    expect(stderr).toContain('the binaries were built from different sources');
    expect(status).toBe(1);
    makeArm64();
  });
});

describe('the line of the last job', () => {
  const names = [readWorkflow('ci').jobs['passed']?.needs ?? []].flat();
  const all = Object.fromEntries(names.map((job) => [job, { result: 'success', outputs: {} }]));
  const judge = (needs: unknown): Ran => runLine('verdict.mjs', { NEEDS: JSON.stringify(needs) });

  test('passes when all jobs passed', () => {
    expect(judge(all)).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(['failure', 'cancelled', 'skipped'])('fails when one was a %s', (result) => {
    expect(judge({ ...all, windows: { result } })).toMatchObject({
      status: 1,
      stderr: `windows did not pass: ${result}\n`,
    });
  });

  test.each([
    ['there was none', {}, 'check did not pass: missing'],
    ['one is missing', { ...all, lab: undefined }, 'lab did not pass: missing'],
    ['one says nothing', { ...all, lab: {} }, 'lab did not pass: missing'],
    ['there is one more', { ...all, fly: { result: 'success' } }, 'fly is no job that'],
    ['they have no names', Object.values(all), 'not an object'],
    ['there is nothing', null, 'not an object'],
    ['there is a word', 'success', 'not an object'],
  ])('fails when %s', (_, needs, mistake) => {
    const { status, stderr } = judge(needs);
    expect(stderr).toContain(mistake);
    expect(status).toBe(1);
  });
});

describe('the line that compares tag, version and changelog', () => {
  const folder = join(temporary, 'release');
  const REPOSITORY = 'someone/secur32';
  const RIGHT = { GITHUB_REF_NAME: 'v1.2.3', GITHUB_REPOSITORY: REPOSITORY };
  const MANIFEST = {
    version: '1.2.3',
    repository: { url: `git+https://github.com/${REPOSITORY}.git` },
  };
  const PRERELEASE = '1.2.3-beta.1';
  const CHANGELOG = '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-11-25\n\n- A change.\n';

  const lockOf = (version: string, root: string): string =>
    JSON.stringify({ version, packages: { '': { version: root } } });

  function agree(files: Record<string, string>, env: Record<string, string> = RIGHT): Ran {
    cpSync('scripts/ci', join(folder, 'scripts/ci'), { recursive: true });
    const right = {
      'package.json': JSON.stringify(MANIFEST),
      'package-lock.json': lockOf('1.2.3', '1.2.3'),
      'CHANGELOG.md': CHANGELOG,
    };
    for (const [name, text] of Object.entries({ ...right, ...files })) {
      writeFileSync(join(folder, name), text);
    }
    return runLine('agreement.mjs', env, folder);
  }

  test('passes where they agree', () => {
    expect(agree({})).toMatchObject({ status: 0, stderr: '' });
    const released = CHANGELOG.replace('## Unreleased\n\n', '');
    expect(agree({ 'CHANGELOG.md': released })).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([
    ['the tag', {}, { ...RIGHT, GITHUB_REF_NAME: 'v1.2.4' }, 'the tag is "v1.2.4"'],
    ['the lock', { 'package-lock.json': lockOf('1.2.2', '1.2.3') }, RIGHT, 'has version 1.2.2'],
    [
      "the lock's package",
      { 'package-lock.json': lockOf('1.2.3', '1.2.1') },
      RIGHT,
      'has version 1.2.1',
    ],
    ['a lock of nothing', { 'package-lock.json': '{}' }, RIGHT, 'has version undefined'],
    [
      'what is not for everybody yet',
      {
        'package.json': JSON.stringify({ ...MANIFEST, version: PRERELEASE }),
        'package-lock.json': lockOf(PRERELEASE, PRERELEASE),
        'CHANGELOG.md': CHANGELOG.replace('1.2.3', PRERELEASE),
      },
      { ...RIGHT, GITHUB_REF_NAME: `v${PRERELEASE}` },
      '1.2.3-beta.1 is a prerelease, which would be published as the latest version',
    ],
    ['no section', { 'CHANGELOG.md': CHANGELOG.replace('1.2.3', '1.2.2') }, RIGHT, 'begins with'],
    ['no date', { 'CHANGELOG.md': CHANGELOG.replace(' - 2026-11-25', '') }, RIGHT, 'begins with'],
    ['no text', { 'CHANGELOG.md': CHANGELOG.replace('- A change.', '') }, RIGHT, 'says nothing of'],
    [
      'changes for later',
      { 'CHANGELOG.md': CHANGELOG.replace('ed\n', 'ed\n\n- B.\n') },
      RIGHT,
      'in no release',
    ],
    [
      'the repository',
      {},
      { ...RIGHT, GITHUB_REPOSITORY: 'other/secur32' },
      'names the repository',
    ],
    [
      'no repository',
      { 'package.json': '{ "version": "1.2.3" }' },
      RIGHT,
      'names the repository ""',
    ],
    [
      'a private package',
      { 'package.json': JSON.stringify({ ...MANIFEST, private: true }) },
      RIGHT,
      'is private',
    ],
  ])('refuses %s', (_, files, env, mistake) => {
    const { status, stderr } = agree(files, env);
    expect(stderr).toContain(mistake);
    expect(status).toBe(1);
  });
});

test('all lines that are said to be executed here are', () => {
  const list = `import('./scripts/ci/run-lines.mjs').then((m) => console.log(JSON.stringify(m.runLines)))`;
  const { stdout } = spawnSync(process.execPath, ['-e', list], { encoding: 'utf8' });
  const lines = JSON.parse(stdout) as Record<string, { executedBy?: string; notExecuted?: string }>;
  const here = Object.entries(lines).filter(([, { executedBy }]) => executedBy !== undefined);
  expect(here.map(([line]) => /scripts\/ci\/([\w-]+)\.mjs/.exec(line)?.[1]).sort()).toEqual([
    ...['agreement', 'pack', 'same-bytes', 'verdict'],
  ]);
  const others = Object.values(lines).filter(({ executedBy }) => executedBy === undefined);
  expect(others.filter(({ notExecuted = '' }) => notExecuted.length < 5)).toEqual([]);
});
