import { jest } from '@jest/globals';

import type { NativeBinding } from '#lib/binding';
import type { NativePackage, NativePackagesResult } from '#lib/native';

import { FakeContext, FakeCredentials } from './fake-objects';
import { fake } from './fake-secur32';
import { FakeSspContext, FakeSspCredentials, FakeSspModule } from './fake-ssp';

export { FakeContext, FakeCredentials } from './fake-objects';
export { fake, resetFake } from './fake-secur32';

// A made-up addon for unit tests, in place of the real one: importing this file before anything of
// the library replaces lib/binding.ts. It seals nothing, it does what a test scripts, and it refuses
// a call that no test has scripted.

const NOT_FOUND = 0x80090305;

function answerPackages(packages: NativePackage[], status: number): NativePackagesResult {
  return status < 0x8000_0000 ? { status, packages } : { status, packages: [] };
}

const fakeBinding: NativeBinding = {
  Credentials: FakeCredentials,
  SecurityContext: FakeContext,
  SspModule: FakeSspModule,
  SspCredentials: FakeSspCredentials,
  SspContext: FakeSspContext,
  enumeratePackages: () => answerPackages(fake.packages, fake.packagesStatus),
  queryPackage(name) {
    const found = fake.packages.filter((each) => each.name.toLowerCase() === name.toLowerCase());
    return answerPackages(found, found.length === 0 ? NOT_FOUND : fake.packagesStatus);
  },
  changePassword: (change) => Promise.resolve(fake.changePassword(change)),
  statusMessage: (status) => fake.statusMessage(status),
  wineVersion: () => fake.wineVersion,
};

jest.mock('#lib/binding', () => ({ isSupported: true, binding: () => fakeBinding }));
