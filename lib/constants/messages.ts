/**
 * What a SecBuffer holds (`SECBUFFER_*` of sspi.h), and the attribute flags that may be added to
 * the type. In JavaScript `|` gives a signed number, so write
 * `(SECBUFFER.DATA | SECBUFFER.READONLY) >>> 0` where an unsigned one is wanted.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secbuffer
 */
export const SECBUFFER = {
  /** Nothing; a place that the package may fill and retype. */
  EMPTY: 0,
  /** Message data, encrypted or decrypted in place. */
  DATA: 1,
  /** A security token: a handshake message, a signature, or what precedes a sealed message. */
  TOKEN: 2,
  /** Parameters in a form of the package's own, such as the token for ApplyControlToken. */
  PKG_PARAMS: 3,
  /** How many bytes are missing from the input: its size is a hint, there is no data. */
  MISSING: 4,
  /** The tail of the input that was not consumed. */
  EXTRA: 5,
  /** The trailer of a stream record. Schannel: cbTrailer bytes. */
  STREAM_TRAILER: 6,
  /** The header of a stream record. Schannel: cbHeader bytes. */
  STREAM_HEADER: 7,
  /** Hints for the negotiation. Historical. */
  NEGOTIATION_INFO: 8,
  /** Room for padding after the data, cbBlockSize bytes. Kerberos and Negotiate. */
  PADDING: 9,
  /** A whole sealed message for DecryptMessage, whose DATA then points into it. */
  STREAM: 10,
  /** A list of mechanism object identifiers. */
  MECHLIST: 11,
  /** The signature over the list of mechanisms. */
  MECHLIST_SIGNATURE: 12,
  /** The target name, in the form the package wants. */
  TARGET: 13,
  /** A SEC_CHANNEL_BINDINGS structure with what it refers to. */
  CHANNEL_BINDINGS: 14,
  /** The answer to a password change. */
  CHANGE_PASS_RESPONSE: 15,
  /** The host name of the target, as UTF-16. */
  TARGET_HOST: 16,
  /** A TLS alert. Schannel. */
  ALERT: 17,
  /** A SEC_APPLICATION_PROTOCOLS structure for ALPN. Schannel. */
  APPLICATION_PROTOCOLS: 18,
  /** The SRTP protection profiles to negotiate. Schannel. */
  SRTP_PROTECTION_PROFILES: 19,
  /** The SRTP master key identifier. Schannel. */
  SRTP_MASTER_KEY_IDENTIFIER: 20,
  /** Parameters of token binding. Schannel. */
  TOKEN_BINDING: 21,
  /** A pre-shared key. Schannel. */
  PRESHARED_KEY: 22,
  /** The identity that belongs to a pre-shared key. Schannel. */
  PRESHARED_KEY_IDENTITY: 23,
  /** The largest datagram of the path, in bytes, for DTLS. Schannel. */
  DTLS_MTU: 24,
  /** A TLS extension to send. Schannel. */
  SEND_GENERIC_TLS_EXTENSION: 25,
  /** The TLS extensions to report. Schannel. */
  SUBSCRIBE_GENERIC_TLS_EXTENSION: 26,
  /** A SEC_FLAGS structure: 64 bits of context requirements. */
  FLAGS: 27,
  /** The traffic secrets of the TLS handshake. Schannel. */
  TRAFFIC_SECRETS: 28,
  /** The context of a TLS 1.3 certificate request. Schannel. */
  CERTIFICATE_REQUEST_CONTEXT: 29,
  /** How the check of the channel bindings ended. */
  CHANNEL_BINDINGS_RESULT: 30,
  /** State of the application that is kept with a TLS session. Schannel. */
  APP_SESSION_STATE: 31,
  /** A TLS session ticket. Schannel. */
  SESSION_TICKET: 32,

  /** The bits of a type that hold attribute flags. */
  ATTRMASK: 0xf0000000,
  /** Attribute: the buffer is not changed. Kerberos skips it, NTLM includes it in the signature. */
  READONLY: 0x80000000,
  /** Attribute: the buffer is not changed or encrypted, but is authenticated. */
  READONLY_WITH_CHECKSUM: 0x10000000,
  /** Attribute bits that Windows keeps for itself. */
  RESERVED: 0x60000000,
} as const;

/**
 * Quality of protection: what EncryptMessage shall do, and what DecryptMessage found
 * (`SECQOP_*` of sspi.h). 0 means sealed.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
 */
export const SECQOP = {
  /** Signed but not encrypted. The same value as KERB_WRAP_NO_ENCRYPT, and Digest's SIGN_ONLY. */
  WRAP_NO_ENCRYPT: 0x80000001,
  /** Schannel: the message is a TLS alert of two bytes, level and description. */
  WRAP_OOB_DATA: 0x40000000,
} as const;

/** Kerberos' name for {@link SECQOP}.WRAP_NO_ENCRYPT (ntsecapi.h): signed but not encrypted. */
export const KERB_WRAP_NO_ENCRYPT = SECQOP.WRAP_NO_ENCRYPT;
