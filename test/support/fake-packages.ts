import type { NativePackage } from '#lib/native';
import { SECPKG_FLAG } from '#lib/constants';

const MESSAGES = SECPKG_FLAG.INTEGRITY | SECPKG_FLAG.PRIVACY | SECPKG_FLAG.CONNECTION;

function fakePackage(name: string, capabilities: number, maxToken: number): NativePackage {
  const comment = 'A package of the fake binding of the unit tests';
  return { name, comment, capabilities, version: 1, rpcId: 0xffff, maxToken };
}

/** The packages of the fake binding. The largest token of Negotiate is larger than 64 KiB. */
export const FAKE_PACKAGES: readonly NativePackage[] = [
  fakePackage('Negotiate', MESSAGES | SECPKG_FLAG.NEGOTIABLE, 70_000),
  fakePackage('Kerberos', MESSAGES | SECPKG_FLAG.NEGOTIABLE, 48_000),
  fakePackage('NTLM', MESSAGES | SECPKG_FLAG.NEGOTIABLE, 2888),
  fakePackage('Schannel', MESSAGES | SECPKG_FLAG.STREAM, 24_576),
];
