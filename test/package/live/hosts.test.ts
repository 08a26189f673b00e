import { beforeAll, describe, expect, test } from '@jest/globals';

import { renameSync } from 'node:fs';
import { join } from 'node:path';

import {
  copyConsumer,
  INSTALLED,
  PREBUILT,
  runConsumer,
  sessionWith,
  useTemporaryFolder,
} from '../../support/consumer.js';

// Each of these programs does the whole job: a TLS handshake, a message sealed and opened.

const JEST = join(__dirname, '../../../../node_modules/jest/bin/jest.js');
// A second Jest starts from nothing, which takes a while beside other work.
const LONGEST_JEST = 180_000;
const temporary = useTemporaryFolder();
let folder = '';

beforeAll(() => {
  folder = copyConsumer(join(temporary.path, 'consumer'));
});

const installed = (root = folder): unknown => sessionWith(join(root, INSTALLED, PREBUILT));

describe('the installed tarball seals and opens', () => {
  test.each([
    ['after require', 'app.js'],
    ['after import', 'app.mjs'],
    ['by named imports', 'named.mjs'],
    ['in a program that tsc compiled', 'typed.js'],
  ])('%s', async (_, program) => {
    expect(await runConsumer(folder, [program])).toEqual(installed());
  });

  test('in worker threads', async () => {
    const { opened, ...answer } = await runConsumer(folder, ['workers.mjs']);
    expect(opened).toEqual(Array(3).fill('sealed by a consumer'));
    expect({ ...answer, opened: 'sealed by a consumer' }).toEqual(installed());
  });

  test(
    'in a test of Jest',
    async () => {
      const jest = [JEST, '--runInBand', '--rootDir', folder];
      expect(await runConsumer(folder, jest, { timeout: LONGEST_JEST })).toEqual(installed());
    },
    LONGEST_JEST,
  );

  test('from a path with spaces and letters beyond ASCII', async () => {
    // Node.js 22 copies to a path of other letters than those it was given.
    const odd = join(temporary.path, 'Größe und 文件 ń & (1)');
    renameSync(copyConsumer(join(temporary.path, 'plain')), odd);
    expect(await runConsumer(odd, ['app.js'])).toEqual(installed(odd));
    expect(await runConsumer(odd, ['app.mjs'])).toEqual(installed(odd));
  });

  test('with --permission, where addons and its folder are allowed', async () => {
    const allowed = ['--permission', '--allow-addons', `--allow-fs-read=${folder}`];
    expect(await runConsumer(folder, [...allowed, 'app.js'])).toEqual(installed());
  });
});

test('import and require in one process give the same classes, whose objects work together', async () => {
  const answer = await runConsumer(folder, ['both.mjs']);
  expect(answer).toEqual(installed());
  expect(answer).toMatchObject({ instance: true, same: true });
});

describe('without the package around it, a bundle', () => {
  test('seals and opens with prebuilds beside it', async () => {
    const bundle = copyConsumer(join(temporary.path, 'bundle'), 'bundle');
    expect(await runConsumer(bundle, ['app.js'])).toEqual(sessionWith(join(bundle, PREBUILT)));
  });

  test('that is an ES module seals and opens with the addon beside it, of its architecture', async () => {
    const bundle = copyConsumer(join(temporary.path, 'module'), 'module');
    const addon = join(bundle, 'secur32.node');
    const answer = await runConsumer(bundle, ['app.mjs']);
    if (process.arch === 'x64') {
      expect(answer).toEqual(sessionWith(addon));
    } else {
      expect(answer.failed?.code).toBe('ERR_SSPI_BINDING_NOT_LOADED');
      expect(answer.failed?.message).toContain(`${addon} is for x64. Copy ${addon} again`);
    }
  });
});
