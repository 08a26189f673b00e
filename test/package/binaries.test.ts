import { describe, expect, test } from '@jest/globals';

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { binaryMistakes } from '../support/binary-demands.js';
import { DllCharacteristics, PortableExecutable } from '../support/portable-executable.js';

interface Entry {
  readonly source: string;
  readonly sha256: string;
  readonly size: number;
  readonly toolchain: Readonly<Record<string, string>>;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const { version } = readJson('package.json') as { version: string };
const manifest = readJson('prebuilds/manifest.json') as Record<string, Entry>;
const binaries = Object.entries(manifest).map(([platform, entry]) => {
  const bytes = readFileSync(`prebuilds/${platform}/secur32.node`);
  const arch = platform.replace('win32-', '');
  return { arch, entry, bytes, compiler: entry.toolchain['compiler'] ?? '' };
});

test('there are binaries for x64 and ia32', () => {
  expect(Object.keys(manifest)).toEqual(expect.arrayContaining(['win32-ia32', 'win32-x64']));
});

describe.each(binaries)('the binary for $arch', ({ arch, entry, bytes, compiler }) => {
  const demands = { arch, version, compiler };
  const altered = (change: (copy: Buffer) => void): string[] => {
    const copy = Buffer.from(bytes);
    change(copy);
    return binaryMistakes(copy, demands);
  };
  const overwrite = (from: string, to: string, encoding: BufferEncoding = 'latin1'): string[] =>
    altered((copy) => {
      const at = copy.indexOf(from, 0, encoding);
      expect(at).toBeGreaterThan(0);
      copy.write(to, at, encoding);
    });
  const { offsets } = new PortableExecutable(bytes);

  test('is the one that the manifest describes', () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256);
    expect(bytes.length).toBe(entry.size);
    expect(entry.source).toMatch(/^[0-9a-f]{64}$/);
    expect(compiler).not.toBe('');
  });

  test('needs nothing but Windows and its host, is hardened, small, and of this version', () => {
    expect(binaryMistakes(bytes, demands)).toEqual([]);
  });

  test('takes Node-API from its host, whatever the name of that is, at the first use', () => {
    const binary = new PortableExecutable(bytes);
    expect(binary.imports.map(({ dll }) => dll)).not.toContain('node.exe');
    expect(binary.delayedImports('node.exe')).toContain('napi_define_class');
  });

  const flags: [string, number][] = [
    ['addresses that are not random', DllCharacteristics.dynamicBase],
    ['data that can be executed', DllCharacteristics.nxCompatible],
    ['the opposite of the guard that it has', DllCharacteristics.guardCf],
  ];
  // A 32-bit address space has none to offer.
  if (arch !== 'ia32')
    flags.push(['an address of little entropy', DllCharacteristics.highEntropyVa]);

  test.each(flags)('would not pass with %s', (_, flag) => {
    const mistakes = altered((copy) => {
      const at = offsets.characteristics;
      copy.writeUInt16LE(copy.readUInt16LE(at) ^ flag, at);
    });
    expect(mistakes).toHaveLength(1);
  });

  test('would not pass without relocations', () => {
    const mistakes = altered((copy) =>
      copy.fill(0, offsets.directories + 40, offsets.directories + 48),
    );
    expect(mistakes).toEqual(['its address cannot be random']);
  });

  test('would not pass with a library of the compiler', () => {
    expect(overwrite('\0KERNEL32.dll', '\0libgcc_s.dll')).toEqual(['it needs libgcc_s.dll']);
  });

  test('would not pass with a function of its host that is not Node-API', () => {
    const mistakes = overwrite('\0napi_define_class', '\0nap1_define_class');
    expect(mistakes).toEqual(['it takes nap1_define_class from its host']);
  });

  test('would not pass if its host were not loaded late', () => {
    const mistakes = overwrite('\0node.exe\0', '\0host.exe\0');
    expect(mistakes).toEqual(['it does not take Node-API from its host at the first use']);
  });

  test('would not pass with code that can be written', () => {
    const header = bytes.readUInt32LE(0x3c);
    const first = header + 24 + bytes.readUInt16LE(header + 20);
    const mistakes = altered((copy) => copy.writeUInt8(0xe0, first + 39));
    expect(mistakes).toEqual(['section .text is writable code']);
  });

  test('would not pass with another version, or of another architecture', () => {
    expect(binaryMistakes(bytes, { ...demands, version: '99.0.1' })).toEqual([
      `its FileVersion is ${version}, not 99.0.1`,
      `its ProductVersion is ${version}, not 99.0.1`,
      'its numbers are old',
    ]);
    expect(binaryMistakes(bytes, { ...demands, arch: 'arm64' })).toContain('it is not for arm64');
  });

  test('would not pass without its description', () => {
    const mistakes = overwrite('ProductVersion', 'productversion', 'utf16le');
    expect(mistakes).toEqual([`its ProductVersion is missing, not ${version}`]);
  });

  test.each([
    '/project/src-native/addon.cc',
    ['', 'home', 'somebody', 'secur32', 'x.o'].join('/'),
    ['C:', 'Users', 'somebody', 'secur32', 'addon.obj'].join('\\'),
    '/elsewhere/node-addon-api/napi-inl.h',
  ])('would not pass with the path %s', (path) => {
    const mistake = [`it names a path: ${path}`];
    expect(binaryMistakes(Buffer.concat([bytes, Buffer.from(`\0${path}\0`)]), demands)).toEqual(
      mistake,
    );
    const wide = Buffer.from(`\0${path}\0`, 'utf16le');
    expect(binaryMistakes(Buffer.concat([bytes, wide]), demands)).toEqual(mistake);
    const odd = Buffer.concat([bytes, Buffer.alloc(1), wide]);
    expect(binaryMistakes(odd, demands)).toEqual(mistake);
  });

  test('would not pass with 500 KiB', () => {
    const padding = Buffer.alloc(500 * 1024 - bytes.length);
    expect(binaryMistakes(Buffer.concat([bytes, padding]), demands)).toEqual([
      'it has 512000 bytes, and should have less than 512000',
    ]);
  });
});
