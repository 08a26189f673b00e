import { resolve } from 'node:path';
import { inspect } from 'node:util';

import { requireText } from '../arguments.js';
import type { NativeSspLoad, NativeSspModule } from '../binding.js';
import { binding } from '../binding.js';
import { Secur32Error } from '../errors.js';
import { failure } from '../fail.js';
import { isSuccess, Status } from '../status.js';
import { LSA_FUNCTIONS, nameEntries, USER_FUNCTIONS } from './function-tables.js';
import type { SspAcquireOptions, SspCredentials } from './ssp-credentials.js';
import { acquireSspCredentials } from './ssp-credentials.js';
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

function requireTables(path: string, { lsaTables, userTables }: NativeSspLoad): void {
  if (lsaTables.length === 0) {
    throw incomplete(
      path,
      'SpLsaModeInitialize gave no function table. Set *ppTables and *pcTables.',
    );
  }
  if (userTables.length < lsaTables.length) {
    throw incomplete(
      path,
      `SpUserModeInitialize gave ${String(userTables.length)} function tables for ` +
        `${String(lsaTables.length)} packages. Give one for each package, in the same order.`,
    );
  }
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

/**
 * The DLL of a security package (SSP/AP), hosted by this process: for people who write one. It shows
 * what the DLL has, makes credentials and contexts with it, and calls its SpSealMessage and the
 * functions beside it directly, without LSA and without registering anything.
 *
 * A hosted package runs with the rights of this process, and finds memory management and GetCallInfo
 * in LSA's function tables; all other functions of LSA return STATUS_NOT_IMPLEMENTED.
 *
 * @example
 * ```ts
 * using ssp = SspModule.load('C:\\build\\myssp.dll');
 * const credentials = await ssp.acquire({ use: 'both' });
 * const client = credentials.initiate({ target: 'HTTP/app.example.com' });
 * const { token } = await client.step();
 * ```
 */
export class SspModule {
  /** The path of the DLL. */
  readonly path: string;
  /** The version that SpLsaModeInitialize gave: 0x10000 is SECPKG_INTERFACE_VERSION. */
  readonly lsaVersion: number;
  /** The version that SpUserModeInitialize gave. */
  readonly userVersion: number;
  /** The packages of the DLL, in the order of its tables. */
  readonly packages: readonly SspPackage[];

  readonly #native: NativeSspModule;
  #closed = false;

  private constructor(native: NativeSspModule, path: string, load: NativeSspLoad) {
    // Plain JavaScript does not know of private constructors.
    if (!(native instanceof binding().SspModule)) {
      throw new TypeError('Modules are made by SspModule.load()');
    }
    this.#native = native;
    this.path = path;
    this.lsaVersion = load.lsaVersion;
    this.userVersion = load.userVersion;
    this.packages = Object.freeze(load.lsaTables.map((_, index) => toPackage(path, load, index)));
  }

  /**
   * Loads a DLL and asks it for its tables: SpLsaModeInitialize, SpUserModeInitialize and the GetInfo
   * of each package are called, and nothing else before {@link acquire}.
   *
   * A DLL is loaded once in a process: one that Secur32 or another `SspModule` has loaded too shares
   * its variables with it, and gets the calls of both.
   *
   * @param path - The DLL, relative to the current directory. What it depends on is looked for
   *   beside it and in the system's folders.
   * @throws SspiError with the syscall that failed: `LoadLibraryEx` (`ERROR_MOD_NOT_FOUND`,
   *   `ERROR_BAD_EXE_FORMAT`), `GetProcAddress` (`ERROR_PROC_NOT_FOUND`: it is no security package),
   *   `SpLsaModeInitialize`, `SpUserModeInitialize` or `SpGetInfo`.
   * @throws Secur32Error `ERR_SSPI_INCOMPLETE_PACKAGE` if a table is missing, or lacks GetInfo or
   *   SealMessage.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-splsamodeinitializefn
   */
  static load(path: string): SspModule {
    requireText('path', path);
    const full = resolve(path);
    const native = new (binding().SspModule)();
    try {
      const load = native.load(full);
      requireLoaded(full, load);
      requireTables(full, load);
      return new SspModule(native, full, load);
    } catch (error) {
      native.close();
      throw error;
    }
  }

  /**
   * Makes credentials with a package of the DLL, on another thread. The first time, the package's
   * InitializePackage, SpInitialize and SpInstanceInit are called before.
   *
   * @throws SspiError from SpAcquireCredentialsHandle or one of these; NtStatusError, if the status is
   *   an NTSTATUS.
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spacquirecredentialshandlefn
   */
  async acquire(options: SspAcquireOptions = {}): Promise<SspCredentials> {
    if (this.#closed) throw new Secur32Error('ERR_SSPI_CLOSED', 'The module is closed.');
    return await acquireSspCredentials(this.#native, this.packages, options);
  }

  /**
   * Unloads the DLL, after its SpShutdown, as soon as its credentials and contexts are closed too.
   * Closing twice does nothing.
   */
  close(): void {
    this.#closed = true;
    this.#native.close();
  }

  /** The same as {@link close}, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** @internal */
  [inspect.custom](): string {
    const names = this.packages.map(({ name }) => name).join(', ');
    return `SspModule { ${names}${this.#closed ? ', closed' : ''} }`;
  }
}
