// ssp-workers COUNT: hosts the example package in this many threads at once, each with the addon for
// itself, and in this one; they shake hands and seal.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { connectReference, HOSTED, message } from '../../support/reference-ssp.js';

async function connectAndSeal(): Promise<string> {
  using pair = await connectReference(HOSTED);
  const { buffers } = pair.client.seal(message('a message'));
  return String(pair.server.unseal(buffers).buffers[1]?.data);
}

async function startWorker(): Promise<string> {
  const worker = new Worker(__filename);
  const exit = once(worker, 'exit');
  const [opened] = (await once(worker, 'message')) as [string];
  await exit;
  return opened;
}

async function main(): Promise<void> {
  if (!isMainThread) {
    parentPort?.postMessage(await connectAndSeal());
    return;
  }
  const workers = Array.from({ length: Number(process.argv[2]) }, startWorker);
  const all = await Promise.all([connectAndSeal(), ...workers]);
  console.log(`${[...new Set(all)].join(', ')} ${all.length}`);
}

void main();
