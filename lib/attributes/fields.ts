import type { NativeValue } from '../native.js';
import { applicationData } from '../channel-bindings.js';
import { toDate } from '../expiry.js';
import type { SecurityPackage } from '../packages.js';
import { hide } from '../secret-bytes.js';

/** How one attribute is asked for, and what its members, as the addon lists them, become. */
export interface Attribute<T> {
  readonly attribute: number;
  readonly decode: (values: readonly NativeValue[]) => T;
  /** Whether its structure has no pointers, so that its bytes say all, and nothing is to be freed. */
  readonly flat: boolean;
}

/** The attributes of an interface, by their names. */
export type AttributeTable<T> = { readonly [Name in keyof T]: Attribute<T[Name]> };

/** Turns what the addon gives for one member into what the library gives for it. */
type Converter<T> = (value: NativeValue) => T;

/** A number, of whatever width; unsigned. */
export const number: Converter<number> = (value) => value as number;
/** A BOOL. */
export const truth: Converter<boolean> = (value) => value !== 0;
/** A TimeStamp in local time, where there is one. */
export const time: Converter<Date | undefined> = (value) => toDate(value as bigint);
/** Text within the structure. */
export const inlineText: Converter<string> = (value) => value as string;
/** Bytes within the structure. */
export const inlineBytes: Converter<Buffer> = (value) => value as Buffer;
/** A GUID within the structure, in the usual notation. */
export const guid: Converter<string> = (value) => {
  const bytes = value as Buffer;
  const first = Buffer.from(bytes.subarray(0, 8));
  first.subarray(0, 4).swap32();
  first.subarray(4).swap16();
  const hex = Buffer.concat([first, bytes.subarray(8)]).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** Text that the structure points to; empty for NULL. */
export const text: Converter<string> = (value) => (value as string | null) ?? '';
/** The same, `undefined` for NULL. */
export const optionalText: Converter<string | undefined> = (value) =>
  (value as string | null) ?? undefined;
/** Bytes that the structure points to; empty for NULL. */
export const bytes: Converter<Buffer> = (value) => (value as Buffer | null) ?? Buffer.alloc(0);
/** Text whose length is counted in bytes. */
export const countedText: Converter<string> = (value) =>
  bytes(value).toString('utf16le').replace(/\0+$/, '');
/** WORDs that the structure points to. */
export const words: Converter<number[]> = (value) => {
  const all = bytes(value);
  return Array.from({ length: all.length / 2 }, (_, index) => all.readUInt16LE(index * 2));
};
/** DWORDs that the structure points to. */
export const doubleWords: Converter<number[]> = (value) => {
  const all = bytes(value);
  return Array.from({ length: all.length / 4 }, (_, index) => all.readUInt32LE(index * 4));
};
/** A SecPkgInfo that the structure points to. */
export const securityPackage: Converter<SecurityPackage> = (value) => value as SecurityPackage;
/** The application data of channel bindings. */
export const bindings: Converter<Buffer> = (value) => applicationData(value as Buffer | null);

/** Bytes, of which there is no second copy, and that neither console.log() nor util.inspect() shows. */
export const secret: Converter<Buffer> = (value) => hide(bytes(value));
/** The same within the structure. */
export const inlineSecret: Converter<Buffer> = (value) => hide(value as Buffer);

/** Blobs of which each stands behind its length: the form of SECPKG_ATTR_REMOTE_CERTIFICATES. */
export const blobs: Converter<Buffer[]> = (value) => {
  const all = bytes(value);
  const list: Buffer[] = [];
  let at = 0;
  while (at + 4 <= all.length) {
    const start = at + 4;
    at = start + all.readUInt32LE(at);
    list.push(all.subarray(start, at));
  }
  return list;
};

const INLINE: ReadonlySet<unknown> = new Set([
  ...[number, truth, time, inlineText, inlineBytes, inlineSecret, guid],
]);

/** An attribute whose structure becomes an object; the members are in the order of the addon's. */
export function structure<T extends object>(
  attribute: number,
  members: { readonly [Name in keyof T]: Converter<T[Name]> },
): Attribute<T> {
  const entries = Object.entries<Converter<unknown>>(members);
  return {
    attribute,
    flat: entries.every(([, convert]) => INLINE.has(convert)),
    decode: (values) =>
      Object.fromEntries(
        entries.map(([name, convert], index) => [name, convert(values[index] ?? null)]),
      ) as T,
  };
}

/** An attribute of which one member says all: the first, or that at `index`. */
export function single<T>(attribute: number, convert: Converter<T>, index = 0): Attribute<T> {
  return {
    attribute,
    flat: INLINE.has(convert),
    decode: (values) => convert(values[index] ?? null),
  };
}
