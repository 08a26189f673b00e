import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { connect } from '../test/support/loopback.js';
import { connectNative } from './accounts.js';
import type { Effort } from './measure.js';
import { measure, warmUp } from './measure.js';
import type { Path } from './path.js';
import { encryptPath, nativeSeal, wrapPath } from './paths.js';
import { sealerPath } from './stream-paths.js';

/** A path with and without somebody who listens to its channel. */
export interface DiagnosticsRow {
  readonly path: string;
  readonly size: number;
  /** Microseconds a message before anybody has ever listened. */
  readonly silentUs: number;
  /** After somebody has listened and gone. */
  readonly deafUs: number;
  /** While somebody listens. */
  readonly heardUs: number;
}

const CHANNEL = 'tracing:secur32:encrypt:end';
const SIZE = 64;

const listener = (): void => undefined;

function measureOne(path: Path, native: Path, effort: Effort): DiagnosticsRow {
  // What is compiled depends on whether somebody listens.
  const us = (): number => {
    warmUp(path, SIZE, effort.warmUp);
    return measure(path, native, SIZE, effort).us;
  };
  const silentUs = us();
  subscribe(CHANNEL, listener);
  const heardUs = us();
  unsubscribe(CHANNEL, listener);
  return { path: path.name, size: SIZE, silentUs, heardUs, deafUs: us() };
}

/** Measures what it costs that somebody could listen, and that somebody does. */
export async function measureDiagnostics(effort: Effort): Promise<DiagnosticsRow[]> {
  using loopback = await connect('Schannel');
  const native = nativeSeal(connectNative('Schannel'));
  const paths = [sealerPath, encryptPath, wrapPath];
  return paths.map((make) => measureOne(make(loopback.client), native, effort));
}
