// drop PACKAGE: loses contexts and credentials without closing them, at every stage, and lets the
// garbage collector find them. Writes how many of them it found.
import { setTimeout as sleep } from 'node:timers/promises';

import type { PackageName } from '../../support/capabilities.js';
import { connect, prepare } from '../../support/loopback.js';

const name = process.argv[2] as PackageName;
const ROUNDS = 5;

let collected = 0;
const registry = new FinalizationRegistry(() => (collected += 1));

async function dropAtEveryStage(): Promise<void> {
  const fresh = await prepare(name);
  const begun = await prepare(name);
  await begun.client.step();
  const established = await connect(name);
  established.client.wrap(Buffer.from('a message'));
  for (const each of [fresh, begun, established]) {
    registry.register(each.client, undefined);
    registry.register(each.server, undefined);
    registry.register(each.clientCredentials, undefined);
    registry.register(each.serverCredentials, undefined);
  }
}

async function main(): Promise<void> {
  for (let i = 0; i < ROUNDS; i += 1) await dropAtEveryStage();
  const all = ROUNDS * 12;
  for (let i = 0; i < 100 && collected < all; i += 1) {
    gc?.();
    await sleep(10);
  }
  // What follows still works.
  using after = await connect(name);
  console.log(collected === all ? 'collected' : `${collected} of ${all}`, after.client.state);
}

void main();
