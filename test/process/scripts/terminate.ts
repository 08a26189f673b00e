// terminate PACKAGE: terminates threads while steps are on their way in them, and goes on.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import type { PackageName } from '../../support/capabilities.js';
import { connect, prepare } from '../../support/loopback.js';

const name = (isMainThread ? process.argv[2] : workerData) as PackageName;
const ROUNDS = 5;

async function terminateInStep(): Promise<void> {
  const worker = new Worker(__filename, { workerData: name });
  await once(worker, 'message');
  await worker.terminate();
}

async function main(): Promise<void> {
  if (!isMainThread) {
    const all = await Promise.all([1, 2, 3, 4].map(() => prepare(name)));
    for (const { client } of all) void client.step();
    parentPort?.postMessage('stepping');
    // Steps are on their way until the thread is ended from outside.
    for (;;) await Promise.all(all.map(async () => (await prepare(name)).client.step()));
  }
  for (let i = 0; i < ROUNDS; i += 1) await terminateInStep();
  using after = await connect(name);
  console.log(after.client.state);
}

void main();
