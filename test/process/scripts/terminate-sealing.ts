// terminate-sealing PACKAGE: terminates threads that seal and open without a pause, on their own thread
// and on the pool, and goes on.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

const name = (isMainThread ? process.argv[2] : workerData) as PackageName;
const ROUNDS = 5;

async function sealForEver(): Promise<void> {
  const { client, server } = await connect(name);
  const sealer = client.createSealer({ messageSize: 64, count: 8 });
  const opener = server.createOpener();
  parentPort?.postMessage('sealing');
  for (;;) {
    sealer.sealAll([64, 64, 64]);
    opener.bytes.set(
      sealer.bytes.subarray(sealer.startOf(0), sealer.startOf(0) + sealer.lengthOf(0)),
    );
    const others = [client.wrapAsync(Buffer.alloc(100_000)), client.wrapAsync(Buffer.alloc(9))];
    await Promise.all(others);
  }
}

async function terminateWhileSealing(): Promise<void> {
  const worker = new Worker(__filename, { workerData: name });
  await once(worker, 'message');
  await worker.terminate();
}

async function main(): Promise<void> {
  if (!isMainThread) {
    await sealForEver();
    return;
  }
  for (let i = 0; i < ROUNDS; i += 1) await terminateWhileSealing();
  using after = await connect(name);
  console.log(after.client.state);
}

void main();
