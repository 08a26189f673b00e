import type { Opener } from 'secur32';

import type { End, Loopback } from '../test/support/loopback.js';
import type { NativePairs } from './native.js';
import type { Path } from './path.js';
import { BySize } from './path.js';
import { maximumOf } from './paths.js';

// The paths for streams of messages, in memory that is laid out once.

/** How many messages a batch has. */
export const BATCH = 64;

/** How many records a message is. */
function piecesOf(context: End, size: number): number {
  return Math.max(1, Math.ceil(size / maximumOf(context)));
}

/** One call a message; one that has to be cut is copied from elsewhere. */
export function sealerPath(client: End): Path {
  const made = new BySize((size) => {
    const count = piecesOf(client, size);
    const messageSize = Math.min(size, maximumOf(client));
    const long = count > 1 ? Buffer.alloc(size) : undefined;
    return { sealer: client.createSealer({ messageSize, count }), long };
  });
  return {
    name: 'sealer',
    direction: 'seal',
    prepare: (size) => made.prepare(size),
    run(size, count) {
      const { sealer, long } = made.value;
      for (let i = 0; i < count; i += 1) {
        if (long === undefined) sealer.seal(size);
        else sealer.sealFrom(long);
      }
    },
  };
}

const LARGEST_OF_BATCH = 65_536;

/** Many messages in one call. */
export function sealerBatchPath(client: End): Path {
  const made = new BySize((size) => ({
    sealer: client.createSealer({ messageSize: size, count: BATCH }),
    lengths: new Uint32Array(BATCH).fill(size),
  }));
  return {
    name: `sealer × ${BATCH}`,
    direction: 'seal',
    unit: BATCH,
    supports: (size) => size <= Math.min(maximumOf(client), LARGEST_OF_BATCH),
    prepare: (size) => made.prepare(size),
    run(_size, count) {
      const { sealer, lengths } = made.value;
      for (let i = 0; i < count; i += BATCH) sealer.sealAll(lengths);
    },
  };
}

/** A loop of C++ over as many messages, each in memory of its own. */
export function nativeBatch(pairs: NativePairs): Path {
  return {
    name: 'C++ loop',
    direction: 'seal',
    unit: BATCH,
    prepare: () => undefined,
    run: (size, count) => pairs.seal(size, count, BATCH),
  };
}

// What protection adds to a piece is less than this.
const OVERHEAD = 512;

/** Received messages, one behind another in the memory of an opener. */
class Received {
  /** Where each begins and ends. */
  places: number[] = [];
  #opener: Opener | undefined;
  #shape = '';

  constructor(
    readonly loopback: Loopback,
    readonly atOnce: (size: number) => number,
  ) {}

  get opener(): Opener {
    if (this.#opener === undefined) throw new Error('Nothing was received');
    return this.#opener;
  }

  fill(size: number, count: number): void {
    const { client, server } = this.loopback;
    const shape = `${size} ${count}`;
    if (shape !== this.#shape) {
      const room = count * (size + OVERHEAD * piecesOf(client, size));
      this.#opener = server.createOpener({ size: room, count: this.atOnce(size) });
      this.#shape = shape;
    }
    const data = Buffer.alloc(size);
    this.places = [];
    let at = 0;
    for (let i = 0; i < count; i += 1) {
      const sealed = client.wrap(data);
      this.opener.bytes.set(sealed, at);
      this.places.push(at, (at += sealed.length));
    }
  }
}

/** One call a message. */
export function openerPath(loopback: Loopback): Path {
  const pieces = (size: number): number => piecesOf(loopback.client, size);
  const received = new Received(loopback, pieces);
  let long = false;
  return {
    name: 'opener',
    direction: 'open',
    prepare(size, count) {
      long = pieces(size) > 1;
      received.fill(size, count);
    },
    run() {
      const { opener, places } = received;
      for (let i = 0; i < places.length; i += 2) {
        if (long) opener.openAll(places[i + 1] ?? 0, places[i]);
        else opener.open(places[i + 1] ?? 0, places[i]);
      }
    },
  };
}

/** Many messages in one call. */
export function openerBatchPath(loopback: Loopback): Path {
  const stream = loopback.server.package === 'Schannel';
  const received = new Received(loopback, () => BATCH);
  let batches: number[][];
  return {
    name: `opener × ${BATCH}`,
    direction: 'open',
    unit: BATCH,
    supports: (size) => size <= Math.min(maximumOf(loopback.client), LARGEST_OF_BATCH),
    prepare(size, count) {
      received.fill(size, count);
      batches = [];
      for (let i = 0; i < count; i += BATCH) {
        batches.push(received.places.slice(2 * i, 2 * (i + BATCH)));
      }
    },
    run() {
      const { opener } = received;
      for (const places of batches) {
        if (stream) opener.openAll(places.at(-1) ?? 0, places[0]);
        else opener.openTokens(places);
      }
    },
  };
}

/** One message on each of many contexts in turn. */
export function sealEachPath(clients: readonly End[]): Path {
  const made = new BySize((messageSize) =>
    clients.map((client) => client.createSealer({ messageSize })),
  );
  return {
    name: 'sealer',
    direction: 'seal',
    unit: clients.length,
    prepare: (size) => made.prepare(size),
    run(size, count) {
      const sealers = made.value;
      for (let done = 0; done < count; done += sealers.length) {
        for (const sealer of sealers) sealer.seal(size);
      }
    },
  };
}
