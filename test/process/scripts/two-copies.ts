// two-copies: loads the package twice, from two folders, and has the contexts of both talk to each
// other; then the same in threads.
import { cpSync, mkdtempSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import type * as Secur32 from 'secur32';

import { PASSPHRASE, PFX, TLS_HOST } from '../../support/certificate.js';
import { shakeHands } from '../../support/loopback.js';

const ROOT = join(__dirname, '../../../..');
const PARTS = ['package.json', 'dist', 'prebuilds', 'node_modules/node-gyp-build'];

function copyPackage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'secur32-copy-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  return folder;
}

function load(folder: string): typeof Secur32 {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a path that is not known before
  return require(join(folder, 'dist/index.js')) as typeof Secur32;
}

async function connect(one: typeof Secur32, other: typeof Secur32) {
  const tls = { rejectUnauthorized: false };
  const clientCredentials = await one.Credentials.acquire({ package: 'Schannel', tls });
  const serverCredentials = await other.Credentials.acquire({
    ...{ package: 'Schannel', use: 'accept', tls: { pfx: PFX, passphrase: PASSPHRASE } },
  });
  const client = clientCredentials.initiate({ target: TLS_HOST });
  const server = serverCredentials.accept();
  await shakeHands({ client, server });
  return { client, server, clientCredentials, serverCredentials };
}

/** Whether objects of one copy work beside those of the other, are no objects of it, and outlive it. */
async function talk(folders: readonly string[]): Promise<string> {
  const [one, other] = folders.map(load) as [typeof Secur32, typeof Secur32];
  if (one.Credentials === other.Credentials) throw new Error('there is one copy only');
  const first = await connect(one, other);
  const second = await connect(other, one);
  first.client.close();
  first.clientCredentials.close();
  const { data } = second.server.unwrap(second.client.wrap(Buffer.from('from copy to copy')));
  const { data: kept } = second.client.unwrap(second.server.wrap(data));
  if (second.client instanceof one.ClientContext) throw new Error('the classes are the same');
  return kept.toString();
}

async function talkInThread(folders: readonly string[]): Promise<string> {
  const worker = new Worker(__filename, { workerData: folders });
  const [text] = (await once(worker, 'message')) as [string];
  await once(worker, 'exit');
  return text;
}

async function main(): Promise<void> {
  if (!isMainThread) {
    parentPort?.postMessage(await talk(workerData as string[]));
    return;
  }
  const folders = [ROOT, copyPackage()];
  const texts = [await talk(folders)];
  texts.push(...(await Promise.all([talkInThread(folders), talkInThread(folders.toReversed())])));
  console.log([...new Set(texts)].join(', '));
}

void main();
