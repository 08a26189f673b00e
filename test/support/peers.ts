import { describe, expect } from '@jest/globals';
import type { SecurityContext } from 'secur32';

import type { PeerContext } from '../../lab/peer-client.js';
import { hasPeers } from '../../lab/peer-client.js';
import { expectBytes } from './bytes.js';
import { open, openTokens, seal, sealEach } from './streams.js';

// No shorter message is surely none of the bytes of its token.
const LONG_ENOUGH = 16;

/** Tests that need a Linux program beside this one: in the lab always, elsewhere skipped aloud. */
export function describeWithPeer(title: string, tests: () => void): void {
  if (hasPeers) describe(title, tests);
  else describe.skip(`${title} (needs the lab: no peer program runs on this machine)`, tests);
}

/** Shakes hands with a peer; `first` is who speaks first. */
export async function shakeHands(
  context: SecurityContext,
  peer: PeerContext,
  first: 'context' | 'peer',
): Promise<void> {
  let toPeer = first === 'context' ? (await context.step()).token : undefined;
  let fromPeer = toPeer === undefined ? await peer.step() : await peer.step(toPeer);
  while (fromPeer !== undefined) {
    toPeer = (await context.step(fromPeer)).token;
    fromPeer = toPeer === undefined ? undefined : await peer.step(toPeer);
  }
  if (context.state !== 'established' || !peer.done) throw new Error('The handshake has stalled.');
}

/** Has a peer open what a sealer seals, and an opener open what the peer seals: one by one, and together. */
export async function talkInPlace(
  context: SecurityContext,
  peer: PeerContext,
  messages: readonly Buffer[],
  encrypt = true,
): Promise<void> {
  const count = messages.length;
  const messageSize = Math.max(...messages.map(({ length }) => length));
  const sealer = context.createSealer({ messageSize, count, encrypt, packed: true });
  const size = sealer.bytes.length;
  const opener = context.createOpener({ size, count, requireEncryption: encrypt });
  for (const message of messages) {
    expectBytes((await peer.unwrap(seal(sealer, message))).data, message);
    expectBytes(open(opener, await peer.wrap(message, encrypt)), message);
  }
  const sealed = sealEach(sealer, messages);
  const tokens: Buffer[] = [];
  for (const [index, message] of messages.entries()) {
    const token = sealed[index] as Buffer;
    if (message.length >= LONG_ENOUGH) expect(token.includes(message)).toBe(!encrypt);
    expectBytes((await peer.unwrap(token)).data, message);
    tokens.push(await peer.wrap(message, encrypt));
  }
  const opened = openTokens(opener, tokens);
  expect(opened).toHaveLength(count);
  for (const [index, message] of opened.entries()) expectBytes(message, messages[index] as Buffer);
}
