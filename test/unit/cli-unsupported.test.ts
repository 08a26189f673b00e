// The command line where there is no Windows.
import { describe, expect, test } from '@jest/globals';

import { commandLine, documentOf } from '../support/command-line';

import { isSupported } from '#lib/index';

const commands = [
  ['packages'],
  ['doctor'],
  ['handshake', '--target', 'HTTP/app.example.com'],
  ['seal', 'text'],
  ['unseal', 'text'],
];

(isSupported ? describe.skip : describe)('elsewhere than on Windows', () => {
  test.each(commands)('secur32 %s says so, and ends with 69', async (...args) => {
    const { code, stdout, stderr } = await commandLine(args);
    expect([code, stdout]).toEqual([69, '']);
    expect(stderr).toMatch(/^secur32: ERR_SSPI_UNSUPPORTED_PLATFORM: SSPI is a part of Windows/);
    const asJson = await commandLine([...args, '--json']);
    expect(asJson.code).toBe(69);
    expect(documentOf(asJson)).toEqual({
      error: {
        code: 'ERR_SSPI_UNSUPPORTED_PLATFORM',
        message: expect.stringContaining('part of Windows'),
      },
    });
  });
});
