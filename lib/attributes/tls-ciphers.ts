import { SECPKG_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { inlineText, number, structure } from './fields.js';

/**
 * The algorithms of a TLS connection, as identifiers of the CryptoAPI.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_connectioninfo
 */
export interface ConnectionInfo {
  /** The protocol: one of {@link SP_PROT}. */
  readonly protocol: number;
  /** The ALG_ID of the cipher. */
  readonly cipher: number;
  /** Its strength, in bits. */
  readonly cipherStrength: number;
  /** The ALG_ID of the hash; 0 for an authenticated cipher. */
  readonly hash: number;
  /** Its strength, in bits. */
  readonly hashStrength: number;
  /** The ALG_ID of the key exchange. */
  readonly exchange: number;
  /** Its strength, in bits. */
  readonly exchangeStrength: number;
}

/**
 * The algorithms of a TLS connection, as names of CNG.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_connectioninfoex
 */
export interface ConnectionInfoEx {
  /** The protocol: one of {@link SP_PROT}. */
  readonly protocol: number;
  /** The name of the cipher: `AES`. */
  readonly cipher: string;
  /** Its strength, in bits. */
  readonly cipherStrength: number;
  /** The name of the hash. */
  readonly hash: string;
  /** Its strength, in bits. */
  readonly hashStrength: number;
  /** The name of the key exchange. */
  readonly exchange: string;
  /** Its strength, in bits. */
  readonly exchangeStrength: number;
}

/**
 * The cipher suite of a TLS connection, by name.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_cipherinfo
 */
export interface CipherInfo {
  /** The protocol: 0x0303 is TLS 1.2, 0x0304 TLS 1.3. */
  readonly protocol: number;
  /** The number of the cipher suite, as IANA registers it. */
  readonly cipherSuite: number;
  /** The number of the base cipher suite. */
  readonly baseCipherSuite: number;
  /** The name of the suite: `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`. */
  readonly cipherSuiteName: string;
  /** The name of the cipher: `AES`. */
  readonly cipher: string;
  /** The length of its key, in bits. */
  readonly cipherLength: number;
  /** The length of its block, in bytes. */
  readonly cipherBlockLength: number;
  /** The name of the hash. */
  readonly hash: string;
  /** Its length, in bits. */
  readonly hashLength: number;
  /** The name of the key exchange. */
  readonly exchange: string;
  /** Its smallest length, in bits. */
  readonly minimumExchangeLength: number;
  /** Its largest length, in bits. */
  readonly maximumExchangeLength: number;
  /** The kind of the certificate. */
  readonly certificate: string;
  /** The kind of its key. */
  readonly keyType: number;
}

/** What {@link SecurityContext.query} says of the ciphers of Schannel. */
export interface TlsCipherAttributes {
  /** SECPKG_ATTR_CONNECTION_INFO. */
  connectionInfo: ConnectionInfo;
  /** SECPKG_ATTR_CONNECTION_INFO_EX. */
  connectionInfoEx: ConnectionInfoEx;
  /** SECPKG_ATTR_CIPHER_INFO. */
  cipherInfo: CipherInfo;
}

export const TLS_CIPHERS: AttributeTable<TlsCipherAttributes> = {
  connectionInfo: structure(SECPKG_ATTR.CONNECTION_INFO, {
    ...{ protocol: number, cipher: number, cipherStrength: number, hash: number },
    ...{ hashStrength: number, exchange: number, exchangeStrength: number },
  }),
  connectionInfoEx: structure(SECPKG_ATTR.CONNECTION_INFO_EX, {
    ...{ protocol: number, cipher: inlineText, cipherStrength: number, hash: inlineText },
    ...{ hashStrength: number, exchange: inlineText, exchangeStrength: number },
  }),
  cipherInfo: structure(SECPKG_ATTR.CIPHER_INFO, {
    ...{ protocol: number, cipherSuite: number, baseCipherSuite: number },
    ...{ cipherSuiteName: inlineText, cipher: inlineText },
    ...{ cipherLength: number, cipherBlockLength: number, hash: inlineText, hashLength: number },
    ...{ exchange: inlineText, minimumExchangeLength: number, maximumExchangeLength: number },
    ...{ certificate: inlineText, keyType: number },
  }),
};
