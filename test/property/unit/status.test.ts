import { describe, expect } from '@jest/globals';
import fc from 'fast-check';

import { uint32 } from '../../support/arbitraries';
import { property } from '../../support/property';
import { expectTyped } from '../../support/typed-errors';

import { applicationData, channelBindings } from '#lib/channel-bindings';
import { createSspiError } from '#lib/errors';
import { toDate } from '#lib/expiry';
import { describeStatus, isSuccess, statusCode, statusName } from '#lib/status';

const anyStatus = fc.oneof(
  uint32,
  fc.integer({ min: 0x8009_0300, max: 0x8009_0400 }),
  fc.integer({ min: 0xc000_0000, max: 0xc000_0500 }),
  fc.integer({ min: 0x800b_0000, max: 0x800b_0200 }),
);

describe('any status', () => {
  property('is named, and found again by its name', 10_000, anyStatus, (status) => {
    const description = describeStatus(status | 0);
    expect(description.status).toBe(status);
    expect(description.name).toMatch(/^(?:0x[0-9A-F]{8}|[A-Z][A-Z0-9_]+)$/);
    expect(description.message).toMatch(/^\S[^\r\n]*$/);
    if (!description.name.startsWith('0x')) expect(statusCode(description.name)).toBe(status);
  });

  property('makes an error of a documented class', 5000, anyStatus, (status) => {
    const error = createSspiError({ status, syscall: 'EncryptMessage', package: 'Kerberos' });
    expect(error).toMatchObject({ code: statusName(status), status });
    expect(error.message.startsWith('EncryptMessage failed with ')).toBe(true);
    if (!isSuccess(status)) expectTyped(error);
  });
});

describe('any structure of a package', () => {
  property('is a date, or none', 3000, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (expiry) => {
    const date = toDate(expiry);
    if (date !== undefined) expect(Number.isNaN(date.getTime())).toBe(false);
  });

  const bytes = fc.uint8Array({ maxLength: 80 });

  property('gives back the channel bindings that were put in', 1000, bytes, (data) => {
    expect(applicationData(channelBindings(data)).equals(data)).toBe(true);
  });

  property('has no channel bindings beyond its end', 2000, bytes, (structure) => {
    const found = applicationData(Buffer.from(structure));
    expect(found.length).toBeLessThanOrEqual(structure.length);
  });
});
