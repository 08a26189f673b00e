import { afterEach, beforeEach } from '@jest/globals';

import type { PackageName } from './capabilities.js';
import type { ConnectOptions, Loopback } from './loopback.js';
import { connect } from './loopback.js';

/** Makes a connection for each test of a describe, and closes it afterwards. */
export function connectBeforeEach(
  packageName: PackageName,
  options: ConnectOptions = {},
): () => Loopback {
  let current: Loopback | undefined;
  beforeEach(async () => {
    current = await connect(packageName, options);
  });
  afterEach(() => {
    current?.close();
    current = undefined;
  });
  return () => {
    if (current === undefined) throw new Error('There is a connection only while a test runs');
    return current;
  };
}
