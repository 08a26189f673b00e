/**
 * How Schannel credentials treat certificates (`SCH_CRED_*` of schannel.h). One dwFlags field holds
 * these together with {@link SCH_SEND}, {@link SCH_USE} and {@link SCH_ALLOW}.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-sch_credentials
 */
export const SCH_CRED = {
  /** Server: certificates of clients are not mapped to Windows accounts. */
  NO_SYSTEM_MAPPER: 0x00000002,
  /** Client: the name in the server's certificate is not compared with the target. Insecure. */
  NO_SERVERNAME_CHECK: 0x00000004,
  /** Client: the server's certificate is not checked; the caller must. */
  MANUAL_CRED_VALIDATION: 0x00000008,
  /** Client: no client certificate is looked for. */
  NO_DEFAULT_CREDS: 0x00000010,
  /** Client: the server's certificate is checked. The default. */
  AUTO_CRED_VALIDATION: 0x00000020,
  /** Client: a client certificate is looked for when the server wants one. */
  USE_DEFAULT_CREDS: 0x00000040,
  /** Server: TLS sessions cannot be resumed unless ApplyControlToken allows it. */
  DISABLE_RECONNECTS: 0x00000080,
  /** Revocation is checked for the end certificate only. */
  REVOCATION_CHECK_END_CERT: 0x00000100,
  /** Revocation is checked for the whole chain. */
  REVOCATION_CHECK_CHAIN: 0x00000200,
  /** Revocation is checked for the chain without its root. */
  REVOCATION_CHECK_CHAIN_EXCLUDE_ROOT: 0x00000400,
  /** A certificate that offers no revocation check is accepted. */
  IGNORE_NO_REVOCATION_CHECK: 0x00000800,
  /** A revocation server that cannot be reached is ignored. */
  IGNORE_REVOCATION_OFFLINE: 0x00001000,
  /** Only roots of the store given are trusted. */
  RESTRICTED_ROOTS: 0x00002000,
  /** Revocation is checked with what is cached, without the network. */
  REVOCATION_CHECK_CACHE_ONLY: 0x00004000,
  /** Chains of the peer are built with what is cached, without the network. */
  CACHE_ONLY_URL_RETRIEVAL: 0x00008000,
  /** The certificate is in a store in memory. */
  MEMORY_STORE_CERT: 0x00010000,
  /** The own chain is built with what is cached when the credentials are acquired. */
  CACHE_ONLY_URL_RETRIEVAL_ON_CREATE: 0x00020000,
  /** Server: the certificate is chosen by the name that the client sends (SNI). */
  SNI_CREDENTIAL: 0x00080000,
  /** Server: OCSP stapling works for certificates chosen by SNI. */
  SNI_ENABLE_OCSP: 0x00100000,
  /** Client: the server's certificate is checked, and the caller reads the result later. */
  DEFERRED_CRED_VALIDATION: 0x04000000,
} as const;

/** What Schannel sends (`SCH_SEND_*` of schannel.h). See {@link SCH_CRED} for the field. */
export const SCH_SEND = {
  /** The root certificate goes to the peer too. */
  ROOT_CERT: 0x00040000,
  /** Application data is split into two records, against attacks on TLS 1.0 in CBC mode. */
  AUX_RECORD: 0x00200000,
} as const;

/** What Schannel may negotiate (`SCH_USE_*` of schannel.h). See {@link SCH_CRED} for the field. */
export const SCH_USE = {
  /** Weak algorithms, cipher suites and protocol versions are off. */
  STRONG_CRYPTO: 0x00400000,
  /** Only cipher suites with a pre-shared key are used. */
  PRESHAREDKEY_ONLY: 0x00800000,
  /** Only DTLS is used. */
  DTLS_ONLY: 0x01000000,
} as const;

