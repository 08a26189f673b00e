/** What to do about SEC_E_* codes of any package. */
export const SEC_HINTS = {
  SEC_E_INSUFFICIENT_MEMORY:
    'The process or LSASS is short of memory, often because contexts or credentials were ' +
    'never closed; close those that are no longer used.',
  SEC_E_INVALID_HANDLE:
    'The context or credentials were closed, or the handshake has not made a context yet; ' +
    'keep them open until the last call on them has returned.',
  SEC_E_UNSUPPORTED_FUNCTION:
    'The package lacks the function, or the context was made without the flag that it ' +
    'needs, such as CONFIDENTIALITY or INTEGRITY; compare the granted flags.',
  SEC_E_TARGET_UNKNOWN:
    'No account in the domain has this service principal name; check its spelling, use the ' +
    'fully qualified host name, and register it with setspn if it is missing.',
  SEC_E_INTERNAL_ERROR:
    'The LSA could not be reached or failed for a reason of its own; the System event log ' +
    'of this computer usually has an entry by LsaSrv, Kerberos or Schannel.',
  SEC_E_SECPKG_NOT_FOUND:
    'The name must be one that the list of installed packages contains, such as Negotiate, ' +
    'Kerberos, NTLM or Schannel.',
  SEC_E_NOT_OWNER:
    'Only the account that the credentials belong to, or one with the TCB privilege, may ' +
    'use them.',
  SEC_E_CANNOT_INSTALL:
    'A package that was added to this computer is damaged or of another architecture; look ' +
    'at the Lsa entries of the registry and the System event log.',
  SEC_E_INVALID_TOKEN:
    'When a message is protected, the buffers lack a DATA or TOKEN buffer; in a handshake, ' +
    'the peer speaks another protocol, or the token was cut or base64-encoded on the way.',
  SEC_E_CANNOT_PACK:
    'Export is possible with few packages, and not on both ends; keep the context in the ' +
    'process that made it.',
  SEC_E_QOP_NOT_SUPPORTED:
    'Ask for CONFIDENTIALITY to encrypt, or INTEGRITY to sign, when the context is made, ' +
    'and check that the peer granted it.',
  SEC_E_NO_IMPERSONATION:
    'Impersonation is possible only for a server with a complete context, and only at the ' +
    'level that the client allowed.',
  SEC_E_LOGON_DENIED:
    'The user name or password is wrong, or the account is locked, disabled, expired or ' +
    'not allowed on that computer; the Security event log of the server tells which.',
  SEC_E_UNKNOWN_CREDENTIALS:
    'The identity does not have the form the package expects, the certificate has no ' +
    'usable private key, or the process may not open that key.',
  SEC_E_NO_CREDENTIALS:
    'No logon session, password or certificate fits; give an identity explicitly, and for ' +
    'Schannel use a certificate whose key is persisted and readable by this account.',
  SEC_E_MESSAGE_ALTERED:
    'The bytes were changed, cut or joined on the way, or were made by another context; ' +
    'hand over each message exactly as the peer sent it.',
  SEC_E_OUT_OF_SEQUENCE:
    'A message was lost, repeated or processed in the wrong order; decrypt messages one at ' +
    'a time in the order in which they were made.',
  SEC_E_NO_AUTHENTICATING_AUTHORITY:
    'Check that this computer can resolve and reach a domain controller of the realm on ' +
    'port 88, and that the realm in the name is right; a local account has none.',
  SEC_E_BAD_PKGID:
    'The package was unloaded or never loaded; list the packages and use one of their ' + 'names.',
  SEC_E_CONTEXT_EXPIRED:
    'The session or its ticket has ended, or Schannel waits for a renegotiation to be ' +
    'completed; finish the handshake that is pending, else make a new context.',
  SEC_E_INCOMPLETE_MESSAGE:
    'Keep the bytes, append what arrives next, and call again; the context has not changed.',
  SEC_E_INCOMPLETE_CREDENTIALS:
    'A server needs a certificate with a private key; a client may have to give the user ' +
    'name, the password or the certificate that the peer asks for.',
  SEC_E_BUFFER_TOO_SMALL:
    'Take the sizes from the context: cbSecurityTrailer and cbBlockSize of SIZES, or ' +
    'cbHeader and cbTrailer of STREAM_SIZES, and send at most cbMaximumMessage bytes at ' +
    'once.',
  SEC_E_WRONG_PRINCIPAL:
    'For Schannel the target must be a name in the certificate of the server; for Kerberos ' +
    'the service runs under another account than the one the SPN is registered for.',
  SEC_E_TIME_SKEW:
    'Kerberos tolerates five minutes by default; synchronize the clock of this computer ' +
    'with its domain controller.',
  SEC_E_UNTRUSTED_ROOT:
    'Install the root certificate of the issuer in the Trusted Root store of this ' +
    'computer, or let the server send its intermediate certificates.',
  SEC_E_ILLEGAL_MESSAGE:
    'The peer sent a TLS alert or something that is not TLS; check the port, the protocol ' +
    'versions of both sides and the Schannel entries of the System event log.',
  SEC_E_CERT_UNKNOWN:
    'The chain could not be built or checked; certutil -verify on the certificate of the ' +
    'peer shows why.',
  SEC_E_CERT_EXPIRED:
    'Renew the certificate, and check the clock of this computer and the certificates of ' +
    'the issuers.',
  SEC_E_ENCRYPT_FAILURE:
    'The keys of the context do not fit the request; make a new context, and report it if ' +
    'it happens again.',
  SEC_E_DECRYPT_FAILURE:
    'The bytes are damaged, out of order or from another context; the connection cannot be ' +
    'used any further.',
  SEC_E_ALGORITHM_MISMATCH:
    'Enable a protocol version and a cipher suite that both sides support; a certificate ' +
    'whose key does not fit the cipher suites has the same effect.',
  SEC_E_SECURITY_QOS_FAILED:
    'The impersonation level or the mutual authentication that was asked for was not ' + 'reached.',
  SEC_E_UNFINISHED_CONTEXT_DELETED:
    'The peer went away, or the context was closed, in the middle of the handshake.',
  SEC_E_WRONG_CREDENTIAL_HANDLE:
    'All steps of one handshake must use the credentials that the context was made with.',
  SEC_E_CRYPTO_SYSTEM_INVALID:
    'The negotiated cipher is disabled on this computer, for example by FIPS mode or by ' +
    'policy; allow it or negotiate another.',
  SEC_E_SHUTDOWN_IN_PROGRESS: 'Stop, and try again when the computer has started.',
  SEC_E_BAD_BINDINGS:
    'Both ends must give the bindings of the same TLS connection; a proxy that ends TLS in ' +
    'between, or a client that gives none, leads to this.',
  SEC_E_CERT_WRONG_USAGE:
    'The certificate needs the extended key usage Server Authentication or Client ' +
    'Authentication, whichever role it plays.',
  SEC_E_DOWNGRADE_DETECTED:
    'Most often no domain controller could be reached, so that only a weaker method was ' +
    'left; check the network before you suspect an attack.',
  SEC_E_INVALID_PARAMETER:
    'A flag, buffer or structure does not suit the package; a Windows version that does ' +
    'not know SCH_CREDENTIALS is one cause.',
  SEC_E_POLICY_NLTM_ONLY:
    'Group policy for credential delegation names which servers may get credentials ' +
    'without Kerberos.',
  SEC_E_NO_CONTEXT: 'Make the first leg of the handshake before anything that needs a context.',
  SEC_E_MUTUAL_AUTH_FAILED:
    'Use the registered service principal name as the target, so that Kerberos can be ' +
    'chosen; NTLM cannot prove who the server is.',
  SEC_E_ONLY_HTTPS_ALLOWED: 'Use an https address for the KDC proxy.',
  SEC_E_APPLICATION_PROTOCOL_MISMATCH:
    'The lists of application protocols of both sides must share at least one entry.',
  SEC_E_INVALID_UPN_NAME: 'Write the user name as name@domain.',
  SEC_E_EXT_BUFFER_TOO_SMALL:
    'Give a larger buffer for the extension; the needed size is returned with the status.',
  SEC_E_INSUFFICIENT_BUFFERS:
    'Pass the buffers that the package documents; DecryptMessage of Schannel wants DATA ' +
    'and three EMPTY ones.',
} as const satisfies Readonly<Record<string, string>>;
