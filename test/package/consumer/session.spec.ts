// A test of the consumer, for Jest as it comes: the consumer's own package.json configures nothing.
import { expect, test } from '@jest/globals';
import * as secur32 from 'secur32';

import { report } from './report.js';
import { session } from './session.js';

test('seals and opens', async () => {
  const result = await session(secur32);
  await report(() => Promise.resolve(result));
  expect(result).toMatchObject({ opened: 'sealed by a consumer', encrypted: true });
});
