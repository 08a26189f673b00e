import { expect, test } from '@jest/globals';

import { SECBUFFER, SECPKG_ATTR } from 'secur32';

import { runScript } from '../support/run-script.js';
import { describeScripted } from '../support/scripted.js';

// ChangeAccountPassword and SetCredentialsAttributes are in Windows' Secur32 and not in Wine's: here the
// scripted package stands in for them.

const hex = (text: string): string => Buffer.from(text).toString('hex');

describeScripted('a function that Secur32 may lack', () => {
  test('is called with all that it takes where there is one', async () => {
    const { code, output } = await runScript('lent-functions');
    expect({ code, answer: JSON.parse(output) as unknown }).toEqual({
      code: 0,
      answer: {
        change: {
          target: 'Negotiate\nSSPI\nälice\nold päss\nnew päss',
          impersonating: 0,
          reserved: 0,
        },
        output: SECBUFFER.CHANGE_PASS_RESPONSE,
        statuses: [0xc000006c, 0x80090302],
        settings: [
          [SECPKG_ATTR.SUPPORTED_PROTOCOLS, '000a0000'],
          [0x1234, hex('structure')],
          [0x1234, hex('x')],
        ],
      },
    });
  });
});
