import { describe, expect, test } from '@jest/globals';

import { listPackages, PackageNotFoundError, queryPackage, SECPKG_FLAG } from 'secur32';

import { PACKAGES } from '../support/capabilities.js';
import { thrownBy } from '../support/errors.js';

describe('listPackages', () => {
  test.each(PACKAGES)('has %s', (name) => {
    expect(listPackages().map((each) => each.name)).toContain(name);
  });

  test('describes every package', () => {
    for (const each of listPackages()) {
      expect(each.name).not.toBe('');
      expect(each.capabilities).toBeGreaterThan(0);
      expect(each.version).toBeGreaterThan(0);
    }
  });
});

describe('queryPackage', () => {
  test.each(PACKAGES)('describes %s as listPackages does', (name) => {
    const listed = listPackages().find((each) => each.name === name);
    expect(queryPackage(name)).toEqual(listed);
  });

  test.each(PACKAGES)('finds %s in any case of letters', (name) => {
    expect(queryPackage(name.toUpperCase()).name).toBe(name);
    expect(queryPackage(name.toLowerCase()).name).toBe(name);
  });

  test.each([
    ['Kerberos', false],
    ['Negotiate', false],
    ['NTLM', false],
    ['Schannel', true],
  ])('says whether %s is a stream: %s', (name, stream) => {
    expect((queryPackage(name).capabilities & SECPKG_FLAG.STREAM) !== 0).toBe(stream);
  });

  test('does not find a package that does not exist', () => {
    const error = thrownBy(() => queryPackage('NoSuchPackage'));
    expect(error).toBeInstanceOf(PackageNotFoundError);
    expect(error).toMatchObject({
      code: 'SEC_E_SECPKG_NOT_FOUND',
      status: 0x80090305,
      syscall: 'QuerySecurityPackageInfo',
      package: 'NoSuchPackage',
    });
  });
});
