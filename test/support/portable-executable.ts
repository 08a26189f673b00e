/**
 * The parts of a Windows binary that say how it is loaded.
 * https://learn.microsoft.com/windows/win32/debug/pe-format
 */

/** What the optional header allows Windows to do. */
export const DllCharacteristics = {
  highEntropyVa: 0x0020,
  dynamicBase: 0x0040,
  nxCompatible: 0x0100,
  guardCf: 0x4000,
} as const;

const SectionFlags = { execute: 0x2000_0000, write: 0x8000_0000 } as const;

/** A DLL and what is taken from it. */
export interface Import {
  readonly dll: string;
  readonly functions: readonly string[];
}

interface Section {
  readonly name: string;
  readonly address: number;
  readonly size: number;
  readonly offset: number;
  readonly flags: number;
}

/** Reads a binary that lies in memory. Throws RangeError where it is cut off. */
export class PortableExecutable {
  readonly machine: number;
  readonly isDll: boolean;
  readonly is64: boolean;
  readonly characteristics: number;
  /** Where the fields lie, for tests that change one. */
  readonly offsets: { readonly characteristics: number; readonly directories: number };
  private readonly sections: readonly Section[];

  constructor(readonly bytes: Buffer) {
    const header = bytes.readUInt32LE(0x3c);
    if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0') {
      throw new RangeError('not a portable executable');
    }
    this.machine = bytes.readUInt16LE(header + 4);
    this.isDll = (bytes.readUInt16LE(header + 22) & 0x2000) !== 0;
    const optional = header + 24;
    this.is64 = bytes.readUInt16LE(optional) === 0x20b;
    const characteristics = optional + 70;
    this.characteristics = bytes.readUInt16LE(characteristics);
    this.offsets = { characteristics, directories: optional + (this.is64 ? 112 : 96) };
    const table = optional + bytes.readUInt16LE(header + 20);
    this.sections = Array.from({ length: bytes.readUInt16LE(header + 6) }, (_, index) =>
      this.readSection(table + 40 * index),
    );
  }

  /** The names of the sections that can be both written and executed. */
  get writableCode(): string[] {
    const both = SectionFlags.execute | SectionFlags.write;
    return this.sections.filter(({ flags }) => (flags & both) === both).map(({ name }) => name);
  }

  /** The names of the exported functions. */
  get exports(): string[] {
    const at = this.directory(0);
    const count = this.bytes.readUInt32LE(at + 24);
    const names = this.offsetOf(this.bytes.readUInt32LE(at + 32));
    return Array.from({ length: count }, (_, index) =>
      this.text(this.bytes.readUInt32LE(names + 4 * index)),
    );
  }

  /** What Windows resolves when it loads the binary. */
  get imports(): Import[] {
    if (this.directorySize(1) === 0) return [];
    const imports: Import[] = [];
    for (let at = this.directory(1); ; at += 20) {
      const name = this.bytes.readUInt32LE(at + 12);
      if (name === 0) return imports;
      const functions = this.readNames(this.bytes.readUInt32LE(at));
      imports.push({ dll: this.text(name), functions });
    }
  }

  /**
   * What a DLL is asked for at the first use. GNU's linker leaves the directory of such DLLs empty,
   * and the descriptor is known to our code alone: it is found by what it points to.
   */
  delayedImports(dll: string): string[] | undefined {
    const name = this.bytes.indexOf(`\0${dll}\0`, 'latin1') + 1;
    const descriptor = Buffer.alloc(8);
    descriptor.writeUInt32LE(1);
    descriptor.writeUInt32LE(this.addressOf(name), 4);
    const at = this.bytes.indexOf(descriptor);
    return name === 0 || at < 0 ? undefined : this.readNames(this.bytes.readUInt32LE(at + 16));
  }

  /** Whether it can be loaded anywhere: without relocations, a random address is impossible. */
  get hasRelocations(): boolean {
    return this.directorySize(5) > 0;
  }

  /** The bytes of the resource section; empty where there is none. */
  get resources(): Buffer {
    const size = this.directorySize(2);
    if (size === 0) return Buffer.alloc(0);
    const start = this.directory(2);
    return this.bytes.subarray(start, start + size);
  }

  private readSection(at: number): Section {
    return {
      name: this.bytes.toString('latin1', at, at + 8).replace(/\0+$/, ''),
      size: this.bytes.readUInt32LE(at + 16),
      address: this.bytes.readUInt32LE(at + 12),
      offset: this.bytes.readUInt32LE(at + 20),
      flags: this.bytes.readUInt32LE(at + 36),
    };
  }

  /** Each is preceded by a hint of two bytes. One taken by its number has no name. */
  private readNames(address: number): string[] {
    const names: string[] = [];
    const width = this.is64 ? 8 : 4;
    for (let at = this.offsetOf(address); ; at += width) {
      const low = this.bytes.readUInt32LE(at);
      const high = this.bytes.readUInt32LE(at + width - 4);
      if (low === 0 && high === 0) return names;
      names.push(high >= 0x8000_0000 ? `#${low & 0xffff}` : this.text(low + 2));
    }
  }

  private directory(index: number): number {
    return this.offsetOf(this.bytes.readUInt32LE(this.offsets.directories + 8 * index));
  }

  private directorySize(index: number): number {
    return this.bytes.readUInt32LE(this.offsets.directories + 8 * index + 4);
  }

  private offsetOf(address: number): number {
    const section = this.sections.find(
      (each) => address >= each.address && address < each.address + each.size,
    );
    if (!section) throw new RangeError(`no section has the address ${address}`);
    return section.offset + address - section.address;
  }

  private addressOf(offset: number): number {
    const section = this.sections.find(
      (each) => offset >= each.offset && offset < each.offset + each.size,
    );
    return section ? section.address + offset - section.offset : 0;
  }

  private text(address: number): string {
    const start = this.offsetOf(address);
    return this.bytes.toString('latin1', start, this.bytes.indexOf(0, start));
  }
}
