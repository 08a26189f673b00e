import type { ClientContext, InitiateOptions, ServerContext } from 'secur32';
import { Credentials } from 'secur32';

import type { SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { SCRIPTED, SCRIPTED_PROVIDER_STREAM, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { PASSPHRASE, PFX } from './certificate.js';
import { shakeHands } from './loopback.js';

/** Two contexts of the scripted package, each with credentials of its own. */
export interface ScriptedPair {
  readonly clientCredentials: Credentials;
  readonly serverCredentials: Credentials;
  readonly client: ClientContext;
  readonly server: ServerContext;
  [Symbol.dispose](): void;
}

/** The packages of the DLL: two that Secur32 takes for an SSP/AP, two that it takes for a provider. */
export type ScriptedName =
  | typeof SCRIPTED
  | typeof SCRIPTED_STREAM
  | typeof SCRIPTED_PROVIDER
  | typeof SCRIPTED_PROVIDER_STREAM;

const STREAMS: readonly ScriptedName[] = [SCRIPTED_STREAM, SCRIPTED_PROVIDER_STREAM];

/** Makes a client and a server that have not shaken hands. */
export async function prepareScripted(
  name: ScriptedName = SCRIPTED,
  options: InitiateOptions = {},
): Promise<ScriptedPair> {
  const clientCredentials = await Credentials.acquire({ package: name, use: 'initiate' });
  // What the library requires of every server of a stream. The package does not look at it.
  const tls = STREAMS.includes(name) ? { tls: { pfx: PFX, passphrase: PASSPHRASE } } : {};
  const serverCredentials = await Credentials.acquire({ package: name, use: 'accept', ...tls });
  const client = clientCredentials.initiate({ target: 'HTTP/app.sspi.test', ...options });
  const server = serverCredentials.accept();
  const dispose = (): void => {
    for (const each of [client, server, clientCredentials, serverCredentials]) each.close();
  };
  return { clientCredentials, serverCredentials, client, server, [Symbol.dispose]: dispose };
}

/** Makes a client and a server that have shaken hands. */
export async function connectScripted(
  name: ScriptedName = SCRIPTED,
  options: InitiateOptions = {},
): Promise<ScriptedPair> {
  const pair = await prepareScripted(name, options);
  await shakeHands(pair);
  return pair;
}
