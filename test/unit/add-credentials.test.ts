import { beforeEach, describe, expect, test } from '@jest/globals';

import { acquire } from '../support/contexts';
import { argumentError, refusal, rejectionOf } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { SECPKG_CRED } from '#lib/constants';
import { raw, Status } from '#lib/index';

const IDENTITY = { user: 'bob', domain: 'EXAMPLE', password: 'secret' };

beforeEach(() => {
  resetFake();
  fake.add = () => ({ status: 0, syscall: 'AddCredentials', expiry: 0n });
});

describe('credentials.add', () => {
  test('adds credentials of the same package, or of another one', async () => {
    const credentials = await acquire('Negotiate');
    await credentials.add({ identity: IDENTITY });
    await credentials.add({ package: 'NTLM', use: 'both', principal: 'bob' });
    expect(fake.added).toMatchObject([
      { package: 'Negotiate', use: SECPKG_CRED.OUTBOUND, identity: IDENTITY },
      { package: 'NTLM', use: SECPKG_CRED.BOTH, principal: 'bob' },
    ]);
  });

  test('adds a certificate', async () => {
    const credentials = await acquire('Schannel');
    await credentials.add({ tls: { pfx: Buffer.from('PFX') } });
    expect(fake.added).toMatchObject([{ package: 'Schannel', schannel: { certificates: [{}] } }]);
  });

  test('passes on what the package, or a certificate, says', async () => {
    fake.add = () => ({
      status: Status.SEC_E_UNSUPPORTED_FUNCTION,
      syscall: 'AddCredentials',
      expiry: 0n,
    });
    const credentials = await acquire('Kerberos');
    expect(await rejectionOf(credentials.add({}))).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'AddCredentials',
      package: 'Kerberos',
    });
    expect(await rejectionOf(credentials.add({ package: 'Nobody' }))).toMatchObject({
      name: 'PackageNotFoundError',
    });
  });

  test.each([null, undefined, 'NTLM', []])('refuses %p in place of options', async (options) => {
    const credentials = await acquire('NTLM');
    expect(await rejectionOf(credentials.add(options as never))).toMatchObject({
      code: expect.stringMatching(/^ERR_INVALID_ARG/),
    });
    expect(await rejectionOf(raw.addCredentials(credentials, options as never))).toMatchObject({
      code: expect.stringMatching(/^ERR_INVALID_ARG/),
    });
    expect(fake.added).toEqual([]);
  });

  test('refuses options that it does not know, and credentials that are closed', async () => {
    const credentials = await acquire('Kerberos');
    expect(await rejectionOf(credentials.add({ password: 'x' } as never))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'password'),
    );
    const during = credentials.add({});
    credentials.close();
    expect(await rejectionOf(during)).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(await rejectionOf(credentials.add({}))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });
});