/** What Schannel may not do by default (`SCH_ALLOW_*`). See {@link SCH_CRED} for the field. */
export const SCH_ALLOW = {
  /** Cipher suites that do not encrypt are allowed. Insecure. */
  NULL_ENCRYPTION: 0x02000000,
} as const;

/**
 * What ApplyControlToken shall do to a Schannel context: the first four bytes of the token
 * (`SCHANNEL_*` of schannel.h).
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/shutting-down-an-schannel-connection
 */
export const SCHANNEL = {
  /** Starts a renegotiation. */
  RENEGOTIATE: 0,
  /** Closes the connection: the next handshake call makes a close_notify. */
  SHUTDOWN: 1,
  /** Makes an alert; alert type and number follow as two 32-bit numbers. */
  ALERT: 2,
  /** Controls session resumption; SSL_SESSION flags follow as a 32-bit number. */
  SESSION: 3,
} as const;

/** Whether a TLS session may be resumed (`SSL_SESSION_*`): what follows SCHANNEL.SESSION. */
export const SSL_SESSION = {
  /** The session may be resumed. */
  ENABLE_RECONNECTS: 1,
  /** The session may not be resumed. */
  DISABLE_RECONNECTS: 2,
} as const;

/**
 * TLS alerts (`TLS1_ALERT_*` of schannel.h): WARNING and FATAL are levels, the rest are
 * descriptions. Each is one byte of an alert.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-schannel_alert_token
 */
export const TLS1_ALERT = {
  /** Level: the connection may go on. */
  WARNING: 1,
  /** Level: the connection is over. */
  FATAL: 2,

  /** The sender sends nothing more. */
  CLOSE_NOTIFY: 0,
  /** A message came at the wrong moment. */
  UNEXPECTED_MESSAGE: 10,
  /** A record does not verify. */
  BAD_RECORD_MAC: 20,
  /** A record could not be decrypted. Reserved today. */
  DECRYPTION_FAILED: 21,
  /** A record is too long. */
  RECORD_OVERFLOW: 22,
  /** A record could not be decompressed. */
  DECOMPRESSION_FAIL: 30,
  /** No acceptable set of parameters was found. */
  HANDSHAKE_FAILURE: 40,
  /** A certificate is damaged. */
  BAD_CERTIFICATE: 42,
  /** A certificate is of an unsupported kind. */
  UNSUPPORTED_CERT: 43,
  /** A certificate has been revoked. */
  CERTIFICATE_REVOKED: 44,
  /** A certificate has expired. */
  CERTIFICATE_EXPIRED: 45,
  /** A certificate is not acceptable for another reason. */
  CERTIFICATE_UNKNOWN: 46,
  /** A handshake field holds an illegal value. */
  ILLEGAL_PARAMETER: 47,
  /** The issuer of the certificate is not known or trusted. */
  UNKNOWN_CA: 48,
  /** The certificate is valid, but access is denied. */
  ACCESS_DENIED: 49,
  /** A message could not be decoded. */
  DECODE_ERROR: 50,
  /** A cryptographic step of the handshake failed. */
  DECRYPT_ERROR: 51,
  /** Export rules were broken. Reserved today. */
  EXPORT_RESTRICTION: 60,
  /** The protocol version is not supported. */
  PROTOCOL_VERSION: 70,
  /** The server demands stronger ciphers. The letters are missing in schannel.h itself. */
  INSUFFIENT_SECURITY: 71,
  /** The sender failed for a reason of its own. */
  INTERNAL_ERROR: 80,
  /** The user cancelled the handshake. */
  USER_CANCELED: 90,
  /** The sender does not renegotiate. */
  NO_RENEGOTIATION: 100,
  /** An extension was sent that the client had not offered. */
  UNSUPPORTED_EXT: 110,
  /** The identity of the pre-shared key is not known. */
  UNKNOWN_PSK_IDENTITY: 115,
  /** ALPN found no common protocol. */
  NO_APP_PROTOCOL: 120,
} as const;
