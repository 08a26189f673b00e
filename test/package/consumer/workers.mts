// Two worker threads, with this thread between them.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import * as secur32 from 'secur32';

import { report } from './report.js';
import type { Session } from './session.js';
import { session } from './session.js';

async function inWorker(): Promise<Session> {
  const worker = new Worker(new URL(import.meta.url));
  const [[result]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as [
    [Session],
    unknown,
  ];
  return result;
}

if (isMainThread) {
  await report(async () => {
    const all = await Promise.all([inWorker(), session(secur32), inWorker()]);
    return { ...all[1], opened: all.map(({ opened }) => opened) };
  });
} else {
  parentPort?.postMessage(await session(secur32));
}
