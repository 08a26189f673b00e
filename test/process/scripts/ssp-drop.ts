// ssp-drop: leaves a module, credentials and contexts of a hosted package to the collector.
import { setImmediate } from 'node:timers/promises';

import { SspModule } from 'secur32';

import { BUILT, SECRET } from '../../support/reference-ssp.js';

const dropped = new Set<string>();
const registry = new FinalizationRegistry((name: string) => dropped.add(name));

async function use(): Promise<void> {
  const module = SspModule.load(BUILT);
  const identity = { user: 'alice', password: SECRET };
  const credentials = await module.acquire({ use: 'both', identity });
  const [client, server] = [credentials.initiate(), credentials.accept()];
  await server.step((await client.step()).token);
  const all = { module, credentials, client, server };
  for (const [name, each] of Object.entries(all)) registry.register(each, name);
}

async function main(): Promise<void> {
  await use();
  for (let i = 0; i < 100 && dropped.size < 4; i += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  console.log(`collected ${dropped.size}`);
}

void main();
