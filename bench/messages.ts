import type { PackageName } from '../test/support/capabilities.js';
import type { End, Loopback } from '../test/support/loopback.js';
import { connect } from '../test/support/loopback.js';
import { onWine } from '../test/support/platform.js';
import { connectNative } from './accounts.js';
import { koffiPath } from './koffi.js';
import type { Effort, Measured } from './measure.js';
import { measure, warmUp } from './measure.js';
import type { Direction, Path } from './path.js';
import {
  decryptPath,
  encryptPath,
  maximumOf,
  nativeOpen,
  nativeSeal,
  partsOf,
  unwrapPath,
  wrapPath,
} from './paths.js';
import {
  nativeBatch,
  openerBatchPath,
  openerPath,
  sealerBatchPath,
  sealerPath,
} from './stream-paths.js';

/** What tells a row of the table of messages from the others. */
export interface MessageKey {
  readonly package: PackageName;
  readonly path: string;
  /** Bytes of the message. */
  readonly size: number;
}

/** One row of the table of messages. */
export interface MessageRow extends MessageKey, Measured {
  readonly direction: Direction;
  /** Megabytes (10^6) of messages a second. */
  readonly mbps: number;
}

/** What of the table to measure. */
export interface Selection {
  readonly sizes: readonly number[];
  readonly effort: Effort;
  readonly wants: (row: MessageKey) => boolean;
  readonly report: (row: MessageRow) => void;
}

type Contest = readonly [path: Path, rival: Path];

/** The paths that seal on a context, each with the loop that does the same. */
function sealContests(packageName: PackageName, client: End): Contest[] {
  const loop = nativeSeal(connectNative(packageName));
  const koffi = {
    ...koffiPath(connectNative(packageName), (size) => partsOf(client, size)),
    supports: (size: number) => size <= maximumOf(client),
  };
  return [
    [sealerPath(client), loop],
    [sealerBatchPath(client), nativeBatch(connectNative(packageName))],
    [encryptPath(client), loop],
    [wrapPath(client), loop],
    [koffi, loop],
  ];
}

/** The same for those that open. */
function openContests(packageName: PackageName, loopback: Loopback): Contest[] {
  // Wine's NTLM has no keys at the server's end.
  if (packageName === 'NTLM' && onWine) return [];
  const loop = nativeOpen(connectNative(packageName));
  const paths = [openerPath, openerBatchPath, decryptPath, unwrapPath];
  return paths.map((make) => [make(loopback), loop]);
}

/** Measures the paths of a package over the sizes, each beside the loop that does the same. */
export async function measureMessages(
  packageName: PackageName,
  selection: Selection,
): Promise<MessageRow[]> {
  // Contexts that seal what nobody opens are not the ones that open: messages are opened in order.
  using sealing = await connect(packageName);
  using opening = await connect(packageName);
  const contests = [
    ...sealContests(packageName, sealing.client),
    ...openContests(packageName, opening),
  ];
  return contests.flatMap(([path, rival]) => measurePath(packageName, path, rival, selection));
}

function measurePath(
  packageName: PackageName,
  path: Path,
  rival: Path,
  { sizes, effort, wants, report }: Selection,
): MessageRow[] {
  const { name, direction } = path;
  const rows = sizes.map((size) => ({ package: packageName, direction, path: name, size }));
  const wanted = rows.filter((row) => path.supports?.(row.size) !== false && wants(row));
  if (wanted[0] !== undefined) warmUp(path, wanted[0].size, effort.warmUp);
  return wanted.map((row) => {
    const measured = measure(path, rival, row.size, effort);
    const full = { ...row, mbps: row.size / measured.us, ...measured };
    report(full);
    return full;
  });
}
