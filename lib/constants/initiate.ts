/**
 * What a client may ask InitializeSecurityContext for (`ISC_REQ_*` of sspi.h). A request is not a
 * promise: compare the {@link ISC_RET} flags of the finished context.
 *
 * The flags of sspi.h from 0x100000000 upwards are left out: they do not fit the 32 bits of
 * fContextReq and travel in a buffer of type SECBUFFER.FLAGS instead.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/context-requirements
 */
export const ISC_REQ = {
  /** Lets the server act as the client towards other servers. Kerberos; needs MUTUAL_AUTH. */
  DELEGATE: 0x00000001,
  /** The server must prove who it is. Kerberos; Schannel does so always. */
  MUTUAL_AUTH: 0x00000002,
  /** Messages that arrive a second time are detected. */
  REPLAY_DETECT: 0x00000004,
  /** Messages that arrive out of order are detected. */
  SEQUENCE_DETECT: 0x00000008,
  /** EncryptMessage can seal messages. */
  CONFIDENTIALITY: 0x00000010,
  /** A new session key is negotiated. Kerberos: user-to-user authentication. */
  USE_SESSION_KEY: 0x00000020,
  /** The package may ask the user for credentials. */
  PROMPT_FOR_CREDS: 0x00000040,
  /** Only the credentials given are used. Schannel then never picks a client certificate itself. */
  USE_SUPPLIED_CREDS: 0x00000080,
  /** The package allocates the output token, which FreeContextBuffer releases. */
  ALLOCATE_MEMORY: 0x00000100,
  /** The handshake has the third leg that DCE/RPC wants, and tokens have its form. */
  USE_DCE_STYLE: 0x00000200,
  /** The transport carries datagrams. For Schannel this means DTLS. */
  DATAGRAM: 0x00000400,
  /** The transport carries messages over a connection. */
  CONNECTION: 0x00000800,
  /** Each RPC call is authenticated on its own. Historical. */
  CALL_LEVEL: 0x00001000,
  /** The input token is a fragment of a larger one. */
  FRAGMENT_SUPPLIED: 0x00002000,
  /** When the handshake fails, a token that tells the peer why is made. */
  EXTENDED_ERROR: 0x00004000,
  /** The transport is a stream without message boundaries. Schannel needs it. */
  STREAM: 0x00008000,
  /** MakeSignature can sign messages. */
  INTEGRITY: 0x00010000,
  /** The server may learn who the client is, but not act as the client. */
  IDENTIFY: 0x00020000,
  /** The client stays anonymous. */
  NULL_SESSION: 0x00040000,
  /** Schannel does not check the certificate of the server: the caller must. */
  MANUAL_CRED_VALIDATION: 0x00080000,
  /** Reserved by Windows. */
  RESERVED1: 0x00100000,
  /** Output tokens are cut into fragments that fit the buffer given. */
  FRAGMENT_TO_FIT: 0x00200000,
  /** The credentials themselves are handed to the server. Windows Vista and later. */
  FORWARD_CREDENTIALS: 0x00400000,
  /** Negotiate does not add integrity on its own. */
  NO_INTEGRITY: 0x00800000,
  /** Tokens have the form that HTTP authentication uses. */
  USE_HTTP_STYLE: 0x01000000,
  /** The target name comes from a source that is not trusted. */
  UNVERIFIED_TARGET_NAME: 0x20000000,
  /** Confidentiality without integrity. Negotiate and Kerberos. */
  CONFIDENTIALITY_ONLY: 0x40000000,
} as const;

/**
 * What InitializeSecurityContext granted a client (`ISC_RET_*` of sspi.h). The flags are final once
 * the handshake is complete.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/context-requirements
 */
export const ISC_RET = {
  /** The server may act as the client towards other servers. */
  DELEGATE: 0x00000001,
  /** The server proved who it is. */
  MUTUAL_AUTH: 0x00000002,
  /** Messages that arrive a second time are detected. */
  REPLAY_DETECT: 0x00000004,
  /** Messages that arrive out of order are detected. */
  SEQUENCE_DETECT: 0x00000008,
  /** EncryptMessage can seal messages. */
  CONFIDENTIALITY: 0x00000010,
  /** A new session key was negotiated. */
  USE_SESSION_KEY: 0x00000020,
  /** The user was asked for credentials, and they were used. */
  USED_COLLECTED_CREDS: 0x00000040,
  /** The credentials given were used. */
  USED_SUPPLIED_CREDS: 0x00000080,
  /** The package allocated the output token. */
  ALLOCATED_MEMORY: 0x00000100,
  /** The handshake has the form of DCE/RPC. */
  USED_DCE_STYLE: 0x00000200,
  /** The context is for datagrams. */
  DATAGRAM: 0x00000400,
  /** The context is for a connection. */
  CONNECTION: 0x00000800,
  /** The handshake is not complete yet. */
  INTERMEDIATE_RETURN: 0x00001000,
  /** Each RPC call is authenticated on its own. Twice the value of ISC_REQ.CALL_LEVEL. */
  CALL_LEVEL: 0x00002000,
  /** The output token reports an error and must reach the peer although the call failed. */
  EXTENDED_ERROR: 0x00004000,
  /** The context is for a stream. */
  STREAM: 0x00008000,
  /** MakeSignature can sign messages. */
  INTEGRITY: 0x00010000,
  /** The server may learn who the client is, but not act as the client. */
  IDENTIFY: 0x00020000,
  /** The client is anonymous. */
  NULL_SESSION: 0x00040000,
  /** Schannel did not check the certificate of the server. */
  MANUAL_CRED_VALIDATION: 0x00080000,
  /** Reserved by Windows. */
  RESERVED1: 0x00100000,
  /** The output token is a fragment. */
  FRAGMENT_ONLY: 0x00200000,
  /** The credentials are handed to the server. */
  FORWARD_CREDENTIALS: 0x00400000,
  /** Tokens have the form that HTTP authentication uses. */
  USED_HTTP_STYLE: 0x01000000,
  /** No further token is expected. Internal to Windows. */
  NO_ADDITIONAL_TOKEN: 0x02000000,
  /** The context authenticates again. Internal to Windows. */
  REAUTHENTICATION: 0x08000000,
  /** Confidentiality without integrity. */
  CONFIDENTIALITY_ONLY: 0x40000000,
} as const;
