import { describe, expect, test } from '@jest/globals';

import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import {
  CONSUMER,
  copyConsumer,
  INSTALLED,
  PREBUILT,
  runConsumer,
  sessionWith,
  useTemporaryFolder,
} from '../../support/consumer.js';
import { codeOf } from '../../support/markdown.js';
import { whileReadOnly } from '../../support/read-only.js';
import { runProgram } from '../../support/run-program.js';

const PAGE = 'docs/bundling.md';
const temporary = useTemporaryFolder();

test('a folder that nobody can write to serves as well', async () => {
  // Within the project, which the lab can mount.
  const folder = copyConsumer(join(CONSUMER, '../read-only'));
  await whileReadOnly(folder, async () => {
    expect(() => writeFileSync(join(folder, 'app.js'), '')).toThrow(/EROFS|EPERM|EACCES/);
    const installed = sessionWith(join(folder, INSTALLED, PREBUILT));
    expect(await runConsumer(folder, ['app.js'])).toEqual(installed);
  });
});

// Electron shows the content of an archive as that of a folder, which stands in for it here. What is
// unpacked is in the archive's list all the same; that a real archive works is Electron's part.
describe('beside app.asar', () => {
  const moveAside = (from: string, to: string): void => {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  };

  test('the unpacked addon of an installed package is found', async () => {
    const archive = copyConsumer(join(temporary.path, 'packaged', 'resources', 'app.asar'));
    const unpacked = join(`${archive}.unpacked`, INSTALLED, PREBUILT);
    moveAside(join(archive, INSTALLED, PREBUILT), unpacked);
    expect(await runConsumer(archive, ['app.js'])).toEqual(sessionWith(unpacked));
  });

  test('the unpacked addon of a bundle is found', async () => {
    const archive = copyConsumer(
      join(temporary.path, 'bundled', 'resources', 'app.asar'),
      'bundle',
    );
    const unpacked = join(`${archive}.unpacked`, PREBUILT);
    moveAside(join(archive, PREBUILT), unpacked);
    expect(await runConsumer(archive, ['app.js'])).toEqual(sessionWith(unpacked));
  });

  test('what is unpacked comes before what is in the archive', async () => {
    const archive = copyConsumer(join(temporary.path, 'both', 'resources', 'app.asar'), 'bundle');
    const unpacked = join(`${archive}.unpacked`, PREBUILT);
    cpSync(join(archive, PREBUILT), unpacked);
    expect(await runConsumer(archive, ['app.js'])).toEqual(sessionWith(unpacked));
  });

  test('an extra resource is found where Electron says that its resources are', async () => {
    const resources = join(temporary.path, 'extra', 'resources');
    const archive = copyConsumer(join(resources, 'app.asar'), 'bundle');
    renameSync(join(archive, 'prebuilds'), join(resources, 'prebuilds'));
    const electron = join(temporary.path, 'electron.js');
    writeFileSync(electron, `process.resourcesPath = ${JSON.stringify(resources)};`);
    const answer = await runConsumer(archive, ['--require', electron, 'app.js']);
    expect(answer).toEqual(sessionWith(join(resources, PREBUILT)));
  });
});

// Putting 90 MB of node.exe together anew takes a while.
const LONGEST_BUILD = 240_000;

test(
  'a single executable, made as docs/bundling.md shows, seals and opens by itself',
  async () => {
    writeFileSync(join(CONSUMER, 'executable.mjs'), codeOf(PAGE, 'executable.mjs'));
    const options = { cwd: CONSUMER, timeout: LONGEST_BUILD };
    const made = await runProgram(process.execPath, ['executable.mjs'], options);
    expect(made).toMatchObject({ code: 0, signal: null });
    const folder = join(temporary.path, 'single');
    cpSync(join(CONSUMER, 'single'), folder, { recursive: true });
    const command = join(folder, 'app.exe');
    const answer = await runConsumer(temporary.path, [], { command });
    expect(answer).toEqual(sessionWith(join(folder, PREBUILT)));
    // Without its addon it says what is missing, as any other bundle does.
    rmSync(join(folder, 'prebuilds'), { recursive: true });
    const { failed } = await runConsumer(temporary.path, [], { command });
    expect(failed?.message).toContain(`${join(folder, 'secur32.node')}: not found`);
  },
  LONGEST_BUILD,
);
