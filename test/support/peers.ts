import { describe } from '@jest/globals';
import type { SecurityContext } from 'secur32';

import type { PeerContext } from '../../lab/peer-client.js';
import { hasPeers } from '../../lab/peer-client.js';

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
