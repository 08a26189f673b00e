import { writeSync } from 'node:fs';

import { expect, test } from '@jest/globals';
import fc from 'fast-check';

const { SECUR32_SEED, SECUR32_TRACE } = process.env;

/** What all random cases come from. `npm test` chooses and prints it, unless SECUR32_SEED says it. */
export const SEED = Number(SECUR32_SEED ?? Math.floor(Math.random() * 2 ** 31)) | 0;

const STANDARD_ERROR = 2;

/**
 * A test of something that is true of all values of a kind, tried with this many of them. The title
 * names the number, by which `npm test` counts all cases; the test fails unless it is that number.
 *
 * With SECUR32_TRACE set, each value is written before it is used: the last one is what ended the
 * process.
 */
export function property<T>(
  title: string,
  cases: number,
  values: fc.Arbitrary<T>,
  holds: (value: T) => void | Promise<void>,
): void {
  test(`${title} (${String(cases)} cases)`, async () => {
    const checked = fc.asyncProperty(values, async (value) => {
      if (SECUR32_TRACE) writeSync(STANDARD_ERROR, `${title}: ${fc.stringify(value)}\n`);
      await holds(value);
    });
    const details = await fc.check(checked, { seed: SEED, numRuns: cases });
    if (details.failed) {
      const cause = details.errorInstance;
      throw new Error(await fc.asyncDefaultReportMessage(details), { cause });
    }
    expect(details.numRuns).toBe(cases);
  }, 120_000);
}
