import type { Identity, SecurityContext } from 'secur32';
import { Credentials } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { shakeHands } from './peers.js';

/** The name of the domain controller, whose keys Samba accepts contexts with. */
export const DC = process.env['SECUR32_TEST_DC'] ?? '';

/** The user of the tests as NTLM names it. */
export const NTLM_USER: Identity = {
  user: process.env['SECUR32_TEST_USER'] ?? '',
  domain: process.env['SECUR32_TEST_DOMAIN'] ?? '',
  password: process.env['SECUR32_TEST_PASSWORD'] ?? '',
};

/** What an initiating peer is told: the service, and that user. */
export const INITIATOR: readonly string[] = [
  process.env['SECUR32_TEST_SPN_HTTP'] ?? '',
  ...[NTLM_USER.user, NTLM_USER.domain ?? '', String(NTLM_USER.password)],
];

/** Which ends are to be connected. */
export interface GensecOptions {
  readonly packageName: string;
  readonly use: 'initiate' | 'accept';
  readonly identity?: Identity;
  readonly target?: string;
  /** The flags that a client of ours asks for. */
  readonly flags?: number | undefined;
  /** The words that lab/peers/gensec-peer is started with. */
  readonly peer: readonly string[];
}

/** A context of ours and one of Samba that have shaken hands. */
export interface PeerEnds {
  readonly context: SecurityContext;
  readonly peer: PeerContext;
  [Symbol.dispose](): void;
}

/** Shakes hands with Samba. */
export async function connectGensec(options: GensecOptions): Promise<PeerEnds> {
  const { packageName, use, identity, target, flags } = options;
  const credentials = await Credentials.acquire({
    ...{ package: packageName, use },
    ...(identity && { identity }),
  });
  const asked = { ...(target !== undefined && { target }), ...(flags !== undefined && { flags }) };
  const context = use === 'initiate' ? credentials.initiate(asked) : credentials.accept();
  const peer = await PeerContext.start('gensec-peer', ...options.peer);
  const dispose = (): void => {
    for (const each of [context, credentials, peer]) each.close();
  };
  try {
    await shakeHands(context, peer, use === 'initiate' ? 'context' : 'peer');
  } catch (error) {
    dispose();
    throw error;
  }
  return { context, peer, [Symbol.dispose]: dispose };
}
