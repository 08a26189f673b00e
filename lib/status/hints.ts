import type { StatusName } from './table.js';

/** What usually causes a status, and what to do about it. */
export const HINTS: Readonly<Partial<Record<StatusName, string>>> = {
  SEC_E_INSUFFICIENT_MEMORY:
    'The process or LSASS is short of memory, often because contexts or credentials were never ' +
    'closed; close those that are no longer used.',
  SEC_E_INVALID_HANDLE:
    'The context or credentials were closed, or the handshake has not made a context yet; keep ' +
    'them open until the last call on them has returned.',
  SEC_E_UNSUPPORTED_FUNCTION:
    'The package lacks the function, or the context was made without the flag that it needs, ' +
    'such as CONFIDENTIALITY or INTEGRITY; compare the granted flags.',
  SEC_E_TARGET_UNKNOWN:
    'No account in the domain has this service principal name; check its spelling, use the fully ' +
    'qualified host name, and register it with setspn if it is missing.',
  SEC_E_INTERNAL_ERROR:
    'The LSA could not be reached or failed for a reason of its own; the System event log of ' +
    'this computer usually has an entry by LsaSrv, Kerberos or Schannel.',
  SEC_E_SECPKG_NOT_FOUND:
    'The name must be one that the list of installed packages contains, such as Negotiate, ' +
    'Kerberos, NTLM or Schannel.',
  SEC_E_NOT_OWNER:
    'Only the account that the credentials belong to, or one with the TCB privilege, may use them.',
  SEC_E_INVALID_TOKEN:
    'When a message is protected, the buffers lack a DATA or TOKEN buffer; in a handshake, the ' +
    'peer speaks another protocol, or the token was cut or base64-encoded on the way.',
  SEC_E_QOP_NOT_SUPPORTED:
    'Ask for CONFIDENTIALITY to encrypt, or INTEGRITY to sign, when the context is made, and ' +
    'check that the peer granted it.',
  SEC_E_NO_IMPERSONATION:
    'Impersonation is possible only for a server with a complete context, and only at the level ' +
    'that the client allowed.',
  SEC_E_LOGON_DENIED:
    'The user name or password is wrong, or the account is locked, disabled, expired or not ' +
    'allowed on that computer; the Security event log of the server tells which.',
  SEC_E_UNKNOWN_CREDENTIALS:
    'The identity does not have the form the package expects, the certificate has no usable ' +
    'private key, or the process may not open that key.',
  SEC_E_NO_CREDENTIALS:
    'No logon session, password or certificate fits; give an identity explicitly, and for ' +
    'Schannel use a certificate whose key is persisted and readable by this account.',
  SEC_E_MESSAGE_ALTERED:
    'The bytes were changed, cut or joined on the way, or were made by another context; hand ' +
    'over each message exactly as the peer sent it.',
  SEC_E_OUT_OF_SEQUENCE:
    'A message was lost, repeated or processed in the wrong order; decrypt messages one at a ' +
    'time in the order in which they were made.',
  SEC_E_NO_AUTHENTICATING_AUTHORITY:
    'Check that this computer can resolve and reach a domain controller of the realm on port 88, ' +
    'and that the realm in the name is right; a local account has none.',
  SEC_E_CONTEXT_EXPIRED:
    'The session or its ticket has ended, or Schannel waits for a renegotiation to be completed; ' +
    'finish the handshake that is pending, else make a new context.',
  SEC_E_INCOMPLETE_MESSAGE:
    'Keep the bytes, append what arrives next, and call again; the context has not changed.',
  SEC_E_INCOMPLETE_CREDENTIALS:
    'A server needs a certificate with a private key; a client may have to give the user name, ' +
    'the password or the certificate that the peer asks for.',
  SEC_E_BUFFER_TOO_SMALL:
    'Take the sizes from the context: cbSecurityTrailer and cbBlockSize of SIZES, or cbHeader ' +
    'and cbTrailer of STREAM_SIZES, and send at most cbMaximumMessage bytes at once.',
  SEC_E_WRONG_PRINCIPAL:
    'For Schannel the target must be a name in the certificate of the server; for Kerberos the ' +
    'service runs under another account than the one the SPN is registered for.',
  SEC_E_TIME_SKEW:
    'Kerberos tolerates five minutes by default; synchronize the clock of this computer with its ' +
    'domain controller.',
  SEC_E_UNTRUSTED_ROOT:
    'Install the root certificate of the issuer in the Trusted Root store of this computer, or ' +
    'let the server send its intermediate certificates.',
  SEC_E_ILLEGAL_MESSAGE:
    'The peer sent a TLS alert or something that is not TLS; check the port, the protocol ' +
    'versions of both sides and the Schannel entries of the System event log.',
  SEC_E_CERT_UNKNOWN:
    'The chain could not be built or checked; certutil -verify on the certificate of the peer ' +
    'shows why.',
  SEC_E_CERT_EXPIRED:
    'Renew the certificate, and check the clock of this computer and the certificates of the ' +
    'issuers.',
  SEC_E_ENCRYPT_FAILURE:
    'The keys of the context do not fit the request; make a new context, and report it if it ' +
    'happens again.',
  SEC_E_DECRYPT_FAILURE:
    'The bytes are damaged, out of order or from another context; the connection cannot be used ' +
    'any further.',
  SEC_E_ALGORITHM_MISMATCH:
    'Enable a protocol version and a cipher suite that both sides support; a certificate whose ' +
    'key does not fit the cipher suites has the same effect.',
  SEC_E_SECURITY_QOS_FAILED:
    'The impersonation level or the mutual authentication that was asked for was not reached.',
  SEC_E_UNFINISHED_CONTEXT_DELETED:
    'The peer went away, or the context was closed, in the middle of the handshake.',
  SEC_E_NO_TGT_REPLY:
    'User-to-user authentication needs a ticket from the peer; run the service under an account ' +
    'that has a service principal name instead.',
  SEC_E_NO_IP_ADDRESSES: 'Check the network adapters of this computer.',
  SEC_E_WRONG_CREDENTIAL_HANDLE:
    'All steps of one handshake must use the credentials that the context was made with.',
  SEC_E_CRYPTO_SYSTEM_INVALID:
    'The negotiated cipher is disabled on this computer, for example by FIPS mode or by policy; ' +
    'allow it or negotiate another.',
  SEC_E_STRONG_CRYPTO_NOT_SUPPORTED:
    'Policy on one side demands 128-bit encryption; update or reconfigure the other side.',
  SEC_E_PKINIT_NAME_MISMATCH:
    'The UPN in the certificate must be that of the account; check its subject alternative name.',
  SEC_E_SMARTCARD_LOGON_REQUIRED: 'Use a smart card, or lift the requirement from the account.',
  SEC_E_KDC_UNKNOWN_ETYPE:
    'The encryption types of account, client and domain controller do not overlap; allow AES for ' +
    'the account (msDS-SupportedEncryptionTypes) and set its password again.',
  SEC_E_UNSUPPORTED_PREAUTH:
    'A logon by certificate fails like this when the domain controller has no suitable ' +
    'certificate of its own.',
  SEC_E_DELEGATION_REQUIRED:
    'Let the client ask for DELEGATE, and trust the account of the service for delegation.',
  SEC_E_BAD_BINDINGS:
    'Both ends must give the bindings of the same TLS connection; a proxy that ends TLS in ' +
    'between, or a client that gives none, leads to this.',
  SEC_E_MULTIPLE_ACCOUNTS: 'Remove the duplicate mapping or name from the directory.',
  SEC_E_NO_KERB_KEY:
    'The account has no key of the encryption type in use; set its password again so that new ' +
    'keys are made.',
  SEC_E_CERT_WRONG_USAGE:
    'The certificate needs the extended key usage Server Authentication or Client ' +
    'Authentication, whichever role it plays.',
  SEC_E_DOWNGRADE_DETECTED:
    'Most often no domain controller could be reached, so that only a weaker method was left; ' +
    'check the network before you suspect an attack.',
  SEC_E_INVALID_PARAMETER:
    'A flag, buffer or structure does not suit the package; a Windows version that does not know ' +
    'SCH_CREDENTIALS is one cause.',
  SEC_E_DELEGATION_POLICY:
    'The server is not trusted for delegation, or the account is marked as sensitive.',
  SEC_E_POLICY_NLTM_ONLY:
    'Group policy for credential delegation names which servers may get credentials without ' +
    'Kerberos.',
  SEC_E_MUTUAL_AUTH_FAILED:
    'Use the registered service principal name as the target, so that Kerberos can be chosen; ' +
    'NTLM cannot prove who the server is.',
  SEC_E_APPLICATION_PROTOCOL_MISMATCH:
    'The lists of application protocols of both sides must share at least one entry.',
  SEC_E_INVALID_UPN_NAME: 'Write the user name as name@domain.',
  SEC_E_INSUFFICIENT_BUFFERS:
    'Pass the buffers that the package documents; DecryptMessage of Schannel wants DATA and ' +
    'three EMPTY ones.',
  CERT_E_UNTRUSTEDROOT:
    'Install the root certificate of the issuer in the Trusted Root store of this computer.',
  CERT_E_CHAINING: 'An intermediate certificate is missing; let the server send it, or install it.',
  CERT_E_EXPIRED: 'Renew the certificate, and check the clock of this computer.',
  CERT_E_CN_NO_MATCH:
    'The target must be one of the DNS names in the subject alternative name of the certificate.',
  CERT_E_WRONG_USAGE:
    'A server certificate needs the extended key usage Server Authentication, a client one ' +
    'Client Authentication.',
  CRYPT_E_NO_REVOCATION_CHECK:
    'The certificate names no revocation list; private authorities often leave it out, and ' +
    'SCH_CRED.IGNORE_NO_REVOCATION_CHECK accepts that.',
  CRYPT_E_REVOCATION_OFFLINE:
    'Let this computer reach the addresses of the revocation list or OCSP responder that the ' +
    'certificate names.',
  CRYPT_E_BAD_ENCODE: 'The file is not a PFX, or it was cut or converted to text.',
  CRYPT_E_NO_KEY_PROPERTY:
    'The certificate was imported without its private key; import the PFX into the same store.',
  NTE_BAD_KEYSET:
    'The private key is missing, or this account has no read access to it; grant it in the ' +
    'certificate console under Manage Private Keys.',
  NTE_PERM: 'Grant this account read access to the private key.',
  NTE_TEMPORARY_PROFILE:
    'Log on with a full profile, or keep the key in the store of the computer instead.',
  NTE_SILENT_CONTEXT: 'A service cannot show a PIN dialog; use a key that needs none.',
  ERROR_INVALID_PASSWORD:
    'The password of the PFX is wrong, or the PFX uses an encryption this Windows does not know.',
  ERROR_INVALID_DATA: 'Of a PFX: the bytes are no PFX, are damaged, or the password is wrong.',
  ERROR_MOD_NOT_FOUND: 'Give the full path of the library, and install what it depends on.',
  ERROR_BAD_EXE_FORMAT: 'Use a library built for the same processor as this Node.js.',
  STATUS_INVALID_HANDLE:
    'From SpSealMessage it means that the context is not known or not set up for integrity.',
  STATUS_INVALID_PARAMETER:
    'From SpSealMessage it means that the buffer for the signature is missing or too small.',
  STATUS_TIME_DIFFERENCE_AT_DC: 'Synchronize the clock of this computer with its domain.',
  STATUS_NO_LOGON_SERVERS: 'Check name resolution and the network path to a domain controller.',
  STATUS_TRUSTED_RELATIONSHIP_FAILURE:
    'The machine password is out of step with the domain; repair it with ' +
    'Test-ComputerSecureChannel -Repair.',
  STATUS_NTLM_BLOCKED: 'Use Kerberos, or have the server excepted from the NTLM restriction.',
};
