import { readFileSync } from 'node:fs';

// VS_FIXEDFILEINFO: its signature, the version of the structure, dwFileVersionMS, dwFileVersionLS.
// https://learn.microsoft.com/windows/win32/api/verrsrc/ns-verrsrc-vs_fixedfileinfo
const SIGNATURE = Buffer.from([0xbd, 0x04, 0xef, 0xfe, 0x00, 0x00, 0x01, 0x00]);
const SIZE = 16;

/** The version in the resources of a DLL or program: `10.0.19041.1`. */
export function versionIn(file: Buffer): string | undefined {
  const at = file.indexOf(SIGNATURE);
  if (at < 0 || at + SIZE > file.length) return undefined;
  const words = [10, 8, 14, 12].map((offset) => file.readUInt16LE(at + offset));
  return words.join('.');
}

/** The same of a file; nothing if it cannot be read. */
export function fileVersion(file: string): string | undefined {
  try {
    return versionIn(readFileSync(file)) ?? 'without a version';
  } catch {
    return undefined;
  }
}
