import { invalidValue, outOfRange, requireBytes, requireUint32 } from '../arguments.js';
import { SECPKG_ATTR } from '../constants.js';
import type { NativeValue } from '../native.js';
import { hide } from '../secret-bytes.js';
import { bytes } from './answer.js';
import type { Attribute } from './fields.js';
import type { Setting } from './setting.js';

const A_HANDLE = 'answers with a handle, which never becomes a JavaScript value';
const CREDENTIALS = 'answers with credentials, in memory that could not be wiped';
const AN_INPUT = 'would follow pointers of its structure, which nobody can write in JavaScript';

// The last four are of CredSSP.
// https://learn.microsoft.com/windows/win32/secauthn/querycontextattributes--credssp
const REFUSED: ReadonlyMap<number, string> = new Map([
  [SECPKG_ATTR.ACCESS_TOKEN, A_HANDLE],
  [SECPKG_ATTR.MAPPED_CRED_ATTR, AN_INPUT],
  [SECPKG_ATTR.KEYING_MATERIAL_INPROC, `${AN_INPUT}; query('keyingMaterial') gives the same`],
  [0x80000012, A_HANDLE],
  [0x80000080, CREDENTIALS],
  [0x80000082, A_HANDLE],
  [0x80000086, CREDENTIALS],
]);

/** Requires an attribute of a context that can be asked for by its number. */
export function requireRawContextQuery(
  table: Readonly<Record<string, Attribute<unknown>>>,
  attribute: number,
): void {
  requireRawQuery(table, attribute);
  const reason = REFUSED.get(attribute);
  if (reason !== undefined) throw invalidValue('attribute', reason);
}

/** What queryAttributeBytes answers for an attribute of a context; no log shows keys. */
export function rawStructure(attribute: number, values: readonly NativeValue[]): Buffer {
  const structure = bytes(values);
  return attribute === SECPKG_ATTR.EAP_KEY_BLOCK ? hide(structure) : structure;
}

/** Requires a number that is no attribute with pointers: those would be shown, and never freed. */
export function requireRawQuery(
  table: Readonly<Record<string, Attribute<unknown>>>,
  attribute: number,
): void {
  requireUint32('attribute', attribute);
  for (const [name, known] of Object.entries(table)) {
    if (known.attribute !== attribute || known.flat) continue;
    throw invalidValue('attribute', `has pointers in its structure: use query('${name}')`);
  }
}

const MAXIMUM_STRUCTURE = 65_536;

/** Refuses a number that is known to have pointers where it is set, for the one who asks, too. */
export function refusePointers(
  settings: Readonly<Record<string, { attribute: number; pointers: boolean }>>,
  attribute: number,
): void {
  for (const known of Object.values(settings)) {
    if (known.attribute !== attribute || !known.pointers) continue;
    throw invalidValue('attribute', 'has pointers in its structure, and can only be set by name');
  }
}

/** Requires the bytes of a structure, and that none of them is known to be a pointer. */
export function requireRawSetting<T>(
  table: { readonly [Name in keyof T]: Setting<T[Name]> },
  attribute: number,
  structure: Uint8Array,
): void {
  requireUint32('attribute', attribute);
  requireBytes('structure', structure);
  const { length } = structure;
  if (length === 0 || length > MAXIMUM_STRUCTURE) {
    throw outOfRange('structure', `1 to ${String(MAXIMUM_STRUCTURE)} bytes long`, length);
  }
  for (const name of Object.keys(table) as (keyof T & string)[]) {
    const known = table[name];
    if (known.attribute !== attribute || !known.pointers) continue;
    throw invalidValue('attribute', `has pointers in its structure: use set('${name}', …)`);
  }
}
