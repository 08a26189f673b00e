import { DllCharacteristics, PortableExecutable } from './portable-executable.js';

/** The whole of Windows that the addon may need: parts of every Windows that Node.js runs on. */
const SYSTEM_DLLS = [
  'ADVAPI32.dll',
  'CRYPT32.dll',
  'KERNEL32.dll',
  'Secur32.dll',
  'msvcrt.dll',
  'ncrypt.dll',
];

/** What Node.js looks for in an addon. */
const EXPORTS = ['napi_register_module_v1', 'node_api_module_get_api_version_v1'];

const MACHINES: Record<string, number> = { x64: 0x8664, ia32: 0x014c, arm64: 0xaa64 };

const LARGEST = 500 * 1024;

/** Folders in which somebody may have built, and sources with a whole path. */
const BUILD_PATHS = [
  /(?<![\w.~-])\/(?:build|home|mnt|opt|project|root|srv|tmp|usr|var|work|Users)\/[\w.-]+/,
  /\b[A-Za-z]:[\\/](?:[\w .-]+[\\/])+[\w .-]+/,
  /(?<![\w.-])(?:\/[\w.+-]+)+\.(?:cc|cpp|c|h|hpp)\b/,
];

/** What a binary has to be. */
export interface Demands {
  readonly arch: string;
  readonly version: string;
  /** Only MSVC can make a control-flow guard. */
  readonly compiler: string;
}

/** What a binary is not and should be, one sentence each. */
export function binaryMistakes(bytes: Buffer, demands: Demands): string[] {
  const binary = new PortableExecutable(bytes);
  return [
    ...shapeMistakes(binary, demands),
    ...importMistakes(binary),
    ...hardeningMistakes(binary, demands),
    ...versionMistakes(binary, demands.version),
    ...pathMistakes(bytes),
  ];
}

function shapeMistakes(binary: PortableExecutable, { arch }: Demands): string[] {
  const size = binary.bytes.length;
  return [
    ...complain(!binary.isDll, 'it is no DLL'),
    ...complain(binary.machine !== MACHINES[arch], `it is not for ${arch}`),
    ...complain(binary.is64 !== (arch !== 'ia32'), 'its word size is wrong'),
    ...complain(size >= LARGEST, `it has ${size} bytes, and should have less than ${LARGEST}`),
    ...complain(
      binary.exports.sort().join() !== EXPORTS.join(),
      `it exports ${binary.exports.join()}`,
    ),
  ];
}

function importMistakes(binary: PortableExecutable): string[] {
  const known = SYSTEM_DLLS.map((dll) => dll.toLowerCase());
  const strangers = binary.imports
    .map(({ dll }) => dll)
    .filter((dll) => !known.includes(dll.toLowerCase()));
  const host = binary.delayedImports('node.exe') ?? [];
  const alien = host.filter((name) => !/^(?:napi|node_api)_/.test(name));
  return [
    ...strangers.map((dll) => `it needs ${dll}`),
    ...complain(host.length === 0, 'it does not take Node-API from its host at the first use'),
    ...alien.map((name) => `it takes ${name} from its host`),
  ];
}

function hardeningMistakes(binary: PortableExecutable, { arch, compiler }: Demands): string[] {
  const has = (flag: number) => (binary.characteristics & flag) !== 0;
  const { highEntropyVa, dynamicBase, nxCompatible, guardCf } = DllCharacteristics;
  return [
    ...complain(!has(dynamicBase) || !binary.hasRelocations, 'its address cannot be random'),
    ...complain(!has(nxCompatible), 'its data could be executed'),
    ...complain(arch !== 'ia32' && !has(highEntropyVa), 'its address has little entropy'),
    ...complain(has(guardCf) !== (compiler === 'MSVC'), 'it has not the guard of its compiler'),
    ...binary.writableCode.map((section) => `section ${section} is writable code`),
  ];
}

/** The strings of VERSIONINFO, each UTF-16: a name, padding, a value. */
function versionMistakes(binary: PortableExecutable, version: string): string[] {
  const text = binary.resources.toString('utf16le');
  const value = (name: string) => new RegExp(`${name}\\0+([^\\0]*)\\0`).exec(text)?.[1];
  const mistakes = ['FileVersion', 'ProductVersion']
    .filter((name) => value(name) !== version)
    .map((name) => `its ${name} is ${value(name) ?? 'missing'}, not ${version}`);
  return [...mistakes, ...complain(numbersOf(binary) !== numbers(version), 'its numbers are old')];
}

/** The first three numbers of VS_FIXEDFILEINFO, which begins with a signature. */
function numbersOf({ resources }: PortableExecutable): string {
  const at = resources.indexOf(Buffer.from([0xbd, 0x04, 0xef, 0xfe]));
  if (at < 0) return '';
  return [10, 8, 14].map((offset) => resources.readUInt16LE(at + offset)).join('.');
}

const numbers = (version: string) => version.split('-', 1).join();

function pathMistakes(bytes: Buffer): string[] {
  // Wide text twice, since it may begin at an odd place.
  const texts = [
    bytes.toString('latin1'),
    bytes.toString('utf16le'),
    bytes.subarray(1).toString('utf16le'),
  ];
  return texts
    .flatMap((text) => text.match(/[\x20-\x7e]{6,}/g) ?? [])
    .filter((text) => BUILD_PATHS.some((pattern) => pattern.test(text)))
    .map((text) => `it names a path: ${text}`);
}

const complain = (wrong: boolean, mistake: string) => (wrong ? [mistake] : []);
