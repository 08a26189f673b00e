import { CERTIFICATES } from './certificates.js';
import { INFORMATION } from './information.js';
import { KERBEROS } from './kerberos.js';
import { KEYS } from './keys.js';
import { NTSTATUS } from './ntstatus.js';
import { SEC } from './sec.js';
import { WIN32 } from './win32.js';

/** Every status that has a name here. Values and names occur once each. */
export const STATUS_TABLE = [
  ...INFORMATION,
  ...SEC,
  ...KERBEROS,
  ...KEYS,
  ...CERTIFICATES,
  ...WIN32,
  ...NTSTATUS,
] as const;

/** One row of the table, with its value and name as literal types. */
export type KnownStatusRow = (typeof STATUS_TABLE)[number];

/** The name of a status that the table knows. */
export type StatusName = KnownStatusRow[1];

/** Second names that Windows headers give to a value of the table. */
export const STATUS_ALIASES = {
  S_OK: 'SEC_E_OK',
  STATUS_SUCCESS: 'SEC_E_OK',
  SEC_E_NO_SPM: 'SEC_E_INTERNAL_ERROR',
  SEC_E_NOT_SUPPORTED: 'SEC_E_UNSUPPORTED_FUNCTION',
  ERROR_ACCESS_DENIED: 'E_ACCESSDENIED',
  ERROR_INVALID_HANDLE: 'E_HANDLE',
  ERROR_OUTOFMEMORY: 'E_OUTOFMEMORY',
  ERROR_INVALID_PARAMETER: 'E_INVALIDARG',
} as const satisfies Record<string, StatusName>;
