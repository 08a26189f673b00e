import { defaultTarget, prepare, shakeHands } from '../test/support/loopback.js';
import type { End, Loopback } from '../test/support/loopback.js';
import { connectNative } from './accounts.js';
import { measure } from './measure.js';
import type { Effort } from './measure.js';
import type { Path } from './path.js';
import { sealEachPath } from './stream-paths.js';
import type { Spread } from './statistics.js';

/** Messages of many contexts, one on each in turn. */
export interface ScalingRow {
  readonly contexts: number;
  readonly size: number;
  readonly us: number;
  readonly nativeUs: number;
  readonly ratio: Spread;
}

/** How many contexts are tried. */
export const CONTEXT_COUNTS = [1, 10, 100, 1000, 10_000] as const;

const SIZES = [64, 1024];
const PACKAGE = 'Schannel';

/** Contexts of the same two credentials. */
export class Fleet {
  readonly clients: End[] = [];
  readonly #servers: End[] = [];

  private constructor(readonly first: Loopback) {}

  static async open(count: number): Promise<Fleet> {
    const fleet = new Fleet(await prepare(PACKAGE));
    for (let i = 0; i < count; i += 1) await fleet.#connect();
    return fleet;
  }

  async #connect(): Promise<void> {
    const { clientCredentials, serverCredentials } = this.first;
    const client = clientCredentials.initiate({ target: defaultTarget(PACKAGE) ?? '' });
    const server = serverCredentials.accept();
    await shakeHands({ client, server });
    this.clients.push(client);
    this.#servers.push(server);
  }

  close(): void {
    for (const each of [...this.clients, ...this.#servers]) each.close();
    this.first.close();
  }
}

function nativeEach(count: number): Path & { close(): void } {
  const pairs = connectNative(PACKAGE, count);
  return {
    name: 'C++ loop',
    direction: 'seal',
    unit: count,
    prepare: () => undefined,
    run: (size, messages) => pairs.sealEach(size, messages / count),
    close: () => pairs.close(),
  };
}

/** Measures messages over many contexts. */
export async function measureScaling(effort: Effort): Promise<ScalingRow[]> {
  const rows: ScalingRow[] = [];
  for (const contexts of CONTEXT_COUNTS) {
    const fleet = await Fleet.open(contexts);
    const native = nativeEach(contexts);
    const path = sealEachPath(fleet.clients);
    for (const size of SIZES) {
      const { us, nativeUs, ratio } = measure(path, native, size, effort);
      rows.push({ contexts, size, us, nativeUs, ratio });
    }
    native.close();
    fleet.close();
  }
  return rows;
}
