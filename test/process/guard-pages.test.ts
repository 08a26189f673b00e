import { expect, test } from '@jest/globals';

import { runScript } from '../support/run-script.js';
import { describeScripted } from '../support/scripted.js';

describeScripted('a guard page', () => {
  test.each(['before', 'after'])(
    'ends the process when the byte %s a buffer is touched',
    async (side) => {
      const { code, output } = await runScript('touch-guard', [side]);
      expect(output).toBe('within');
      // STATUS_ACCESS_VIOLATION; Node.js on Wine ends with 5, the Win32 error of the same name.
      expect([0xc0000005, 5]).toContain(code);
    },
  );
});
