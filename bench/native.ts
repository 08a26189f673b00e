import { join } from 'node:path';

/** One end of a connection that the C++ side makes. */
export interface EndpointOptions {
  readonly package: string;
  readonly target?: string;
  readonly user?: string;
  readonly domain?: string;
  readonly password?: string;
  readonly pfx?: Uint8Array;
  readonly passphrase?: string;
}

/** Clients and servers that C++ has connected, and its loops over their messages. */
export interface NativePairs {
  /** Seals messages of the first client in one loop, in the memory of so many messages in turn. */
  seal(size: number, count: number, turns: number): void;
  /** Seals one message on each of the connections, so many times. */
  sealEach(size: number, rounds: number): void;
  /** Seals so many messages of the first client, each in memory of its own. */
  prepare(size: number, count: number): void;
  /** Opens them at the server, where they are. */
  open(): void;
  /** The bytes of the CtxtHandle of the first client. */
  handle(): Buffer;
  close(): void;
}

interface BenchAddon {
  readonly Pairs: new (
    client: EndpointOptions,
    server: EndpointOptions,
    count: number,
  ) => NativePairs;
  /** The committed memory that no other process shares, in bytes. */
  readonly privateBytes: () => number;
}

/** The folder that this program was compiled in the `out` of. */
export const ROOT: string = join(__dirname, '../..');

// Not part of the package: scripts/native/bench.mjs builds it.
const file = join(ROOT, 'out/native/x64/secur32-bench.node');
// eslint-disable-next-line @typescript-eslint/no-require-imports
const addon = require(file) as BenchAddon;

/** What C++ makes, and what it says of the process. */
export const { Pairs, privateBytes } = addon;
