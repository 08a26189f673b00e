/**
 * What QueryContextAttributes can be asked for (`SECPKG_ATTR_*` of sspi.h, and from 0x50 upwards of
 * schannel.h). Sizes are in bytes. Which attributes a context answers depends on its package; a few
 * are for SetContextAttributes or QueryCredentialsAttributes, and say so.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/querycontextattributes--general
 * @see https://learn.microsoft.com/windows/win32/secauthn/querycontextattributes--schannel
 */
export const SECPKG_ATTR = {
  /** Sizes of tokens, signatures, blocks and the security trailer. */
  SIZES: 0,
  /** The name of the account of the peer, or of the client. */
  NAMES: 1,
  /** When the context becomes valid and when it expires. */
  LIFESPAN: 2,
  /** Authorization data for DCE services. */
  DCE_INFO: 3,
  /** Sizes of the header, trailer and largest message of a stream. */
  STREAM_SIZES: 4,
  /** Sizes for datagrams. The same value as STREAM_SIZES. */
  DATAGRAM_SIZES: 4,
  /** Names and sizes of the keys. */
  KEY_INFO: 5,
  /** The name of the authority that authenticated the peer. */
  AUTHORITY: 6,
  /** Name and version of the protocol. */
  PROTO_INFO: 7,
  /** When the password of the account expires. */
  PASSWORD_EXPIRY: 8,
  /** The session key itself: a secret. */
  SESSION_KEY: 9,
  /** The security package in use. */
  PACKAGE_INFO: 10,
  /** Flags about the user, in a form of the package's own. */
  USER_FLAGS: 11,
  /** The negotiated package and how far the negotiation has come. */
  NEGOTIATION_INFO: 12,
  /** The names of client and server, in the form of the package. */
  NATIVE_NAMES: 13,
  /** The flags that were granted to the context. */
  FLAGS: 14,
  /** Credentials that were checked already. */
  USE_VALIDATED: 15,
  /** The name of the credentials. */
  CREDENTIAL_NAME: 16,
  /** Information about the target, in marshalled form. */
  TARGET_INFORMATION: 17,
  /** A handle to the access token of the client. */
  ACCESS_TOKEN: 18,
  /** The target of the context. */
  TARGET: 19,
  /** The identifier that authorization uses. */
  AUTHENTICATION_ID: 20,
  /** When the user must log off. */
  LOGOFF_TIME: 21,
  /** Keys for the negotiation between packages: a secret. */
  NEGO_KEYS: 22,
  /** Whether the user must be asked for credentials. */
  PROMPTING_NEEDED: 24,
  /** Channel bindings that are unique to the TLS connection (`tls-unique`, RFC 5929). */
  UNIQUE_BINDINGS: 25,
  /** Channel bindings made of the server certificate (`tls-server-end-point`, RFC 5929). */
  ENDPOINT_BINDINGS: 26,
  /** The target name that the client gave, for the server to check. */
  CLIENT_SPECIFIED_TARGET: 27,
  /** Whether the token of the client that was accepted is its last. */
  LAST_CLIENT_TOKEN_STATUS: 30,
  /** Which packages take part in the negotiation. */
  NEGO_PKG_INFO: 31,
  /** The last status of the negotiation. */
  NEGO_STATUS: 32,
  /** Tells the package that the context was deleted. */
  CONTEXT_DELETED: 33,
  /** The largest datagram of the path for DTLS. Can be set. */
  DTLS_MTU: 34,
  /** The application protocol that ALPN agreed on. */
  APPLICATION_PROTOCOL: 35,
  /** The TLS extensions that were negotiated. */
  NEGOTIATED_TLS_EXTENSIONS: 36,
  /** Whether client and server are on the same computer. */
  IS_LOOPBACK: 37,
  /** Security attributes (claims) of the client. */
  SUBJECT_SECURITY_ATTRIBUTES: 128,

  /** The issuers that the server trusts. Superseded by ISSUER_LIST_EX. */
  ISSUER_LIST: 0x50,
  /** The certificate of the peer. Superseded by REMOTE_CERT_CONTEXT. */
  REMOTE_CRED: 0x51,
  /** The own certificate. Superseded by LOCAL_CERT_CONTEXT. */
  LOCAL_CRED: 0x52,
  /** The certificate of the peer. */
  REMOTE_CERT_CONTEXT: 0x53,
  /** The certificate that was sent to the peer. */
  LOCAL_CERT_CONTEXT: 0x54,
  /** The store of the trusted roots. */
  ROOT_STORE: 0x55,
  /** The algorithms of the credentials. */
  SUPPORTED_ALGS: 0x56,
  /** The least and greatest cipher strength of the credentials, in bits. */
  CIPHER_STRENGTHS: 0x57,
  /** The protocols of the credentials, as SP_PROT flags. */
  SUPPORTED_PROTOCOLS: 0x58,
  /** The issuers that the server trusts for client certificates. */
  ISSUER_LIST_EX: 0x59,
  /** Protocol, cipher, hash and key exchange of the TLS connection, as algorithm identifiers. */
  CONNECTION_INFO: 0x5a,
  /** Keys for EAP-TLS: a secret. */
  EAP_KEY_BLOCK: 0x5b,
  /** An attribute of the credentials that a certificate was mapped to. */
  MAPPED_CRED_ATTR: 0x5c,
  /** The identifier of the TLS session, and whether it was resumed. */
  SESSION_INFO: 0x5d,
  /** Data of the application that is kept with the TLS session. Can be set. */
  APP_DATA: 0x5e,
  /** The certificates that the peer sent. */
  REMOTE_CERTIFICATES: 0x5f,
  /** The policy for client certificates. For credentials. */
  CLIENT_CERT_POLICY: 0x60,
  /** What the policy for client certificates decided. */
  CC_POLICY_RESULT: 0x61,
  /** Makes the credentials use CNG. Set only. */
  USE_NCRYPT: 0x62,
  /** Subject, issuer and key size of the own certificate. */
  LOCAL_CERT_INFO: 0x63,
  /** The cipher suite of the TLS connection, with names. */
  CIPHER_INFO: 0x64,
  /** The pseudo-random function for EAP. Set only. */
  EAP_PRF_INFO: 0x65,
  /** The signature algorithms of the peer. */
  SUPPORTED_SIGNATURES: 0x66,
  /** The certificate of the peer with its chain. */
  REMOTE_CERT_CHAIN: 0x67,
  /** The window that a PIN dialog belongs to. Set only. */
  UI_INFO: 0x68,
  /** Lets data be sent before the handshake is complete. Set only. */
  EARLY_START: 0x69,
  /** Label and context for exported keying material. Set only. */
  KEYING_MATERIAL_INFO: 0x6a,
  /** Exported keying material (RFC 5705): a secret. */
  KEYING_MATERIAL: 0x6b,
  /** The negotiated SRTP parameters. */
  SRTP_PARAMETERS: 0x6c,
  /** The negotiated token binding. */
  TOKEN_BINDING: 0x6d,
  /** Protocol, cipher, hash and key exchange of the TLS connection, with names. */
  CONNECTION_INFO_EX: 0x6e,
  /** Exported keying material for token binding: a secret. */
  KEYING_MATERIAL_TOKEN_BINDING: 0x6f,
  /** Exported keying material, computed in this process: a secret. */
  KEYING_MATERIAL_INPROC: 0x70,
  /** How the check of the peer's certificate ended; also during the handshake. */
  CERT_CHECK_RESULT: 0x71,
  /** How the check of the peer's certificate ended; only after the handshake. */
  CERT_CHECK_RESULT_INPROC: 0x72,
  /** The keys that protect session tickets: a secret. Set only, for credentials. */
  SESSION_TICKET_KEYS: 0x73,
  /** The certificate of the peer in serialized form; only after the handshake. */
  SERIALIZED_REMOTE_CERT_CONTEXT_INPROC: 0x74,
  /** The certificate of the peer in serialized form; also during the handshake. */
  SERIALIZED_REMOTE_CERT_CONTEXT: 0x75,
} as const;
