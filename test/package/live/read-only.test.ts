import { expect, test } from '@jest/globals';

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CONSUMER } from '../../support/consumer.js';
import { whileReadOnly } from '../../support/read-only.js';

const STAY = 'process.stdin.resume(); console.log("here");';

test('a folder can be written to again although a process is still in it', async () => {
  const folder = join(CONSUMER, '../still-in');
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, ['-e', STAY], { cwd: folder, stdio: 'pipe' });
  try {
    await once(child.stdout, 'data');
    await whileReadOnly(folder, () => Promise.resolve());
    writeFileSync(join(folder, 'written'), '');
    expect(child.exitCode).toBeNull();
  } finally {
    child.stdin.end();
    await once(child, 'exit');
  }
});
