/** What to do about codes of private keys and smart cards. */
export const KEYS_HINTS = {
  NTE_BAD_KEY:
    'The key is of another kind or was destroyed; open the key again, or import the ' +
    'certificate with its key anew.',
  NTE_BAD_DATA: 'A PFX with a wrong password, or data encrypted for another key, ends like this.',
  NTE_BAD_SIGNATURE:
    'The data was changed, or the certificate does not belong to the key that signed; ' +
    'import matching files.',
  NTE_BAD_ALGID:
    'The provider of the key is too old for the algorithm; keep the key in Microsoft ' +
    'Software Key Storage Provider.',
  NTE_BAD_FLAGS:
    'The provider does not know a flag that was passed; a legacy provider in place of a ' +
    'CNG one is a usual cause.',
  NTE_BAD_TYPE:
    'The key is for signing where one for exchange is needed, or the reverse; request a ' +
    'certificate with the right key usage.',
  NTE_BAD_KEY_STATE:
    'The key is marked as not exportable or needs strong protection; import it without ' +
    'those marks.',
  NTE_NO_KEY:
    'The container exists without a key for this purpose; import the certificate with its ' +
    'private key again.',
  NTE_EXISTS: 'Use the key that is there, delete it, or choose another container name.',
  NTE_PERM: 'Grant this account read access to the private key.',
  NTE_NOT_FOUND:
    'The certificate points to a key that was deleted, or that belongs to another user; ' +
    'import the PFX again under this account.',
  NTE_BAD_PROV_TYPE:
    'The key was made for a provider of another type; import the PFX again and name a ' +
    'suitable provider.',
  NTE_BAD_PUBLIC_KEY: 'The certificate or key blob is damaged; export it again.',
  NTE_BAD_KEYSET:
    'The private key is missing, or this account has no read access to it; grant it in the ' +
    'certificate console under Manage Private Keys.',
  NTE_KEYSET_NOT_DEF:
    'The provider that the certificate names is not installed; install the middleware of ' +
    'the token, or import the PFX again.',
  NTE_PROVIDER_DLL_FAIL:
    'The library of the provider is damaged or of another architecture; repair its ' +
    'installation.',
  NTE_PROV_DLL_NOT_FOUND:
    'Install the provider that the certificate names, or import the key into a provider of ' +
    'Windows.',
  NTE_FAIL: 'The provider gives no reason; its own log and the CAPI2 event log may.',
  NTE_SILENT_CONTEXT: 'A service cannot show a PIN dialog; use a key that needs none.',
  NTE_TEMPORARY_PROFILE:
    'Log on with a full profile, or keep the key in the store of the computer instead.',
  NTE_INVALID_HANDLE: 'The key was closed before its use ended; keep the credentials open.',
  NTE_INVALID_PARAMETER:
    'The key cannot do what the handshake asks, RSA-PSS for example; use a key in a CNG ' +
    'provider.',
  NTE_BUFFER_TOO_SMALL: 'The provider has not told its sizes correctly; update it.',
  NTE_NOT_SUPPORTED:
    'The provider lacks an algorithm of the protocol, often RSA-PSS of TLS 1.3; use ' +
    'another provider, or TLS 1.2.',
  NTE_NO_MORE_ITEMS: 'All entries were seen; this ends a list and is no failure.',
  NTE_DECRYPTION_FAILURE: 'The data was encrypted for another key, or is damaged.',
  NTE_INTERNAL_ERROR:
    'Restart the key isolation service or the device, and see whether it happens again.',
  NTE_DEVICE_NOT_READY: 'Wait for the TPM or the token, or connect it again.',
  NTE_INCORRECT_PASSWORD: 'Give the right PIN or password; too many wrong ones block the key.',
  NTE_DEVICE_NOT_FOUND: 'Connect the smart card, token or TPM that holds the key.',
  NTE_USER_CANCELLED: 'Run it again and confirm the dialog.',
  SCARD_E_CANCELLED: 'Run it again and let the operation finish.',
  SCARD_E_NO_SMARTCARD: 'Insert the card that holds the certificate.',
  SCARD_E_NO_SERVICE:
    'Start the Smart Card service (SCardSvr); over Remote Desktop, allow smart cards to be ' +
    'redirected.',
  SCARD_E_NO_READERS_AVAILABLE: 'Connect a reader and install its driver.',
  SCARD_W_REMOVED_CARD: 'Insert the card again, and leave it in until the handshake is done.',
  SCARD_W_WRONG_CHV: 'Give the right PIN; a few wrong ones block the card.',
  SCARD_W_CHV_BLOCKED: 'Have the card unblocked with its administrator key or PUK.',
  SCARD_W_CANCELLED_BY_USER: 'Run it again and enter the PIN.',
} as const satisfies Readonly<Record<string, string>>;
