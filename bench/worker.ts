// Seals messages on a context of its own for as long as it is told to.
import { parentPort } from 'node:worker_threads';

import { connect } from '../test/support/loopback.js';
import { sealerPath } from './stream-paths.js';
import type { Task } from './workers.js';

const AT_ONCE = 64;

async function main(): Promise<void> {
  const { client } = await connect('Schannel');
  const path = sealerPath(client);
  if (parentPort === null) throw new Error('Started as a worker only');
  const port = parentPort;
  port.on('message', ({ size, duration }: Task) => {
    path.prepare(size, AT_ONCE);
    let count = 0;
    for (const end = performance.now() + duration; performance.now() < end; count += AT_ONCE) {
      path.run(size, AT_ONCE);
    }
    port.postMessage(count);
  });
  port.postMessage('ready');
}

void main();
