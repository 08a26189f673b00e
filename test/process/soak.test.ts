import { expect, jest, test } from '@jest/globals';

import { PACKAGES } from '../support/capabilities.js';
import { inLab } from '../support/platform.js';
import { runScript } from '../support/run-script.js';
import type { Soaked } from '../support/soak.js';
import { SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';

jest.setTimeout(300_000);

const HANDSHAKES = 10_000;

// `npm run soak` makes 200,000; test/support/soak.ts says what flat is.
test('10,000 handshakes and sealed messages leave handles and memory as they were', async () => {
  const { output, ...ended } = await runScript('soak', [String(HANDSHAKES), '--json'], {}, 280_000);
  const { packages = [] } = JSON.parse(output.split(/\r?\n/).at(-1) ?? '{}') as {
    packages?: Soaked[];
  };
  expect(packages.filter(({ flat }) => !flat)).toEqual([]);
  expect(ended).toEqual({ code: 0, signal: null });
  expect(packages.reduce((sum, { handshakes }) => sum + handshakes, 0)).toBe(HANDSHAKES);
  if (!inLab) return;
  const names = packages.map(({ name }) => name);
  expect(names.sort()).toEqual([...PACKAGES, SCRIPTED, SCRIPTED_STREAM].sort());
  expect(packages.every(({ handles }) => handles !== null)).toBe(true);
});
