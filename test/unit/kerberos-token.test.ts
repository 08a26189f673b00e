import { describe, expect, test } from '@jest/globals';

import { isFramed, overheadOf } from '#lib/kerberos-token';

const rfc4121 = (flags: number): Buffer => Buffer.from([5, 4, flags, 0xff]);

describe('the overhead of a wrap token of Kerberos', () => {
  test.each([
    ['sealed', 0x02, { before: 32, after: 28 }],
    ['sealed by the acceptor, with its subkey', 0x07, { before: 32, after: 28 }],
    ['signed', 0x00, { before: 16, after: 12 }],
    ['signed by the acceptor, with its subkey', 0x05, { before: 16, after: 12 }],
  ])('is told by the flags of RFC 4121: %s', (_name, flags, overhead) => {
    expect(overheadOf(rfc4121(flags))).toEqual(overhead);
    expect(isFramed(rfc4121(flags))).toBe(false);
  });

  // 45 bytes, and one of padding, when the length that follows the tag takes one byte.
  test.each([
    ['one byte', [0x60, 0x7f], 45],
    ['two bytes', [0x60, 0x81, 0x80], 46],
    ['three bytes', [0x60, 0x82, 1, 0], 47],
    ['four bytes', [0x60, 0x83, 1, 0, 0], 48],
    ['three bytes, whose first looks like a flag', [0x60, 0x82, 2, 0], 47],
  ])('grows with the length of a framed token: %s', (_name, bytes, before) => {
    expect(overheadOf(Buffer.from(bytes))).toEqual({ before, after: 1 });
    expect(isFramed(Buffer.from(bytes))).toBe(true);
  });

  test.each([[[]], [[0x60]], [[5]]])('is something for %p, which is no token', (bytes) => {
    const { before, after } = overheadOf(Buffer.from(bytes));
    expect(before + after).toBeGreaterThan(bytes.length);
  });
});
