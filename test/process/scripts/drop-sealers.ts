// drop-sealers PACKAGE: loses sealers, openers and their contexts in every order, closed or not, and
// lets the garbage collector find them.
import { setTimeout as sleep } from 'node:timers/promises';

import type { Opener, Sealer } from 'secur32';

import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

const name = process.argv[2] as PackageName;
const ROUNDS = 5;

let collected = 0;
let dropped = 0;
const registry = new FinalizationRegistry(() => (collected += 1));

function drop(...objects: object[]): void {
  for (const each of objects) registry.register(each, undefined);
  dropped += objects.length;
}

function use(sealer: Sealer): void {
  sealer.data.write('message');
  sealer.seal(7);
}

/** All are lost at once; closed first, or not at all. */
async function dropTogether(close: boolean): Promise<void> {
  const pair = await connect(name);
  const made = [pair.client.createSealer(), pair.client.createSealer({ count: 9 })];
  const openers = [pair.server.createOpener(), pair.client.createOpener({ count: 9 })];
  made.forEach(use);
  if (close) pair.close();
  drop(...made, ...openers, pair.client, pair.server);
}

/** The context is lost, and its sealer goes on. */
async function dropContext(): Promise<Sealer> {
  const pair = await connect(name);
  drop(pair.client, pair.server);
  return pair.client.createSealer();
}

/** The sealers are lost, and their context goes on. */
function dropSealers(makers: readonly (() => Sealer | Opener)[]): void {
  for (const make of makers) drop(make());
}

async function main(): Promise<void> {
  const kept: Sealer[] = [];
  using pair = await connect(name);
  for (let i = 0; i < ROUNDS; i += 1) {
    await dropTogether(i % 2 === 0);
    kept.push(await dropContext());
    dropSealers([() => pair.client.createSealer(), () => pair.client.createOpener()]);
  }
  for (let i = 0; i < 100 && collected < dropped; i += 1) {
    gc?.();
    await sleep(10);
  }
  kept.forEach(use);
  use(pair.client.createSealer());
  console.log(
    collected === dropped ? 'collected,' : `${collected} of ${dropped},`,
    'still sealing',
  );
}

void main();
