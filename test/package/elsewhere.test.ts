import { describe, expect, test } from '@jest/globals';

import { join } from 'node:path';

import { CONSUMER, runConsumer } from '../support/consumer.js';
import { runProgram } from '../support/run-program.js';

// On Windows, live/ has the same programs do their work.
const describeElsewhere = process.platform === 'win32' ? describe.skip : describe;

describeElsewhere('the same tarball on a system without SSPI', () => {
  const failed = (platform: string): unknown => ({
    failed: {
      name: 'Secur32Error',
      code: 'ERR_SSPI_UNSUPPORTED_PLATFORM',
      message: expect.stringContaining(`this is ${platform}.`),
    },
  });

  test.each([
    ...['app.js', 'app.mjs', 'named.mjs', 'both.mjs', 'typed.js'],
    ...['bundle/app.js', 'module/app.mjs'],
  ])('is imported, and refuses its first use: %s', async (program) => {
    expect(await runConsumer(CONSUMER, [program])).toEqual(failed(process.platform));
  });

  test('does so on macOS, whose name is all that differs', async () => {
    const name = "Object.defineProperty(process, 'platform', { value: 'darwin' });";
    const options = ['--import', `data:text/javascript,${encodeURIComponent(name)}`];
    expect(await runConsumer(CONSUMER, [...options, 'app.js'])).toEqual(failed('darwin'));
  });

  test('says beforehand that it is not supported', async () => {
    const code =
      "const s = require('secur32'); console.log(s.isSupported, s.statusName(0x80090308))";
    const { output } = await runProgram(process.execPath, ['--eval', code], {
      cwd: join(CONSUMER),
      timeout: 30_000,
    });
    expect(output).toBe('false SEC_E_INVALID_TOKEN');
  });
});
