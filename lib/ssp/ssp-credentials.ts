import { inspect } from 'node:util';

import {
  invalidValue,
  outOfRange,
  requireBytes,
  requireOneOf,
  requireOptions,
  requireText,
} from '../arguments.js';
import type { NativeSspCredentials, NativeSspModule } from './native.js';
import { binding } from '../binding.js';
import { DEFAULT_INITIATE_FLAGS } from '../client-context.js';
import { requireContextOptions } from '../context-options.js';
import type { UseName } from '../acquire.js';
import { USES } from '../acquire.js';
import { traceAcquire } from '../diagnostics/operations.js';
import { Secur32Error } from '../errors.js';
import { toDate } from '../expiry.js';
import { check } from '../fail.js';
import type { Identity } from '../identity.js';
import { checkIdentity } from '../identity.js';
import { DEFAULT_ACCEPT_FLAGS } from '../server-context.js';
import { SspContext } from './ssp-context.js';
import { SspCore } from './ssp-core.js';
import type { SspPackage } from './ssp-package.js';

/** Options of {@link SspModule.acquire}. */
export interface SspAcquireOptions {
  /** The name of a package of the DLL, as its GetInfo writes it. Default: the first one. */
  readonly package?: string;
  /** What the credentials are for: a client, a server, or both. Default `initiate`. */
  readonly use?: UseName;
  /** The principal that the credentials are of. Default: NULL. */
  readonly principal?: string;
  /** AuthorizationData as a SEC_WINNT_AUTH_IDENTITY_W, as Secur32 passes it on. */
  readonly identity?: Identity;
  /** AuthorizationData as bytes, in a form of the package's own. Default: NULL. */
  readonly authData?: Uint8Array;
}

/** Options of {@link SspCredentials.initiate}. */
export interface SspInitiateOptions {
  /** The TargetName. Default: NULL. */
  readonly target?: string;
  /** Bits of {@link ISC_REQ}. Default {@link DEFAULT_INITIATE_FLAGS}. */
  readonly flags?: number;
}

/** Options of {@link SspCredentials.accept}. */
export interface SspAcceptOptions {
  /** Bits of {@link ASC_REQ}. Default {@link DEFAULT_ACCEPT_FLAGS}. */
  readonly flags?: number;
}

/** Credentials of a hosted package, and the maker of its contexts. Made by {@link SspModule.acquire}. */
export class SspCredentials {
  readonly #native: NativeSspCredentials;
  readonly #package: SspPackage;
  readonly #expiry: bigint;
  #closed = false;

  /** @internal */
  constructor(native: NativeSspCredentials, found: SspPackage, expiry: bigint) {
    if (!(native instanceof binding().SspCredentials)) {
      throw new TypeError('Credentials of a hosted package are made by module.acquire()');
    }
    this.#native = native;
    this.#package = found;
    this.#expiry = expiry;
  }

  /** The name of the package. */
  get package(): string {
    return this.#package.name;
  }

  /** When the credentials end, where the package states it. */
  get expiry(): Date | undefined {
    return toDate(this.#expiry);
  }

  /**
   * Makes the client's end of a connection. The package is called by {@link SspContext.step}.
   *
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   */
  initiate(options: SspInitiateOptions = {}): SspContext {
    requireOptions('options', options, ['target', 'flags']);
    const { target, flags = DEFAULT_INITIATE_FLAGS } = options;
    requireContextOptions({ flags });
    if (target !== undefined) requireUnicodeString('options.target', target);
    const native = this.#createContext();
    const run = native.initialize.bind(native, target ?? null, flags);
    const core = new SspCore(native, this.#package);
    return new SspContext(core, { syscall: 'SpInitLsaModeContext', run });
  }

  /**
   * Makes the server's end of a connection. The client's first token goes to
   * {@link SspContext.step}.
   *
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   */
  accept(options: SspAcceptOptions = {}): SspContext {
    requireOptions('options', options, ['flags']);
    const { flags = DEFAULT_ACCEPT_FLAGS } = options;
    requireContextOptions({ flags });
    const native = this.#createContext();
    const run = native.accept.bind(native, flags);
    const core = new SspCore(native, this.#package);
    return new SspContext(core, { syscall: 'SpAcceptLsaModeContext', run });
  }

  #createContext() {
    if (this.#closed) throw new Secur32Error('ERR_SSPI_CLOSED', 'The credentials are closed.');
    return new (binding().SspContext)(this.#native);
  }

  /**
   * Has the package free the credentials as soon as their contexts are closed too. Closing twice
   * does nothing.
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
    return `SspCredentials { ${this.package}${this.#closed ? ', closed' : ''} }`;
  }
}

// Its lengths are bytes, in 16 bits.
const MAXIMUM_UNICODE_STRING = 32_767;

function requireUnicodeString(name: string, value: string): void {
  requireText(name, value);
  if (value.length <= MAXIMUM_UNICODE_STRING) return;
  throw outOfRange(name, `at most ${String(MAXIMUM_UNICODE_STRING)} characters long`, value.length);
}

/** The index of a package by its name; the first one for no name. */
export function findPackage(packages: readonly SspPackage[], name: string | undefined): number {
  if (name === undefined) return 0;
  requireText('options.package', name);
  const index = packages.findIndex((each) => each.name === name);
  if (index >= 0) return index;
  const names = packages.map((each) => inspect(each.name)).join(', ');
  throw invalidValue('options.package', `must be a package of the DLL: ${names}`);
}

/** Makes credentials with a package of a module. */
export async function acquireSspCredentials(
  module: NativeSspModule,
  packages: readonly SspPackage[],
  options: SspAcquireOptions,
): Promise<SspCredentials> {
  requireOptions('options', options, ['package', 'use', 'principal', 'identity', 'authData']);
  const { use = 'initiate', principal, identity, authData } = options;
  const index = findPackage(packages, options.package);
  requireOneOf('options.use', use, Object.keys(USES) as UseName[]);
  if (principal !== undefined) requireUnicodeString('options.principal', principal);
  if (authData !== undefined) requireBytes('options.authData', authData);
  if (authData !== undefined && identity !== undefined) {
    throw invalidValue('options.authData', 'must not be there beside an identity');
  }
  const found = packages[index] as SspPackage;
  const native = new (binding().SspCredentials)();
  const parameters = {
    ...{ use: USES[use], principal, authData },
    identity: identity && { ...checkIdentity(identity), packageList: '' },
  };
  const { expiry } = await traceAcquire(found.name, async () => {
    const answer = await native.acquire(module, index, parameters);
    check(answer.status, answer.syscall, found.name);
    return answer;
  });
  return new SspCredentials(native, found, expiry);
}
