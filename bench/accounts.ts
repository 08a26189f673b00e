import type { PackageName } from '../test/support/capabilities.js';
import { PASSPHRASE, PFX } from '../test/support/certificate.js';
import { defaultIdentity, defaultTarget } from '../test/support/loopback.js';
import type { EndpointOptions, NativePairs } from './native.js';
import { Pairs } from './native.js';

/** The packages that are measured. */
export const PACKAGES: readonly PackageName[] = ['Schannel', 'Kerberos', 'Negotiate', 'NTLM'];

function endpoint(packageName: PackageName, side: 'client' | 'server'): EndpointOptions {
  const { user = '', domain = '', password = '' } = defaultIdentity(packageName, side) ?? {};
  return { package: packageName, user, domain, password: String(password) };
}

/** Pairs of C++ with the accounts that test/support/loopback.ts has for pairs of the library. */
export function connectNative(packageName: PackageName, count = 1): NativePairs {
  const certificate = packageName === 'Schannel' && { pfx: PFX, passphrase: PASSPHRASE };
  return new Pairs(
    { ...endpoint(packageName, 'client'), target: defaultTarget(packageName) ?? '' },
    { ...endpoint(packageName, 'server'), ...certificate },
    count,
  );
}
