// The package by import and by require, in one process.
import { createRequire } from 'node:module';

import * as imported from 'secur32';

import { report } from './report.js';
import type { Secur32 } from './session.js';
import { session } from './session.js';

const required = createRequire(import.meta.url)('secur32') as Secur32;

await report(async () => {
  const credentials = await imported.Credentials.acquire({ package: 'Schannel' });
  return {
    ...(await session(imported, required.Credentials)),
    instance: credentials instanceof required.Credentials,
    same: Object.entries(required).every(
      ([name, value]) => imported[name as keyof Secur32] === value,
    ),
  };
});
