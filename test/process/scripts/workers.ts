// workers PACKAGE COUNT: shakes hands and seals in this many threads at once, each with the addon
// for itself, and in this one.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

const [name, count] = (isMainThread ? process.argv.slice(2) : workerData) as [PackageName, string];

async function connectAndSeal(): Promise<string> {
  using loopback = await connect(name);
  loopback.client.wrap(Buffer.from('a message'));
  return loopback.client.state;
}

async function startWorker(): Promise<string> {
  const worker = new Worker(__filename, { workerData: [name, count] });
  const exit = once(worker, 'exit');
  const [state] = (await once(worker, 'message')) as [string];
  const [code] = (await exit) as [number];
  return `${state} ${code}`;
}

async function main(): Promise<void> {
  if (!isMainThread) {
    parentPort?.postMessage(await connectAndSeal());
    return;
  }
  const workers = Array.from({ length: Number(count) }, startWorker);
  const all = await Promise.all([connectAndSeal(), ...workers]);
  console.log([...new Set(all)].join(', '));
}

void main();
