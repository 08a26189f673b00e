import { byPlatform } from './platform.js';

/** A cipher suite of TLS 1.2. */
export interface Suite {
  /** As OpenSSL names it. */
  readonly cipher: string;
  /**
   * The beginning of Schannel's name. Its end is a hash, which Wine gets wrong: it says SHA384 of all
   * that have no checksum of their own.
   */
  readonly name: string;
  /** The bytes of a record with a message of 5. */
  readonly record: number;
}

// A header of 5 and: of GCM and CCM a nonce of 8, the message, a tag of 16; of ChaCha20 no nonce; of CBC
// a vector of 16, then the message, a checksum of 20 and padding, which is two blocks of 16. GnuTLS and
// OpenSSL agree to put the checksum behind the padding (RFC 7366), which Windows does not know.
const GCM = 34;
const CHACHA = 26;
const CBC = byPlatform({ windows: 53, wine: 57 });

// Wine has no names for these.
const RSA = byPlatform({ windows: 'TLS_RSA_WITH_', wine: 'TLS_<unknown>_RSA_WITH_' });
const DHE = byPlatform({ windows: 'TLS_DHE_RSA_WITH_', wine: 'TLS_<unknown>_RSA_WITH_' });
const CHACHA20 = byPlatform({ windows: 'CHACHA20_POLY1305_', wine: '<unknown>_0_<unknown>_' });

/** What Wine's Schannel has on both ends. Windows has no CCM, and ChaCha20 not with TLS 1.2. */
export const SUITES: readonly Suite[] = [
  { cipher: 'ECDHE-RSA-AES256-GCM-SHA384', name: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_', record: GCM },
  { cipher: 'ECDHE-RSA-AES128-GCM-SHA256', name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_', record: GCM },
  {
    cipher: 'ECDHE-RSA-CHACHA20-POLY1305',
    name: `TLS_ECDHE_RSA_WITH_${CHACHA20}`,
    record: CHACHA,
  },
  { cipher: 'ECDHE-RSA-AES256-SHA', name: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', record: CBC },
  { cipher: 'ECDHE-RSA-AES128-SHA', name: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', record: CBC },
  { cipher: 'AES256-GCM-SHA384', name: `${RSA}AES_256_GCM_`, record: GCM },
  { cipher: 'AES128-GCM-SHA256', name: `${RSA}AES_128_GCM_`, record: GCM },
  { cipher: 'AES128-CCM', name: `${RSA}AES_128_CCM_`, record: GCM },
  { cipher: 'AES256-SHA', name: `${RSA}AES_256_CBC_SHA`, record: CBC },
  { cipher: 'AES128-SHA', name: `${RSA}AES_128_CBC_SHA`, record: CBC },
];

/** What it has on the client's end only: its server has no parameters for such an exchange of keys. */
export const CLIENT_SUITES: readonly Suite[] = [
  { cipher: 'DHE-RSA-AES256-GCM-SHA384', name: `${DHE}AES_256_GCM_`, record: GCM },
  { cipher: 'DHE-RSA-CHACHA20-POLY1305', name: `${DHE}${CHACHA20}`, record: CHACHA },
  { cipher: 'DHE-RSA-AES256-SHA', name: `${DHE}AES_256_CBC_SHA`, record: CBC },
];

/** What Windows has and Wine has not: CBC with the later hashes. */
export const MISSING_SUITES: readonly string[] = [
  ...['ECDHE-RSA-AES256-SHA384', 'ECDHE-RSA-AES128-SHA256', 'AES256-SHA256', 'AES128-SHA256'],
];
