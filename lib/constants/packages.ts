/**
 * What ExportSecurityContext shall do (`SECPKG_CONTEXT_EXPORT_*` of sspi.h).
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-exportsecuritycontext
 */
export const SECPKG_CONTEXT_EXPORT = {
  /** The new context starts with the numbers of a new session. */
  RESET_NEW: 1,
  /** The old context is freed by the call. */
  DELETE_OLD: 2,
  /** The new context is for the kernel. */
  TO_KERNEL: 4,
} as const;

/**
 * What a security package is able to do (`SECPKG_FLAG_*` of sspi.h, in fCapabilities).
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkginfow
 */
export const SECPKG_FLAG = {
  /** Has MakeSignature and VerifySignature. */
  INTEGRITY: 0x00000001,
  /** Has EncryptMessage and DecryptMessage. */
  PRIVACY: 0x00000002,
  /** Looks at the TOKEN buffer only. */
  TOKEN_ONLY: 0x00000004,
  /** Works over datagrams. */
  DATAGRAM: 0x00000008,
  /** Works over connections. */
  CONNECTION: 0x00000010,
  /** Needs more than one exchange of tokens. */
  MULTI_REQUIRED: 0x00000020,
  /** Has no server side. */
  CLIENT_ONLY: 0x00000040,
  /** Can tell the peer why a handshake failed. */
  EXTENDED_ERROR: 0x00000080,
  /** Lets a server impersonate its client. */
  IMPERSONATION: 0x00000100,
  /** Understands the names of Windows accounts. */
  ACCEPT_WIN32_NAME: 0x00000200,
  /** Works on streams. */
  STREAM: 0x00000400,
  /** Can be chosen by Negotiate. */
  NEGOTIABLE: 0x00000800,
  /** Produces tokens that GSS-API understands. */
  GSS_COMPATIBLE: 0x00001000,
  /** Is understood by LsaLogonUser. */
  LOGON: 0x00002000,
  /** Has tokens made of ASCII characters. */
  ASCII_BUFFERS: 0x00004000,
  /** Can cut tokens into fragments. */
  FRAGMENT: 0x00008000,
  /** Can prove the identity of both sides. */
  MUTUAL_AUTH: 0x00010000,
  /** Can delegate credentials. */
  DELEGATION: 0x00020000,
  /** Authenticates buffers marked READONLY_WITH_CHECKSUM. */
  READONLY_WITH_CHECKSUM: 0x00040000,
  /** Can be called with a restricted access token. */
  RESTRICTED_TOKENS: 0x00080000,
  /** Extends Negotiate with packages of its own. */
  NEGO_EXTENDER: 0x00100000,
  /** Can be chosen by a package that has NEGO_EXTENDER. */
  NEGOTIABLE2: 0x00200000,
  /** Receives every call of apps that run in a container. */
  APPCONTAINER_PASSTHROUGH: 0x00400000,
  /** Receives calls of apps that run in a container once they have passed a check. */
  APPCONTAINER_CHECKS: 0x00800000,
  /** Runs with Credential Guard. */
  CREDENTIAL_ISOLATION_ENABLED: 0x01000000,
  /** Can tell reliably that client and server are on the same computer. */
  APPLY_LOOPBACK: 0x02000000,
} as const;

/**
 * What credentials are for (`SECPKG_CRED_*` of sspi.h, in fCredentialUse).
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/acquirecredentialshandle--general
 */
export const SECPKG_CRED = {
  /** For a server: to accept clients. */
  INBOUND: 0x00000001,
  /** For a client: to reach servers. */
  OUTBOUND: 0x00000002,
  /** For both, INBOUND with OUTBOUND. */
  BOTH: 0x00000003,
  /** Whatever the package takes as its default. */
  DEFAULT: 0x00000004,
  /** Never the credentials of the user who is logged on. */
  AUTOLOGON_RESTRICTED: 0x00000010,
  /** Only policy is processed. */
  PROCESS_POLICY_ONLY: 0x00000020,
  /** Bits that Windows keeps for itself. */
  RESERVED: 0xf0000000,
} as const;

/**
 * What QueryCredentialsAttributes and SetCredentialsAttributes can be asked for
 * (`SECPKG_CRED_ATTR_*` of sspi.h).
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycredentialsattributesw
 */
export const SECPKG_CRED_ATTR = {
  /** The name of the account, as SecPkgCredentials_Names. */
  NAMES: 1,
  /** The identity provider, as SecPkgCredentials_SSIProvider. */
  SSI_PROVIDER: 2,
  /** The KDC proxy to use, as SecPkgCredentials_KdcProxySettings. Set only. */
  KDC_PROXY_SETTINGS: 3,
  /** The certificate, as SecPkgCredentials_Cert. */
  CERT: 4,
  /** Whether the authorization data of tickets is left out. */
  PAC_BYPASS: 5,
} as const;

/**
 * How far a negotiation has come (`SECPKG_NEGOTIATION_*` of sspi.h, in NegotiationState).
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_negotiationinfow
 */
export const SECPKG_NEGOTIATION = {
  /** The package has been agreed on. */
  COMPLETE: 0,
  /** The package is the one tried first; the peer has not agreed yet. */
  OPTIMISTIC: 1,
  /** The package is not settled yet. */
  IN_PROGRESS: 2,
  /** The package was used without negotiation. */
  DIRECT: 3,
  /** Several credentials are to be tried. */
  TRY_MULTICRED: 4,
} as const;
