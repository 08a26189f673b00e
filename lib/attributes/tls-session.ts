import { SECPKG_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { bindings, bytes, inlineBytes, number, single, structure, words } from './fields.js';

/**
 * The session of a TLS connection.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_sessioninfo
 */
export interface SessionInfo {
  /** Bits of {@link SSL_SESSION}. RECONNECT, of the value 1, says that the session was resumed. */
  readonly flags: number;
  /** The identifier of the session, up to 32 bytes. */
  readonly sessionId: Buffer;
}

/**
 * What an application keeps with a TLS session.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_sessionappdata
 */
export interface SessionAppData {
  /** Reserved by Windows. */
  readonly flags: number;
  /** The application's bytes. */
  readonly data: Buffer;
}

/** What DTLS has agreed on for SRTP (RFC 5764; SecPkgContext_SrtpParameters of schannel.h). */
export interface SrtpParameters {
  /**
   * The number of the protection profile, 0 for none: the WORD as Schannel leaves it, which callers
   * have seen in the byte order of the network.
   */
  readonly protectionProfile: number;
  /** The master key identifier, up to 255 bytes. */
  readonly masterKeyIdentifier: Buffer;
}

/** What was agreed on for token binding (RFC 8471; SecPkgContext_TokenBinding of schannel.h). */
export interface TokenBinding {
  /** The version of the protocol. */
  readonly majorVersion: number;
  /** The part of it behind the dot. */
  readonly minorVersion: number;
  /** The numbers of the key parameters, one byte for each. */
  readonly keyParameters: Buffer;
}

/** What {@link SecurityContext.query} says of a session of Schannel. */
export interface TlsSessionAttributes {
  /** SECPKG_ATTR_SESSION_INFO. */
  sessionInfo: SessionInfo;
  /** SECPKG_ATTR_APP_DATA; can be set. */
  appData: SessionAppData;
  /** SECPKG_ATTR_APPLICATION_PROTOCOL: what ALPN chose; empty when nothing. */
  applicationProtocol: string;
  /** SECPKG_ATTR_NEGOTIATED_TLS_EXTENSIONS: their numbers, as IANA registers them. */
  negotiatedTlsExtensions: number[];
  /** SECPKG_ATTR_DTLS_MTU: the largest datagram, in bytes; can be set. */
  dtlsMtu: number;
  /** SECPKG_ATTR_SRTP_PARAMETERS, of DTLS. */
  srtpParameters: SrtpParameters;
  /** SECPKG_ATTR_TOKEN_BINDING. */
  tokenBinding: TokenBinding;
  /** SECPKG_ATTR_ENDPOINT_BINDINGS: `tls-server-end-point:` and a hash (RFC 5929). */
  endpointBindings: Buffer;
  /** SECPKG_ATTR_UNIQUE_BINDINGS: `tls-unique:` and a Finished message (RFC 5929). */
  uniqueBindings: Buffer;
}

export const TLS_SESSION: AttributeTable<TlsSessionAttributes> = {
  sessionInfo: structure(SECPKG_ATTR.SESSION_INFO, { flags: number, sessionId: inlineBytes }),
  appData: structure(SECPKG_ATTR.APP_DATA, { flags: number, data: bytes }),
  applicationProtocol: single(
    SECPKG_ATTR.APPLICATION_PROTOCOL,
    (value) => (value as Buffer).toString('latin1'),
    1,
  ),
  negotiatedTlsExtensions: single(SECPKG_ATTR.NEGOTIATED_TLS_EXTENSIONS, words),
  dtlsMtu: single(SECPKG_ATTR.DTLS_MTU, number),
  srtpParameters: structure(SECPKG_ATTR.SRTP_PARAMETERS, {
    ...{ protectionProfile: number, masterKeyIdentifier: bytes },
  }),
  tokenBinding: structure(SECPKG_ATTR.TOKEN_BINDING, {
    ...{ majorVersion: number, minorVersion: number, keyParameters: bytes },
  }),
  endpointBindings: single(SECPKG_ATTR.ENDPOINT_BINDINGS, bindings),
  uniqueBindings: single(SECPKG_ATTR.UNIQUE_BINDINGS, bindings),
};
