import { expect } from '@jest/globals';

/** Expects the same bytes. toEqual() looks at each by itself, which takes seconds for long messages. */
export function expectBytes(actual: Uint8Array, expected: Uint8Array): void {
  expect([actual.length, Buffer.compare(actual, expected)]).toEqual([expected.length, 0]);
}
