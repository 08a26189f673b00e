import { expect, test } from '@jest/globals';

import { applicationData, channelBindings } from '#lib/channel-bindings';

const data = Buffer.from('tls-server-end-point:0123');

test('channel bindings are a header of 32 bytes, then the application data', () => {
  const bindings = channelBindings(data);
  expect(bindings.subarray(0, 32).toString('hex')).toBe(`${'00'.repeat(24)}1900000020000000`);
  expect(bindings.subarray(32)).toEqual(data);
});

test.each([data, new Uint8Array(data), Buffer.alloc(0)])(
  'the application data of bindings comes out as it went in',
  (bytes) => {
    expect(applicationData(channelBindings(bytes))).toEqual(Buffer.from(bytes));
  },
);

test('the application data is where the offset says', () => {
  const bindings = Buffer.concat([channelBindings(Buffer.alloc(8)), data]);
  bindings.writeUInt32LE(data.length, 24);
  bindings.writeUInt32LE(40, 28);
  expect(applicationData(bindings)).toEqual(data);
});

test('application data never reaches beyond the structure', () => {
  const bindings = channelBindings(data);
  bindings.writeUInt32LE(9999, 24);
  expect(applicationData(bindings)).toEqual(data);
});

test.each([0, 16, 31])('a structure of %p bytes has no application data', (size) => {
  expect(applicationData(channelBindings(data).subarray(0, size))).toEqual(Buffer.alloc(0));
});
