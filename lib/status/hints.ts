import { CERTIFICATES_HINTS } from './hints/certificates.js';
import { INFORMATION_HINTS } from './hints/information.js';
import { KERBEROS_HINTS } from './hints/kerberos.js';
import { KEYS_HINTS } from './hints/keys.js';
import { NTSTATUS_HINTS } from './hints/ntstatus.js';
import { SAME_HINTS } from './hints/same.js';
import { SEC_HINTS } from './hints/sec.js';
import { WIN32_HINTS } from './hints/win32.js';
import type { StatusName } from './table.js';

const OWN = {
  ...INFORMATION_HINTS,
  ...SEC_HINTS,
  ...KERBEROS_HINTS,
  ...KEYS_HINTS,
  ...CERTIFICATES_HINTS,
  ...WIN32_HINTS,
  ...NTSTATUS_HINTS,
};

type Twin = keyof typeof SAME_HINTS;

const TWINS = Object.fromEntries(
  Object.entries(SAME_HINTS).map(([name, twin]) => [name, OWN[twin]]),
) as Record<Twin, string>;

// All but success: the compiler sees to it.
const ALL: Readonly<Record<Exclude<StatusName, 'SEC_E_OK'>, string>> = { ...OWN, ...TWINS };

/** What usually causes a status, and what to do about it. */
export const HINTS: Readonly<Partial<Record<StatusName, string>>> = ALL;
