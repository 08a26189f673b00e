/** What to do about successes that ask for something. */
export const INFORMATION_HINTS = {
  SEC_I_CONTINUE_NEEDED:
    'Send the token to the peer, and pass its answer to the next step of the handshake.',
  SEC_I_COMPLETE_NEEDED:
    'Digest authentication ends like this; step() completes the token by itself, raw ' +
    'callers call completeAuthToken.',
  SEC_I_COMPLETE_AND_CONTINUE:
    'Complete the token, send it, and pass the answer of the peer to the next step; step() ' +
    'does the first by itself.',
  SEC_I_LOCAL_LOGON:
    'No domain controller was asked, so changes of the account are not seen yet; check the ' +
    'network if that matters.',
  SEC_I_GENERIC_EXTENSION_RECEIVED:
    'Read the extension from the context, then call the same step again without new bytes.',
  SEC_I_CONTEXT_EXPIRED:
    'Answer with a shutdown of your own and close the connection; no further messages ' + 'follow.',
  SEC_I_INCOMPLETE_CREDENTIALS:
    'Give a client certificate, or call again with USE_SUPPLIED_CREDS to go on without ' +
    'one, as step() does.',
  SEC_I_RENEGOTIATE:
    'Pass what was left over to step() until it says done, then go on with messages; TLS ' +
    '1.3 sends tickets and key updates in this way.',
  SEC_I_NO_LSA_CONTEXT: 'The context lives in this process alone; there is nothing to do.',
  SEC_I_SIGNATURE_NEEDED:
    'Sign the message with the smart card or key that the logon asks for, and call again.',
  SEC_I_NO_RENEGOTIATION:
    'The session goes on as it was; make a new connection where other properties are ' + 'needed.',
  SEC_I_MESSAGE_FRAGMENT:
    'Send the fragment, and call again for the next one until the handshake asks for an ' +
    'answer.',
  SEC_I_CONTINUE_NEEDED_MESSAGE_OK:
    'Send the token; messages may already be protected, but the handshake has still to be ' +
    'completed.',
  SEC_I_ASYNC_CALL_PENDING: 'Wait for the completion that was registered with the call.',
} as const satisfies Readonly<Record<string, string>>;
