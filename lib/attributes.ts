import type { NativeValue } from './binding.js';
import { applicationData } from './channel-bindings.js';
import { SECPKG_ATTR } from './constants.js';
import type { SecurityPackage } from './packages.js';

/**
 * The sizes that message buffers of a context need, in bytes.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_sizes
 */
export interface ContextSizes {
  /** The largest token of a handshake. */
  readonly maxToken: number;
  /** The largest signature that MakeSignature makes. */
  readonly maxSignature: number;
  /** What messages are padded to; the size of a PADDING buffer. */
  readonly blockSize: number;
  /** The size of the TOKEN buffer of a sealed message. */
  readonly securityTrailer: number;
}

/**
 * The sizes that the records of a stream context need, in bytes.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_streamsizes
 */
export interface StreamSizes {
  /** The size of the STREAM_HEADER buffer. */
  readonly header: number;
  /** The size of the STREAM_TRAILER buffer. */
  readonly trailer: number;
  /** The most that one DATA buffer may hold. */
  readonly maximumMessage: number;
  /** How many buffers a call takes. A count, not bytes. */
  readonly buffers: number;
  /** The block size of the cipher. */
  readonly blockSize: number;
}

/**
 * Whom a context is for.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_namesw
 */
export interface ContextNames {
  /** The user who is authenticated: `DOMAIN\user`. */
  readonly userName: string;
}

/**
 * What Negotiate chose.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_negotiationinfow
 */
export interface NegotiationInfo {
  /** The package that was chosen: `Kerberos` or `NTLM`. */
  readonly package: SecurityPackage;
  /** How far the negotiation is: SECPKG_NEGOTIATION_*; 0 is complete. */
  readonly state: number;
}

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

/** What {@link SecurityContext.query} answers, by the name of the attribute. */
export interface ContextAttributes {
  /** SECPKG_ATTR_SIZES. */
  sizes: ContextSizes;
  /** SECPKG_ATTR_STREAM_SIZES; of stream contexts, such as Schannel's. */
  streamSizes: StreamSizes;
  /** SECPKG_ATTR_NAMES. */
  names: ContextNames;
  /** SECPKG_ATTR_PACKAGE_INFO: the package of the context. */
  packageInfo: SecurityPackage;
  /** SECPKG_ATTR_NEGOTIATION_INFO. */
  negotiationInfo: NegotiationInfo;
  /** SECPKG_ATTR_SESSION_KEY: a secret. Fill it with zeros when you are done. */
  sessionKey: Buffer;
  /** SECPKG_ATTR_CONNECTION_INFO, of Schannel. */
  connectionInfo: ConnectionInfo;
  /** SECPKG_ATTR_CIPHER_INFO, of Schannel. */
  cipherInfo: CipherInfo;
  /** SECPKG_ATTR_REMOTE_CERT_CONTEXT, of Schannel: the peer's certificate, DER-encoded. */
  remoteCertificate: Buffer;
  /** SECPKG_ATTR_ENDPOINT_BINDINGS, of Schannel: `tls-server-end-point:` and a hash (RFC 5929). */
  endpointBindings: Buffer;
  /** SECPKG_ATTR_UNIQUE_BINDINGS, of Schannel: `tls-unique:` and a Finished message (RFC 5929). */
  uniqueBindings: Buffer;
  /** SECPKG_ATTR_APPLICATION_PROTOCOL, of Schannel: what ALPN chose; empty when nothing. */
  applicationProtocol: string;
}

/** How one attribute is asked for, and how its members, as the addon lists them, are named. */
interface Attribute<T> {
  readonly attribute: number;
  readonly decode: (values: NativeValue[]) => T;
}

const NUMBERS = (values: NativeValue[]): number[] => values as number[];

const SIZES: Attribute<ContextSizes> = {
  attribute: SECPKG_ATTR.SIZES,
  decode(values) {
    const [maxToken = 0, maxSignature = 0, blockSize = 0, securityTrailer = 0] = NUMBERS(values);
    return { maxToken, maxSignature, blockSize, securityTrailer };
  },
};

const STREAM_SIZES: Attribute<StreamSizes> = {
  attribute: SECPKG_ATTR.STREAM_SIZES,
  decode(values) {
    const [header = 0, trailer = 0, maximumMessage = 0, buffers = 0, blockSize = 0] =
      NUMBERS(values);
    return { header, trailer, maximumMessage, buffers, blockSize };
  },
};

const CONNECTION_INFO: Attribute<ConnectionInfo> = {
  attribute: SECPKG_ATTR.CONNECTION_INFO,
  decode(values) {
    const [protocol = 0, cipher = 0, cipherStrength = 0, hash = 0, hashStrength = 0] =
      NUMBERS(values);
    const [exchange = 0, exchangeStrength = 0] = NUMBERS(values.slice(5));
    return {
      protocol,
      cipher,
      cipherStrength,
      hash,
      hashStrength,
      exchange,
      exchangeStrength,
    };
  },
};

const CIPHER_INFO: Attribute<CipherInfo> = {
  attribute: SECPKG_ATTR.CIPHER_INFO,
  decode(values) {
    const number = (index: number): number => values[index] as number;
    const text = (index: number): string => values[index] as string;
    return {
      protocol: number(0),
      cipherSuite: number(1),
      baseCipherSuite: number(2),
      cipherSuiteName: text(3),
      cipher: text(4),
      cipherLength: number(5),
      cipherBlockLength: number(6),
      hash: text(7),
      hashLength: number(8),
      exchange: text(9),
      minimumExchangeLength: number(10),
      maximumExchangeLength: number(11),
      certificate: text(12),
      keyType: number(13),
    };
  },
};

function bytes(attribute: number): Attribute<Buffer> {
  return { attribute, decode: ([value]) => (value as Buffer | null) ?? Buffer.alloc(0) };
}

function bindings(attribute: number): Attribute<Buffer> {
  return { attribute, decode: ([value]) => applicationData(value as Buffer | null) };
}

/** Every attribute that can be asked for by name. */
export const ATTRIBUTES: {
  readonly [Name in keyof ContextAttributes]: Attribute<ContextAttributes[Name]>;
} = {
  sizes: SIZES,
  streamSizes: STREAM_SIZES,
  names: {
    attribute: SECPKG_ATTR.NAMES,
    decode: ([userName]) => ({ userName: (userName as string | null) ?? '' }),
  },
  packageInfo: {
    attribute: SECPKG_ATTR.PACKAGE_INFO,
    decode: ([found]) => found as SecurityPackage,
  },
  negotiationInfo: {
    attribute: SECPKG_ATTR.NEGOTIATION_INFO,
    decode: ([found, state]) => ({ package: found as SecurityPackage, state: state as number }),
  },
  sessionKey: bytes(SECPKG_ATTR.SESSION_KEY),
  connectionInfo: CONNECTION_INFO,
  cipherInfo: CIPHER_INFO,
  remoteCertificate: bytes(SECPKG_ATTR.REMOTE_CERT_CONTEXT),
  endpointBindings: bindings(SECPKG_ATTR.ENDPOINT_BINDINGS),
  uniqueBindings: bindings(SECPKG_ATTR.UNIQUE_BINDINGS),
  applicationProtocol: {
    attribute: SECPKG_ATTR.APPLICATION_PROTOCOL,
    decode: ([, protocol]) => (protocol as Buffer).toString('latin1'),
  },
};
