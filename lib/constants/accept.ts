/**
 * What a server may ask AcceptSecurityContext for (`ASC_REQ_*` of sspi.h). From EXTENDED_ERROR
 * upwards the values differ from those of the client's `ISC_REQ` flags of the same name.
 *
 * The flags of sspi.h from 0x100000000 upwards are left out: they do not fit the 32 bits of
 * fContextReq and travel in a buffer of type SECBUFFER.FLAGS instead.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/context-requirements
 */
export const ASC_REQ = {
  /** The server wants to act as the client towards other servers. */
  DELEGATE: 0x00000001,
  /** Both sides prove who they are. Schannel asks the client for a certificate. */
  MUTUAL_AUTH: 0x00000002,
  /** Messages that arrive a second time are detected. */
  REPLAY_DETECT: 0x00000004,
  /** Messages that arrive out of order are detected. */
  SEQUENCE_DETECT: 0x00000008,
  /** EncryptMessage can seal messages. */
  CONFIDENTIALITY: 0x00000010,
  /** A new session key is negotiated. */
  USE_SESSION_KEY: 0x00000020,
  /** Schannel resumes TLS sessions by tickets. */
  SESSION_TICKET: 0x00000040,
  /** The package allocates the output token, which FreeContextBuffer releases. */
  ALLOCATE_MEMORY: 0x00000100,
  /** The handshake has the third leg that DCE/RPC wants. */
  USE_DCE_STYLE: 0x00000200,
  /** The transport carries datagrams. For Schannel this means DTLS. */
  DATAGRAM: 0x00000400,
  /** The transport carries messages over a connection. */
  CONNECTION: 0x00000800,
  /** Each RPC call is authenticated on its own. Historical. */
  CALL_LEVEL: 0x00001000,
  /** The input token is a fragment of a larger one. */
  FRAGMENT_SUPPLIED: 0x00002000,
  /** When the handshake fails, a token that tells the client why is made. */
  EXTENDED_ERROR: 0x00008000,
  /** The transport is a stream without message boundaries. Schannel needs it. */
  STREAM: 0x00010000,
  /** VerifySignature can check signed messages. */
  INTEGRITY: 0x00020000,
  /** The logon counts against the licences of the server. Historical. */
  LICENSING: 0x00040000,
  /** The server only wants to know who the client is. */
  IDENTIFY: 0x00080000,
  /** Anonymous clients are accepted. */
  ALLOW_NULL_SESSION: 0x00100000,
  /** Accounts that are no users, such as those of computers, are accepted. */
  ALLOW_NON_USER_LOGONS: 0x00200000,
  /** Messages of one context may be used for it again. Digest. */
  ALLOW_CONTEXT_REPLAY: 0x00400000,
  /** Output tokens are cut into fragments that fit the buffer given. */
  FRAGMENT_TO_FIT: 0x00800000,
  /** No access token is made for the client. */
  NO_TOKEN: 0x01000000,
  /** TLS ends at a proxy in front of this server, which the channel bindings must allow for. */
  PROXY_BINDINGS: 0x04000000,
  /** Clients that send no channel bindings are accepted. */
  ALLOW_MISSING_BINDINGS: 0x10000000,
} as const;

/**
 * What AcceptSecurityContext granted a server (`ASC_RET_*` of sspi.h). The flags are final once the
 * handshake is complete.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/context-requirements
 */
export const ASC_RET = {
  /** The server may act as the client towards other servers. */
  DELEGATE: 0x00000001,
  /** Both sides proved who they are. */
  MUTUAL_AUTH: 0x00000002,
  /** Messages that arrive a second time are detected. */
  REPLAY_DETECT: 0x00000004,
  /** Messages that arrive out of order are detected. */
  SEQUENCE_DETECT: 0x00000008,
  /** EncryptMessage can seal messages. */
  CONFIDENTIALITY: 0x00000010,
  /** A new session key was negotiated. */
  USE_SESSION_KEY: 0x00000020,
  /** TLS sessions can be resumed by tickets. */
  SESSION_TICKET: 0x00000040,
  /** The package allocated the output token. */
  ALLOCATED_MEMORY: 0x00000100,
  /** The handshake has the form of DCE/RPC. */
  USED_DCE_STYLE: 0x00000200,
  /** The context is for datagrams. */
  DATAGRAM: 0x00000400,
  /** The context is for a connection. */
  CONNECTION: 0x00000800,
  /** Each RPC call is authenticated on its own. Twice the value of ASC_REQ.CALL_LEVEL. */
  CALL_LEVEL: 0x00002000,
  /** The third leg of a handshake in the form of DCE/RPC failed. */
  THIRD_LEG_FAILED: 0x00004000,
  /** The output token reports an error and must reach the client although the call failed. */
  EXTENDED_ERROR: 0x00008000,
  /** The context is for a stream. */
  STREAM: 0x00010000,
  /** VerifySignature can check signed messages. */
  INTEGRITY: 0x00020000,
  /** The logon counts against the licences of the server. */
  LICENSING: 0x00040000,
  /** The server may learn who the client is, but not act as the client. */
  IDENTIFY: 0x00080000,
  /** The client is anonymous. */
  NULL_SESSION: 0x00100000,
  /** Accounts that are no users are accepted. */
  ALLOW_NON_USER_LOGONS: 0x00200000,
  /** Messages of one context may be used for it again. */
  ALLOW_CONTEXT_REPLAY: 0x00400000,
  /** The output token is a fragment. */
  FRAGMENT_ONLY: 0x00800000,
  /** No access token was made for the client. */
  NO_TOKEN: 0x01000000,
  /** No further token is expected. Internal to Windows. */
  NO_ADDITIONAL_TOKEN: 0x02000000,
} as const;
