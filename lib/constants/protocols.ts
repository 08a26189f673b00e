/**
 * Protocols that Schannel speaks (`SP_PROT_*` of schannel.h): one bit for each version and side,
 * then names for several bits at once.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-schannel_cred
 */
export const SP_PROT = {
  /** No protocol; for credentials, whatever the system has enabled. */
  NONE: 0x00000000,
  /** Private Communications Technology 1, server side. Obsolete. */
  PCT1_SERVER: 0x00000001,
  /** Private Communications Technology 1, client side. Obsolete. */
  PCT1_CLIENT: 0x00000002,
  /** Private Communications Technology 1, both sides. Obsolete. */
  PCT1: 0x00000003,
  /** SSL 2, server side. Insecure. */
  SSL2_SERVER: 0x00000004,
  /** SSL 2, client side. Insecure. */
  SSL2_CLIENT: 0x00000008,
  /** SSL 2, both sides. Insecure. */
  SSL2: 0x0000000c,
  /** SSL 3, server side. Insecure. */
  SSL3_SERVER: 0x00000010,
  /** SSL 3, client side. Insecure. */
  SSL3_CLIENT: 0x00000020,
  /** SSL 3, both sides. Insecure. */
  SSL3: 0x00000030,
  /** TLS 1.0, server side. Deprecated. */
  TLS1_0_SERVER: 0x00000040,
  /** TLS 1.0, client side. Deprecated. */
  TLS1_0_CLIENT: 0x00000080,
  /** TLS 1.0, both sides. Deprecated. */
  TLS1_0: 0x000000c0,
  /** TLS 1.1, server side. Deprecated. */
  TLS1_1_SERVER: 0x00000100,
  /** TLS 1.1, client side. Deprecated. */
  TLS1_1_CLIENT: 0x00000200,
  /** TLS 1.1, both sides. Deprecated. */
  TLS1_1: 0x00000300,
  /** TLS 1.2, server side. */
  TLS1_2_SERVER: 0x00000400,
  /** TLS 1.2, client side. */
  TLS1_2_CLIENT: 0x00000800,
  /** TLS 1.2, both sides. */
  TLS1_2: 0x00000c00,
  /** TLS 1.3, server side. Windows Server 2022, Windows 11 and later. */
  TLS1_3_SERVER: 0x00001000,
  /** TLS 1.3, client side. Windows Server 2022, Windows 11 and later. */
  TLS1_3_CLIENT: 0x00002000,
  /** TLS 1.3, both sides. Windows Server 2022, Windows 11 and later. */
  TLS1_3: 0x00003000,
  /** DTLS 1.0, server side. Deprecated. */
  DTLS1_0_SERVER: 0x00010000,
  /** DTLS 1.0, client side. Deprecated. */
  DTLS1_0_CLIENT: 0x00020000,
  /** DTLS 1.0, both sides. Deprecated. */
  DTLS1_0: 0x00030000,
  /** DTLS 1.2, server side. */
  DTLS1_2_SERVER: 0x00040000,
  /** DTLS 1.2, client side. */
  DTLS1_2_CLIENT: 0x00080000,
  /** DTLS 1.2, both sides. */
  DTLS1_2: 0x000c0000,
  /** The unified protocol, which finds out what the peer speaks, server side. Historical. */
  UNI_SERVER: 0x40000000,
  /** The unified protocol, which finds out what the peer speaks, client side. Historical. */
  UNI_CLIENT: 0x80000000,
  /** The unified protocol, which finds out what the peer speaks, both sides. Historical. */
  UNI: 0xc0000000,

  /** The same value as TLS1_0_SERVER. */
  TLS1_SERVER: 0x00000040,
  /** The same value as TLS1_0_CLIENT. */
  TLS1_CLIENT: 0x00000080,
  /** The same value as TLS1_0. */
  TLS1: 0x000000c0,
  /** The same value as DTLS1_0_SERVER. */
  DTLS_SERVER: 0x00010000,
  /** The same value as DTLS1_0_CLIENT. */
  DTLS_CLIENT: 0x00020000,
  /** The same value as DTLS1_0. */
  DTLS: 0x00030000,
  /** Every version of TLS, server side. */
  TLS1_X_SERVER: 0x00001540,
  /** Every version of TLS, client side. */
  TLS1_X_CLIENT: 0x00002a80,
  /** Every version of TLS, both sides. */
  TLS1_X: 0x00003fc0,
  /** TLS 1.1 and later, server side. */
  TLS1_1PLUS_SERVER: 0x00001500,
  /** TLS 1.1 and later, client side. */
  TLS1_1PLUS_CLIENT: 0x00002a00,
  /** TLS 1.1 and later, both sides. */
  TLS1_1PLUS: 0x00003f00,
  /** TLS 1.3 and later, server side. */
  TLS1_3PLUS_SERVER: 0x00001000,
  /** TLS 1.3 and later, client side. */
  TLS1_3PLUS_CLIENT: 0x00002000,
  /** TLS 1.3 and later, both sides. */
  TLS1_3PLUS: 0x00003000,
  /** Every version of DTLS, server side. */
  DTLS1_X_SERVER: 0x00050000,
  /** Every version of DTLS, client side. */
  DTLS1_X_CLIENT: 0x000a0000,
  /** Every version of DTLS, both sides. */
  DTLS1_X: 0x000f0000,
  /** SSL 3 and TLS 1.0, server side. */
  SSL3TLS1_SERVERS: 0x00000050,
  /** SSL 3 and TLS 1.0, client side. */
  SSL3TLS1_CLIENTS: 0x000000a0,
  /** SSL 3 and TLS 1.0, both sides. */
  SSL3TLS1: 0x000000f0,
  /** SSL 3 and every version of TLS, server side. */
  SSL3TLS1_X_SERVERS: 0x00001550,
  /** SSL 3 and every version of TLS, client side. */
  SSL3TLS1_X_CLIENTS: 0x00002aa0,
  /** SSL 3 and every version of TLS, both sides. */
  SSL3TLS1_X: 0x00003ff0,
  /** PCT 1, SSL 2, SSL 3, TLS 1.0 and the unified protocol, server side. */
  SERVERS: 0x40000055,
  /** PCT 1, SSL 2, SSL 3, TLS 1.0 and the unified protocol, client side. */
  CLIENTS: 0x800000aa,
  /** Every protocol, server side. */
  X_SERVERS: 0x40051555,
  /** Every protocol, client side. */
  X_CLIENTS: 0x800a2aaa,
  /** Every bit. */
  ALL: 0xffffffff,
} as const;
