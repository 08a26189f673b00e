import type { ClientContext, ServerContext } from 'secur32';

import type { PackageName } from './capabilities.js';
import type { ConnectOptions } from './loopback.js';
import { defaultTarget, prepare, shakeHands } from './loopback.js';
import { prepareScripted } from './scripted-pair.js';
import { SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';

/** Two ends of a connection. */
export interface Pair {
  readonly client: ClientContext;
  readonly server: ServerContext;
  close(): void;
}

/** The scripted packages whose way through Secur32 is that of an SSP/AP. */
type SspName = typeof SCRIPTED | typeof SCRIPTED_STREAM;
export type PairName = PackageName | SspName;

type Credentials = Awaited<ReturnType<typeof prepare | typeof prepareScripted>>;

function isScripted(name: PairName): name is SspName {
  return name === SCRIPTED || name === SCRIPTED_STREAM;
}

/** Makes pair after pair from the same credentials. */
export class PairMaker {
  readonly #name: PairName;
  readonly #options: ConnectOptions;
  #credentials: Promise<Credentials> | undefined;

  constructor(name: PairName, options: ConnectOptions = {}) {
    this.#name = name;
    this.#options = options;
  }

  /** A pair that has not shaken hands. */
  async prepare(): Promise<Pair> {
    const name = this.#name;
    const { flags, acceptFlags } = this.#options;
    this.#credentials ??= isScripted(name) ? prepareScripted(name) : prepare(name, this.#options);
    const { clientCredentials, serverCredentials } = await this.#credentials;
    const target = isScripted(name) ? 'HOST/scripted' : defaultTarget(name);
    const client = clientCredentials.initiate({
      ...(target !== undefined && { target }),
      ...(flags !== undefined && { flags }),
    });
    const server = serverCredentials.accept(
      acceptFlags === undefined ? {} : { flags: acceptFlags },
    );
    const close = (): void => {
      client.close();
      server.close();
    };
    return { client, server, close };
  }

  /** A pair that has shaken hands. */
  async connect(): Promise<Pair> {
    const pair = await this.prepare();
    await shakeHands(pair);
    return pair;
  }

  async close(): Promise<void> {
    (await this.#credentials)?.[Symbol.dispose]();
  }
}
