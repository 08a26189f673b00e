// ssp-terminate: ends threads in the middle of handshakes and messages of a hosted package.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { connectReference, HOSTED, message, SECRET, BUILT } from '../../support/reference-ssp.js';
import { SspModule } from 'secur32';

async function neverEnd(): Promise<void> {
  using module = SspModule.load(BUILT);
  const credentials = await module.acquire({ identity: { user: 'alice', password: SECRET } });
  const context = credentials.initiate();
  parentPort?.postMessage('ready');
  await context.step();
  for (;;) {
    using pair = await connectReference(HOSTED);
    pair.client.seal(message('a message'));
  }
}

async function main(): Promise<void> {
  if (!isMainThread) {
    await neverEnd();
    return;
  }
  for (let i = 0; i < 5; i += 1) {
    const worker = new Worker(__filename);
    await once(worker, 'message');
    await worker.terminate();
  }
  using pair = await connectReference(HOSTED);
  console.log(pair.client.state);
}

void main();
