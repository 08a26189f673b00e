import { beforeEach, describe, expect, test } from '@jest/globals';

import { fake, resetFake } from '../support/fake-binding';

import { SECPKG_FLAG } from '#lib/constants';
import { isStreamPackage, listPackages, queryPackage } from '#lib/packages';
import { Status } from '#lib/status';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError } from '../support/errors';

beforeEach(resetFake);

test('listPackages lists what the system has, in its order', () => {
  expect(listPackages()).toEqual(fake.packages);
});

test('listPackages throws when the system cannot tell', () => {
  fake.packagesStatus = Status.SEC_E_INSUFFICIENT_MEMORY;
  expect(() => listPackages()).toThrow(
    expect.objectContaining({
      name: 'InsufficientMemoryError',
      syscall: 'EnumerateSecurityPackages',
    }),
  );
});

describe('queryPackage', () => {
  test('describes one package, in any case of letters', () => {
    expect(queryPackage('kerberos')).toMatchObject({ name: 'Kerberos', maxToken: 48_000 });
  });

  test('throws for a name that no package has', () => {
    expect(() => queryPackage('Kerberus')).toThrow(
      expect.objectContaining({
        name: 'PackageNotFoundError',
        code: 'SEC_E_SECPKG_NOT_FOUND',
        syscall: 'QuerySecurityPackageInfo',
        package: 'Kerberus',
      }),
    );
  });

  test.each<[unknown, ArgumentErrorCode]>([
    [undefined, 'ERR_INVALID_ARG_TYPE'],
    [5, 'ERR_INVALID_ARG_TYPE'],
    ['', 'ERR_INVALID_ARG_VALUE'],
    ['Kerberos\0', 'ERR_INVALID_ARG_VALUE'],
  ])('refuses the name %p', (name, code) => {
    expect(() => queryPackage(name as string)).toThrow(argumentError(code, 'name'));
  });
});

test('a package is a stream when its capabilities say so', () => {
  const [first] = fake.packages;
  if (first === undefined) throw new Error('the fake has no packages');
  expect(isStreamPackage({ ...first, capabilities: SECPKG_FLAG.STREAM | 1 })).toBe(true);
  expect(isStreamPackage({ ...first, capabilities: ~SECPKG_FLAG.STREAM >>> 0 })).toBe(false);
});
