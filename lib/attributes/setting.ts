import { invalidValue } from '../arguments.js';
import type { NativeSetting } from '../native.js';

/** How one attribute is set: the bytes of its structure, or the members that it points to. */
export interface Setting<T> {
  readonly attribute: number;
  /** Checks a value of the caller and gives the addon a copy of it. */
  readonly encode: (value: T) => NativeSetting;
  /** Whether its structure has pointers, which nobody can write in JavaScript. */
  readonly pointers: boolean;
}

/** The settings of an interface, by their names. */
export type SettingTable<T> = { readonly [Name in keyof T]: Setting<T[Name]> };

/** A structure of numbers of 32 bits. */
export function dwords(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
}

/** Sixteen bytes of a GUID in the usual notation, as a structure has them. */
export function guidBytes(name: string, value: string): Buffer {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
    throw invalidValue(name, 'must be a GUID: 00000000-0000-0000-0000-000000000000');
  }
  const bytes = Buffer.from(value.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).swap32();
  bytes.subarray(4, 8).swap16();
  return bytes;
}

/** Fills what encode() made with zeros: some of it is keys. */
export function wipe(setting: NativeSetting): void {
  for (const part of Array.isArray(setting) ? setting : [setting]) {
    if (part instanceof Uint8Array) part.fill(0);
  }
}
