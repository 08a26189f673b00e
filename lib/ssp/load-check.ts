import type { NativeSspLoad } from './native.js';
import { Secur32Error } from '../errors.js';
import { failure } from '../fail.js';
import { isSuccess, Status } from '../status.js';
import { LSA_FUNCTIONS, nameEntries, USER_FUNCTIONS } from './function-tables.js';
import type { SspPackage } from './ssp-package.js';

function incomplete(path: string, problem: string): Secur32Error {
  return new Secur32Error('ERR_SSPI_INCOMPLETE_PACKAGE', `${path}: ${problem}`);
}

const HINTS: Readonly<Record<string, string>> = {
  LoadLibraryEx:
    'Give the path of a DLL built for the processor of this Node.js ' +
    `(process.arch is ${process.arch}), with all that it depends on.`,
  GetProcAddress:
    'A security package exports both SpLsaModeInitialize and SpUserModeInitialize, undecorated: ' +
    'export them, with a module definition file for 32-bit code, or give another DLL.',
  SpLsaModeInitialize:
    'The DLL refuses to be loaded: it was offered SECPKG_INTERFACE_VERSION as the LSA version.',
  SpUserModeInitialize:
    'The DLL refuses to be loaded: it was offered SECPKG_INTERFACE_VERSION as the LSA version.',
};

function requireLoaded(path: string, { status, syscall }: NativeSspLoad): void {
  if (isSuccess(status)) return;
  const hint = HINTS[syscall];
  throw failure({ status, syscall, hint: hint === undefined ? path : `${hint} It is ${path}.` });
}

// The first version, which is older than this way of loading packages.
const FIRST_VERSION = 0x10000;

function requireVersion(path: string, name: string, version: number): void {
  if (version >= FIRST_VERSION) return;
  throw incomplete(
    path,
    `${name} gave the version 0x${version.toString(16)}, which says nothing of its tables. Set it ` +
      'to SECPKG_INTERFACE_VERSION, 0x10000, or to one of the later ones.',
  );
}

function requireWhole(
  path: string,
  name: string,
  functions: readonly string[],
  tables: NativeSspLoad['lsaTables'],
): void {
  for (const [index, table] of tables.entries()) {
    const end = table.indexOf(null);
    if (end < 0) continue;
    throw incomplete(
      path,
      `table ${String(index)} of ${name} is shorter than its version says: ${functions[end] ?? ''}, ` +
        `entry ${String(end)} of ${String(table.length)}, is no function. Give a whole table, with ` +
        'NULL for what the package does not have.',
    );
  }
}

function requireTables(path: string, load: NativeSspLoad): void {
  requireVersion(path, 'SpLsaModeInitialize', load.lsaVersion);
  requireVersion(path, 'SpUserModeInitialize', load.userVersion);
  const { lsaCount, userCount } = load;
  if (lsaCount === 0) {
    throw incomplete(
      path,
      'SpLsaModeInitialize gave no function table. Set *ppTables and *pcTables.',
    );
  }
  if (userCount < lsaCount) {
    throw incomplete(
      path,
      `SpUserModeInitialize gave ${String(userCount)} function tables for ` +
        `${String(lsaCount)} packages. Give one for each package, in the same order.`,
    );
  }
  requireWhole(path, 'SpUserModeInitialize', USER_FUNCTIONS, load.userTables);
  requireWhole(path, 'SpLsaModeInitialize', LSA_FUNCTIONS, load.lsaTables);
}

function toPackage(path: string, load: NativeSspLoad, index: number): SspPackage {
  const lsaFunctions = nameEntries(LSA_FUNCTIONS, load.lsaTables[index] ?? []);
  const userFunctions = nameEntries(USER_FUNCTIONS, load.userTables[index] ?? []);
  const place = `table ${String(index)}`;
  if (lsaFunctions.GetInfo !== true) {
    throw incomplete(
      path,
      `${place} of SpLsaModeInitialize has no GetInfo, which names a package.`,
    );
  }
  if (userFunctions.SealMessage !== true) {
    throw incomplete(
      path,
      `${place} of SpUserModeInitialize has no SealMessage, which every security package must ` +
        'implement. Set it to a function, even to one that returns SEC_E_UNSUPPORTED_FUNCTION.',
    );
  }
  const { status, package: found } = load.infos[index] ?? { status: Status.SEC_E_INTERNAL_ERROR };
  if (found === undefined) {
    throw failure({ status, syscall: 'SpGetInfo', hint: `It is ${place} of ${path}.` });
  }
  return Object.freeze({ ...found, lsaFunctions, userFunctions });
}

/** The packages of a DLL that was loaded, if it is one that can be hosted. */
export function checkPackages(path: string, load: NativeSspLoad): readonly SspPackage[] {
  requireLoaded(path, load);
  requireTables(path, load);
  return Object.freeze(load.lsaTables.map((_, index) => toPackage(path, load, index)));
}
