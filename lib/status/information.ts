import type { StatusRow } from './row.js';

/** SEC_E_OK and the SEC_I_* codes of winerror.h: the call did its part; this is what comes next. */
export const INFORMATION = [
  [0x00000000, 'SEC_E_OK', 'The call succeeded.'],
  [0x00090312, 'SEC_I_CONTINUE_NEEDED', 'The handshake needs another token from the peer.'],
  [0x00090313, 'SEC_I_COMPLETE_NEEDED', 'CompleteAuthToken must run before the token is sent.'],
  [0x00090314, 'SEC_I_COMPLETE_AND_CONTINUE', 'CompleteAuthToken must run; more tokens follow.'],
  [0x00090315, 'SEC_I_LOCAL_LOGON', 'The logon used only what this computer has cached.'],
  [0x00090316, 'SEC_I_GENERIC_EXTENSION_RECEIVED', 'A subscribed TLS extension has arrived.'],
  [0x00090317, 'SEC_I_CONTEXT_EXPIRED', 'The peer has closed the secure channel.'],
  [0x00090320, 'SEC_I_INCOMPLETE_CREDENTIALS', 'The server asks for a client certificate.'],
  [0x00090321, 'SEC_I_RENEGOTIATE', 'A TLS handshake message must be processed before more data.'],
  [0x00090323, 'SEC_I_NO_LSA_CONTEXT', 'The context has no counterpart in the LSA.'],
  [0x0009035c, 'SEC_I_SIGNATURE_NEEDED', 'A signature must be made before the logon can go on.'],
  [0x00090360, 'SEC_I_NO_RENEGOTIATION', 'The peer declined to renegotiate the TLS session.'],
  [0x00090364, 'SEC_I_MESSAGE_FRAGMENT', 'The output holds one fragment of a larger message.'],
  [
    0x00090366,
    'SEC_I_CONTINUE_NEEDED_MESSAGE_OK',
    'The handshake needs another token, and data may be sent already.',
  ],
  [0x00090368, 'SEC_I_ASYNC_CALL_PENDING', 'The asynchronous SSPI call has not finished yet.'],
] as const satisfies readonly StatusRow[];
