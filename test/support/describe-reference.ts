import { existsSync } from 'node:fs';

import { describe, test } from '@jest/globals';

import { inLab } from './platform.js';
import { INSTALLED } from './reference-ssp.js';

/** Tests that need the example: in the lab always, elsewhere skipped aloud. */
export function describeReference(title: string, tests: () => void): void {
  if (process.platform === 'win32' && existsSync(INSTALLED)) {
    describe(title, tests);
  } else if (inLab) {
    test(`${title} is tested in the lab`, () => {
      throw new Error('The lab was started without the example package: lab/run --package');
    });
  } else {
    describe.skip(`${title} (needs the lab: the example package is not installed)`, tests);
  }
}
