import { SECPKG_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { number, structure } from './fields.js';

/**
 * The sizes that message buffers of a context need, in bytes.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_sizes
 */
export interface ContextSizes {
  /** The largest token of a handshake, in bytes. */
  readonly maxToken: number;
  /** The largest signature that MakeSignature makes, in bytes. */
  readonly maxSignature: number;
  /** What messages are padded to, in bytes; the size of a PADDING buffer. */
  readonly blockSize: number;
  /** The size of the TOKEN buffer of a sealed message, in bytes; often more than is used. */
  readonly securityTrailer: number;
}

/**
 * The sizes that the records of a stream context need, in bytes.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_streamsizes
 */
export interface StreamSizes {
  /** The size of the STREAM_HEADER buffer, in bytes. */
  readonly header: number;
  /** The size of the STREAM_TRAILER buffer, in bytes. */
  readonly trailer: number;
  /** The most that one DATA buffer may hold, in bytes. */
  readonly maximumMessage: number;
  /** How many buffers a call takes. A count, not bytes. */
  readonly buffers: number;
  /** The block size of the cipher, in bytes. */
  readonly blockSize: number;
}

/** What {@link SecurityContext.query} says of sizes. */
export interface SizeAttributes {
  /** SECPKG_ATTR_SIZES. */
  sizes: ContextSizes;
  /** SECPKG_ATTR_STREAM_SIZES; of stream contexts, such as Schannel's. Also DATAGRAM_SIZES. */
  streamSizes: StreamSizes;
}

export const SIZES: AttributeTable<SizeAttributes> = {
  sizes: structure(SECPKG_ATTR.SIZES, {
    ...{ maxToken: number, maxSignature: number, blockSize: number, securityTrailer: number },
  }),
  streamSizes: structure(SECPKG_ATTR.STREAM_SIZES, {
    ...{ header: number, trailer: number, maximumMessage: number, buffers: number },
    blockSize: number,
  }),
};
