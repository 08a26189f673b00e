import { resolve } from 'node:path';
import { inspect } from 'node:util';

import { requireBytes, requireOptions, requireText } from '../arguments.js';
import type { NativeSspLoad, NativeSspModule } from './native.js';
import { binding } from '../binding.js';
import { Secur32Error } from '../errors.js';
import { check } from '../fail.js';
import { checkPackages } from './load-check.js';
import { SspContext } from './ssp-context.js';
import { SspCore } from './ssp-core.js';
import type { SspAcquireOptions, SspCredentials } from './ssp-credentials.js';
import { acquireSspCredentials, findPackage } from './ssp-credentials.js';
import type { SspPackage } from './ssp-package.js';

/** Options of {@link SspModule.importContext}. */
export interface SspImportOptions {
  /** The name of a package of the DLL, as its GetInfo writes it. Default: the first one. */
  readonly package?: string;
}

/**
 * The DLL of a security package (SSP/AP), hosted by this process: for people who write one. It shows
 * what the DLL has, makes credentials and contexts with it, and calls its SpSealMessage and the
 * functions beside it directly, without LSA and without registering anything.
 *
 * A hosted package runs with the rights of this process, and finds memory management and GetCallInfo
 * in LSA's function tables; all other functions of LSA return STATUS_NOT_IMPLEMENTED. One that
 * crashes takes the process with it; one that never returns holds a thread of Node's pool, and in a
 * synchronous call the caller. Host what you do not trust yet in a process of its own.
 *
 * @example
 * ```ts
 * import { SspModule } from 'secur32';
 *
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

  private constructor(
    native: NativeSspModule,
    path: string,
    load: NativeSspLoad,
    packages: readonly SspPackage[],
  ) {
    // Plain JavaScript does not know of private constructors.
    if (!(native instanceof binding().SspModule)) {
      throw new TypeError('Modules are made by SspModule.load()');
    }
    this.#native = native;
    this.path = path;
    this.lsaVersion = load.lsaVersion;
    this.userVersion = load.userVersion;
    this.packages = packages;
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
   * @throws Secur32Error `ERR_SSPI_INCOMPLETE_PACKAGE` if a table is missing, is shorter than its
   *   version says, or lacks GetInfo or SealMessage.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-splsamodeinitializefn
   */
  static load(path: string): SspModule {
    requireText('path', path);
    const full = resolve(path);
    const native = new (binding().SspModule)();
    try {
      const load = native.load(full);
      return new SspModule(native, full, load, checkPackages(full, load));
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
   * Makes a context of what {@link SspContext.export} has packed: SpImportContext, on another
   * thread. It is established, and has no other legs.
   *
   * @param packed - Its bytes are copied.
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spimportcontextfn
   */
  async importContext(packed: Uint8Array, options: SspImportOptions = {}): Promise<SspContext> {
    if (this.#closed) throw new Secur32Error('ERR_SSPI_CLOSED', 'The module is closed.');
    requireBytes('packed', packed);
    requireOptions('options', options, ['package']);
    const index = findPackage(this.packages, options.package);
    const core = new SspCore(
      new (binding().SspContext)(this.#native, index),
      this.packages[index] as SspPackage,
    );
    const { status, syscall } = await core.native.import(packed);
    check(status, syscall, core.securityPackage.name);
    core.state = 'established';
    return new SspContext(core);
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
