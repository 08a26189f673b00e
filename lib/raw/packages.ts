import { requireText } from '../arguments.js';
import { binding } from '../binding.js';
import type { PackageResult, PackagesResult } from './results.js';

/**
 * EnumerateSecurityPackages.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-enumeratesecuritypackagesw
 */
export function enumerateSecurityPackages(): PackagesResult {
  return binding().enumeratePackages();
}

/**
 * QuerySecurityPackageInfo.
 *
 * @param name - The name of the package, in any case of letters.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querysecuritypackageinfow
 */
export function querySecurityPackageInfo(name: string): PackageResult {
  requireText('name', name);
  const { status, packages } = binding().queryPackage(name);
  const [found] = packages;
  return { status, ...(found && { package: found }) };
}
