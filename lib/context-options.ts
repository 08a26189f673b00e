import { invalidValue, requireBytes, requireUint32 } from './arguments.js';
import { ISC_REQ } from './constants.js';

/** What both ends of a connection can ask for. */
export interface ContextOptions {
  /**
   * The application data of channel bindings, which tie this context to a TLS connection:
   * `tls-server-end-point:` and the hash of the server's certificate (RFC 5929).
   */
  readonly channelBindings?: Uint8Array;
  /** Bits that replace the default ones; what was granted is in the context's `flags`. */
  readonly flags?: number;
}

/** Requires what {@link ContextOptions} describes. */
export function requireContextOptions({ flags, channelBindings }: ContextOptions): void {
  if (channelBindings !== undefined) {
    requireBytes('options.channelBindings', channelBindings);
    if (channelBindings.byteLength === 0) {
      throw invalidValue('options.channelBindings', 'must not be empty; leave it out instead');
    }
  }
  if (flags === undefined) return;
  requireUint32('options.flags', flags);
  // The same bit on both sides.
  if ((flags & ISC_REQ.ALLOCATE_MEMORY) !== 0) {
    throw invalidValue(
      'options.flags',
      'must not have ALLOCATE_MEMORY: tokens always are allocated',
    );
  }
}
