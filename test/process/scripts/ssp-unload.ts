// ssp-unload host|list: uses the addon in another thread only, to host the example package or for
// nothing but a list, and tells whether the addon is loaded after that thread has ended.
import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

async function work(): Promise<void> {
  if (workerData === 'list') {
    (await import('secur32')).listPackages();
    return;
  }
  const { connectReference, HOSTED } = await import('../../support/reference-ssp.js');
  using pair = await connectReference(HOSTED);
  pair.client.query('sizes');
}

function isLoaded(): boolean {
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: string[] };
  return sharedObjects.some((each) => /secur32\.node$/i.test(each));
}

async function main(): Promise<void> {
  if (!isMainThread) {
    await work();
    return;
  }
  await once(new Worker(__filename, { workerData: process.argv[2] }), 'exit');
  console.log(isLoaded() ? 'loaded' : 'unloaded');
}

void main();
