import { describe, expect, test } from '@jest/globals';

import { toDate } from '#lib/expiry';

type Parts = [
  year: number,
  month: number,
  day: number,
  hours?: number,
  minutes?: number,
  seconds?: number,
  milliseconds?: number,
];

const EPOCH = 116_444_736_000_000_000n;

/** The FILETIME of a time in this zone, which SSPI gives. */
function fileTime(...parts: Parts): bigint {
  return BigInt(Date.UTC(...parts)) * 10_000n + EPOCH;
}

describe('the expiry', () => {
  test.each<[string, Parts]>([
    ['a second of winter', [2026, 0, 31, 23, 59, 58]],
    ['a second of summer', [2026, 6, 1, 0, 0, 0]],
    ['a millisecond', [2026, 10, 20, 12, 34, 56, 789]],
    ['the day after the epoch', [1970, 0, 2]],
    ['the last day of Y2038', [2038, 0, 19, 3, 14, 8]],
    ['a far year', [9999, 11, 31]],
  ])('is the same time on the clock of this zone: %s', (_name, parts) => {
    expect(toDate(fileTime(...parts))).toEqual(new Date(...parts));
  });

  test('is read from a known FILETIME', () => {
    expect(toDate(125_911_584_000_000_000n)).toEqual(new Date(2000, 0, 1));
  });

  test('drops what is less than a millisecond', () => {
    expect(toDate(fileTime(2026, 0, 1) - 1n)).toEqual(new Date(2025, 11, 31, 23, 59, 59, 999));
  });

  test.each([
    ['none', 0n],
    ['a negative number', -1n],
    ['1601', 1n],
    ['the epoch', EPOCH],
    ['the largest FILETIME', 0x7fff_ffff_ffff_ffffn],
    ["Kerberos' and NTLM's never, a day before it", 0x7fff_ff36_d596_9fffn],
    ['that never in the zone UTC-12', 0x7fff_ff36_d596_9fffn - 432_000_000_000n],
    ['that never in the zone UTC+14', 0x7fff_ff36_d596_9fffn + 504_000_000_000n],
  ])('is not stated by %s', (_name, expiry) => {
    expect(toDate(expiry)).toBeUndefined();
  });
});
