import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What the headers of a file say of it as a program of Windows. */
export interface Image {
  /** As Node.js names it, or a hexadecimal number. */
  readonly arch: string;
  /** The bytes that the file has. */
  readonly size: number;
  /** The bytes that it must have at least. */
  readonly wholeSize: number;
}

/** @see https://learn.microsoft.com/windows/win32/debug/pe-format */
const MACHINES: ReadonlyMap<number, string> = new Map([
  [0x014c, 'ia32'],
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

const HEADERS = 4096;
const SECTION = 40;

function readStart(file: string): { bytes: Buffer; size: number } {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEADERS);
    readSync(descriptor, bytes, 0, HEADERS, 0);
    return { bytes, size: fstatSync(descriptor).size };
  } finally {
    closeSync(descriptor);
  }
}

/** Where the last section ends, of those whose headers were read. */
function endOfSections(bytes: Buffer, header: number): number {
  const count = bytes.readUInt16LE(header + 6);
  const first = header + 24 + bytes.readUInt16LE(header + 20);
  let end = 0;
  for (let at = first; at < first + count * SECTION && at + SECTION <= HEADERS; at += SECTION) {
    end = Math.max(end, bytes.readUInt32LE(at + 16) + bytes.readUInt32LE(at + 20));
  }
  return end;
}

/** Reads the headers of a file; undefined if it has none. */
export function readImage(file: string): Image | undefined {
  const { bytes, size } = readStart(file);
  const header = bytes.readUInt32LE(0x3c);
  const isProgram = bytes.toString('latin1', 0, 2) === 'MZ' && header + 24 <= HEADERS;
  if (!isProgram || bytes.readUInt32LE(header) !== 0x4550) return undefined;
  const machine = bytes.readUInt16LE(header + 4);
  const arch = MACHINES.get(machine) ?? `machine 0x${machine.toString(16)}`;
  return { arch, size, wholeSize: endOfSections(bytes, header) };
}
