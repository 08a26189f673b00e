import { inspect } from 'node:util';

import {
  invalidValue,
  requireOneOf,
  requireOptions,
  requireSecret,
  requireString,
  requireText,
} from './arguments.js';
import type { NativeAcquireParameters, NativeCredentials } from './binding.js';
import { binding } from './binding.js';
import type { ClientContext, InitiateOptions } from './client-context.js';
import { checkInitiateOptions, createClientContext } from './client-context.js';
import { SECPKG_CRED } from './constants.js';
import { Secur32Error } from './errors.js';
import { toDate } from './expiry.js';
import { check } from './fail.js';
import type { SecurityPackage } from './packages.js';
import { isStreamPackage, queryPackage } from './packages.js';
import type { AcceptOptions, ServerContext } from './server-context.js';
import { checkAcceptOptions, createServerContext } from './server-context.js';
import type { TlsOptions } from './tls-options.js';
import { toSchannel } from './tls-options.js';
import { refusePackageList } from './wine.js';

/** A user other than the current one. */
export interface Identity {
  /** The user's name: `alice`, or `alice@EXAMPLE.COM` without a domain. */
  readonly user: string;
  /** The domain or realm. */
  readonly domain?: string;
  /** The password: a string, or bytes that are UTF-8, which you can wipe afterwards. */
  readonly password: string | Uint8Array;
}

/** Options of {@link Credentials.acquire}. */
export interface AcquireOptions {
  /** The security package: one of {@link listPackages}. */
  readonly package: 'Kerberos' | 'Negotiate' | 'NTLM' | 'Schannel' | (string & {});
  /** What the credentials are for: a client, a server, or both. Default `initiate`. */
  readonly use?: UseName;
  /** The principal that the credentials are of. Default: the current user. */
  readonly principal?: string;
  /** Another user than the current one. */
  readonly identity?: Identity;
  /** Which packages Negotiate may choose: `['Kerberos']`, or `['!ntlm']` for all but NTLM. */
  readonly packageList?: readonly string[];
  /** Options of Schannel. */
  readonly tls?: TlsOptions;
}

/** SECPKG_CRED_* by the names that options have. */
export const USES = {
  initiate: SECPKG_CRED.OUTBOUND,
  accept: SECPKG_CRED.INBOUND,
  both: SECPKG_CRED.BOTH,
} as const;

/** What credentials are for. */
export type UseName = keyof typeof USES;

function toPackageList(packageName: string, list: readonly string[] | undefined): string {
  if (list === undefined) return '';
  if (!Array.isArray(list) || list.length === 0) {
    throw invalidValue('options.packageList', 'must be an array of package names');
  }
  for (const each of list) {
    requireText('options.packageList', each);
    if (each.includes(',')) throw invalidValue('options.packageList', 'has a name with a comma');
  }
  refusePackageList(packageName);
  return list.join(',');
}

function toIdentity(options: AcquireOptions): NativeAcquireParameters['identity'] {
  const { identity } = options;
  const packageList = toPackageList(options.package, options.packageList);
  if (identity === undefined) return packageList === '' ? undefined : { packageList };
  requireOptions('options.identity', identity, ['user', 'domain', 'password']);
  const { user, domain = '', password } = identity;
  requireText('options.identity.user', user);
  requireString('options.identity.domain', domain);
  requireSecret('options.identity.password', password);
  return { user, domain, password, packageList };
}

function checkAcquireOptions(given: AcquireOptions): AcquireOptions {
  const known = ['package', 'use', 'principal', 'identity', 'packageList', 'tls'];
  requireOptions('options', given, known);
  const options = { ...given };
  requireText('options.package', options.package);
  const { use, principal } = options;
  if (use !== undefined) requireOneOf('options.use', use, Object.keys(USES) as UseName[]);
  if (principal !== undefined) requireText('options.principal', principal);
  return options;
}

function toParameters(options: AcquireOptions, found: SecurityPackage): NativeAcquireParameters {
  const { use = 'initiate', principal, tls = {} } = options;
  const stream = isStreamPackage(found);
  if (!stream && options.tls !== undefined) {
    throw invalidValue('options.tls', `is for Schannel, and the package is ${found.name}`);
  }
  if (stream && options.identity !== undefined) {
    throw invalidValue(
      'options.identity',
      'is not for Schannel: a certificate goes to options.tls',
    );
  }
  if (stream && options.packageList !== undefined) {
    throw invalidValue('options.packageList', 'is not for Schannel, which chooses no package');
  }
  return {
    package: options.package,
    use: USES[use],
    principal,
    identity: toIdentity(options),
    schannel: stream ? toSchannel(tls, use) : undefined,
  };
}

/**
 * Credentials of a security package, and the maker of its contexts.
 *
 * @example
 * ```ts
 * const credentials = await Credentials.acquire({ package: 'Negotiate' });
 * const context = credentials.initiate({ target: 'HTTP/app.example.com' });
 * ```
 */
export class Credentials {
  readonly #native: NativeCredentials;
  readonly #package: SecurityPackage;
  readonly #expiry: bigint;
  #closed = false;

  private constructor(native: NativeCredentials, found: SecurityPackage, expiry: bigint) {
    // Plain JavaScript does not know of private constructors.
    if (!(native instanceof binding().Credentials)) {
      throw new TypeError('Credentials are made by Credentials.acquire()');
    }
    this.#native = native;
    this.#package = found;
    this.#expiry = expiry;
  }

  /**
   * Acquires credentials: of the current user, of another one, or of a certificate. It runs on
   * another thread, since it may ask LSA, a domain controller or the user.
   *
   * @throws PackageNotFoundError if there is no such package.
   * @throws SspiError from AcquireCredentialsHandle, or from PFXImportCertStore, CertOpenStore or
   *   CertFindCertificateInStore, for a certificate that cannot be had.
   * @see https://learn.microsoft.com/windows/win32/secauthn/acquirecredentialshandle--general
   */
  static async acquire(options: AcquireOptions): Promise<Credentials> {
    const checked = checkAcquireOptions(options);
    const found = queryPackage(checked.package);
    const native = new (binding().Credentials)();
    const { status, syscall, expiry } = await native.acquire(toParameters(checked, found));
    check(status, syscall, found.name);
    return new Credentials(native, found, expiry);
  }

  /** The name of the package, as the system writes it. */
  get package(): string {
    return this.#package.name;
  }

  /** When the credentials end, where the package states it. */
  get expiry(): Date | undefined {
    return toDate(this.#expiry);
  }

  /**
   * Makes the client's end of a connection. Nothing is sent: call {@link SecurityContext.step}.
   *
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   */
  initiate(options: InitiateOptions): ClientContext {
    const checked = checkInitiateOptions(this.#package, options);
    return createClientContext(this.#createContext(), this.#package, checked);
  }

  /**
   * Makes the server's end of a connection. The client's first token goes to
   * {@link SecurityContext.step}.
   *
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   */
  accept(options: AcceptOptions = {}): ServerContext {
    const checked = checkAcceptOptions(options);
    return createServerContext(this.#createContext(), this.#package, checked);
  }

  #createContext() {
    if (this.#closed) throw new Secur32Error('ERR_SSPI_CLOSED', 'The credentials are closed.');
    return new (binding().SecurityContext)(this.#native);
  }

  /**
   * Frees the credentials as soon as their contexts are closed too; those stay usable. Closing twice
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
    return `Credentials { ${this.package}${this.#closed ? ', closed' : ''} }`;
  }
}
