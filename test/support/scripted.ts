import { afterEach, beforeEach, describe, test } from '@jest/globals';

import type { ClientContext, InitiateOptions, SecBuffer, ServerContext } from 'secur32';
import { Credentials } from 'secur32';

import type { RecordedBuffer } from '../scripted-ssp/index.js';
import { isInstalled, reset, SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { PASSPHRASE, PFX } from './certificate.js';
import { shakeHands } from './loopback.js';
import { inLab } from './platform.js';

/** Tests that need the scripted package: in the lab always, elsewhere skipped aloud. */
export function describeScripted(title: string, tests: () => void): void {
  if (isInstalled) {
    describe(title, () => {
      beforeEach(reset);
      afterEach(reset);
      tests();
    });
  } else if (inLab) {
    test(`${title} is tested in the lab`, () => {
      throw new Error('The lab was started without the scripted package: lab/run --package');
    });
  } else {
    describe.skip(`${title} (needs the lab: the scripted package is not installed)`, tests);
  }
}

/** Two contexts of the scripted package, each with credentials of its own. */
export interface ScriptedPair {
  readonly clientCredentials: Credentials;
  readonly serverCredentials: Credentials;
  readonly client: ClientContext;
  readonly server: ServerContext;
  [Symbol.dispose](): void;
}

export type ScriptedName = typeof SCRIPTED | typeof SCRIPTED_STREAM;

/** Makes a client and a server that have not shaken hands. */
export async function prepareScripted(
  name: ScriptedName = SCRIPTED,
  options: InitiateOptions = {},
): Promise<ScriptedPair> {
  const clientCredentials = await Credentials.acquire({ package: name, use: 'initiate' });
  // What the library requires of every server of a stream. The package does not look at it.
  const tls = name === SCRIPTED_STREAM ? { tls: { pfx: PFX, passphrase: PASSPHRASE } } : {};
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

/** A connection for each test of a describe, made with nothing scripted and nothing noted yet. */
export function connectScriptedBeforeEach(
  name: ScriptedName = SCRIPTED,
  options: InitiateOptions = {},
): () => ScriptedPair {
  let current: ScriptedPair | undefined;
  beforeEach(async () => {
    current = await connectScripted(name, options);
    reset();
  });
  afterEach(() => {
    reset();
    current?.[Symbol.dispose]();
    current = undefined;
  });
  return () => {
    if (current === undefined) throw new Error('There is a connection only while a test runs');
    return current;
  };
}

/** What the package should have received of buffers: all but where they lie in memory. */
export function asReceived(buffers: readonly SecBuffer[]): Partial<RecordedBuffer>[] {
  return buffers.map(({ type, flags = 0, data }) => ({
    type,
    flags,
    size: data?.byteLength ?? 0,
    null: data === undefined,
    data: Buffer.from(data ?? []),
  }));
}
