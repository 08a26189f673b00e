import { invalidValue, requireOneOf, requireOptions, requireText } from './arguments.js';
import type { NativeAcquireParameters, NativeAcquireResult } from './native.js';
import { binding } from './binding.js';
import { SECPKG_CRED } from './constants.js';
import { CredentialsCore } from './credentials-core.js';
import type { Identity } from './identity.js';
import { checkIdentity } from './identity.js';
import type { SecurityPackage } from './packages.js';
import { isStreamPackage } from './packages.js';
import { isSuccess } from './status.js';
import type { TlsOptions } from './tls-options.js';
import { toSchannel } from './tls-options.js';
import { refusePackageList } from './wine.js';

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

/** Options of {@link Credentials.add}. */
export interface AddOptions extends Omit<AcquireOptions, 'package'> {
  /** The package that the added credentials are of. Default: the package that these are of. */
  readonly package?: AcquireOptions['package'];
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
  return { ...checkIdentity(identity), packageList };
}

const OPTIONS = ['package', 'use', 'principal', 'identity', 'packageList', 'tls'];

/** The same for options of {@link Credentials.add}. */
export function checkAddOptions(core: CredentialsCore, given: AddOptions): AcquireOptions {
  requireOptions('options', given, OPTIONS);
  return checkAcquireOptions({ package: core.securityPackage.name, ...given });
}

/** Reads options of {@link Credentials.acquire} once, and requires what does not need the package. */
export function checkAcquireOptions(given: AcquireOptions): AcquireOptions {
  requireOptions('options', given, OPTIONS);
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

/** What AcquireCredentialsHandle, or the certificate call that failed before it, answered. */
export interface Acquired extends NativeAcquireResult {
  /** Unless the status is an error. */
  readonly core?: CredentialsCore;
}

/** AcquireCredentialsHandle with checked options. */
export async function acquireCredentials(
  options: AcquireOptions,
  found: SecurityPackage,
): Promise<Acquired> {
  const native = new (binding().Credentials)();
  const result = await native.acquire(toParameters(options, found));
  if (!isSuccess(result.status)) return result;
  return { ...result, core: new CredentialsCore(native, found, result.expiry) };
}

/** AddCredentials with checked options; SEC_E_INVALID_HANDLE of credentials that are closed. */
export async function addCredentials(
  core: CredentialsCore,
  options: AcquireOptions,
  found: SecurityPackage,
): Promise<NativeAcquireResult> {
  return await core.native.add(toParameters(options, found));
}
