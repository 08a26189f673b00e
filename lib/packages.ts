import { requireText } from './arguments.js';
import type { NativePackage, NativePackagesResult } from './native.js';
import { binding } from './binding.js';
import { SECPKG_FLAG } from './constants.js';
import { check } from './fail.js';

/**
 * A security package, as Secur32 describes it.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkginfow
 */
export interface SecurityPackage {
  /** The name to acquire credentials with: `Kerberos`. */
  readonly name: string;
  /** A description, in the words of the package. */
  readonly comment: string;
  /** What the package can do: bits of {@link SECPKG_FLAG}. */
  readonly capabilities: number;
  /** The version of the package protocol. */
  readonly version: number;
  /** The DCE RPC identifier (RPC_C_AUTHN_*), or 0xFFFF where it has none. */
  readonly rpcId: number;
  /** The largest token that it makes, in bytes. */
  readonly maxToken: number;
}

function packagesOf(result: NativePackagesResult, syscall: string, name?: string): NativePackage[] {
  check(result.status, syscall, name);
  return result.packages;
}

/**
 * Lists the security packages of this system.
 *
 * @throws SspiError from EnumerateSecurityPackages.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-enumeratesecuritypackagesw
 */
export function listPackages(): SecurityPackage[] {
  return packagesOf(binding().enumeratePackages(), 'EnumerateSecurityPackages');
}

/**
 * Describes one security package.
 *
 * @param name - Its name, in any case of letters.
 * @throws PackageNotFoundError if there is none of this name.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querysecuritypackageinfow
 */
export function queryPackage(name: string): SecurityPackage {
  requireText('name', name);
  const [found] = packagesOf(binding().queryPackage(name), 'QuerySecurityPackageInfo', name);
  if (found === undefined) throw new TypeError(`QuerySecurityPackageInfo gave nothing for ${name}`);
  return found;
}

/**
 * Whether contexts of a package are byte streams, as Schannel's are: their messages have a header
 * and a trailer, and their input may end anywhere.
 */
export function isStreamPackage(securityPackage: SecurityPackage): boolean {
  return (securityPackage.capabilities & SECPKG_FLAG.STREAM) !== 0;
}
