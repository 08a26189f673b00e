import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from '@jest/globals';

import { describeReference } from '../support/describe-reference.js';
import { BUILT } from '../support/reference-ssp.js';

describeReference('the program beside the example package', () => {
  test('seals, opens and is refused, by the host and by Secur32', async () => {
    const run = promisify(execFile)(process.execPath, ['examples/ssp/seal.mjs', BUILT]);
    const lines = (await run).stdout.trim().split(/\r?\n/);
    expect(lines).toEqual([
      expect.stringMatching(/^ReferenceSsp has InstanceInit, .*SealMessage, UnsealMessage,/),
      'SpSealMessage: 28 bytes of token, 12 of data',
      'Node.js opens: How are you?',
      'SpUnsealMessage: How are you?',
      'The same number again: SEC_E_OUT_OF_SEQUENCE',
      'EncryptMessage, then SpUnsealMessage: How are you?',
    ]);
  });
});
