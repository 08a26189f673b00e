import { inspect } from 'node:util';

import { expect, test } from '@jest/globals';

import type { AcquireOptions } from 'secur32';
import { AuthenticationError, Credentials, SECPKG_CRED } from 'secur32';

import type { RecordedCall } from '../scripted-ssp/index.js';
import { calls, lastCall, SCRIPTED, SCRIPTED_STREAM, script } from '../scripted-ssp/index.js';
import { rejectionOf } from '../support/errors.js';
import { describeScripted } from '../support/scripted.js';

const UNICODE = 2;
const EXTENDED_VERSION = 0x200;
// Of a 64-bit process, as the package is.
const EXTENDED_LENGTH = 72;
const SCHANNEL_CRED_VERSION = 4;

const alice = { user: 'alice', domain: 'SSPI', password: 'Passw0rd!' };

async function acquired(options: Omit<AcquireOptions, 'package'>): Promise<RecordedCall> {
  const credentials = await Credentials.acquire({ package: SCRIPTED, ...options });
  credentials.close();
  return lastCall('AcquireCredentialsHandle');
}

describeScripted('what AcquireCredentialsHandle is given', () => {
  test('is no identity for the current user', async () => {
    expect(await acquired({})).toMatchObject({ authData: null, target: null });
  });

  test.each<[NonNullable<AcquireOptions['use']>, number]>([
    ['initiate', SECPKG_CRED.OUTBOUND],
    ['accept', SECPKG_CRED.INBOUND],
    ['both', SECPKG_CRED.BOTH],
  ])('is what the credentials are for: %s', async (use, flags) => {
    expect(await acquired({ use })).toMatchObject({ flags });
  });

  test('is the principal', async () => {
    const principal = 'alice@SSPI.TEST';
    expect(await acquired({ principal })).toMatchObject({ target: principal });
  });

  test.each([
    ['of a domain', alice],
    ['of the form user@realm, without a domain', { user: 'alice@SSPI.TEST', password: 'x' }],
    ['without ASCII', { user: 'Łukasz', domain: 'БАНК', password: 'pässwörd 𝄞' }],
    ['with an empty password', { user: 'guest', password: '' }],
  ])('is a plain identity for a user %s', async (_, identity) => {
    expect((await acquired({ identity })).authData).toMatchObject({
      kind: 'plain',
      flags: UNICODE,
      domain: '',
      ...identity,
      packageList: null,
    });
  });

  test('is the text of a password of bytes, which are left alone', async () => {
    const password = Buffer.from('pässwörd 𝄞');
    const { authData } = await acquired({ identity: { ...alice, password } });
    expect(authData?.password).toBe('pässwörd 𝄞');
    expect(password.toString()).toBe('pässwörd 𝄞');
  });

  test('is an extended identity with a list of packages', async () => {
    const packageList = ['Kerberos', '!ntlm'];
    expect((await acquired({ identity: alice, packageList })).authData).toMatchObject({
      kind: 'extended',
      version: EXTENDED_VERSION,
      length: EXTENDED_LENGTH,
      flags: UNICODE,
      ...alice,
      packageList: 'Kerberos,!ntlm',
    });
  });

  test('is an extended identity without a user for the list alone', async () => {
    expect((await acquired({ packageList: ['!ntlm'] })).authData).toMatchObject({
      kind: 'extended',
      flags: UNICODE,
      user: null,
      domain: null,
      password: null,
      packageList: '!ntlm',
    });
  });

  test("is Schannel's structure for a stream", async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED_STREAM });
    expect(credentials.package).toBe(SCRIPTED_STREAM);
    expect(lastCall('AcquireCredentialsHandle').authData).toMatchObject({
      kind: 'schannel',
      version: SCHANNEL_CRED_VERSION,
    });
  });
});

describeScripted('what AcquireCredentialsHandle returns', () => {
  test('is when the credentials end', async () => {
    script('AcquireCredentialsHandle', { expiry: 134_080_704_000_000_000n });
    using credentials = await Credentials.acquire({ package: SCRIPTED });
    expect(credentials.expiry).toEqual(new Date(2025, 10, 20));
  });

  test('as an error makes no handle, and does not show the password', async () => {
    script('AcquireCredentialsHandle', { status: 0x8009030e });
    const error = await rejectionOf(
      Credentials.acquire({ package: SCRIPTED, identity: alice, packageList: ['!ntlm'] }),
    );
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      code: 'SEC_E_NO_CREDENTIALS',
      syscall: 'AcquireCredentialsHandle',
      package: SCRIPTED,
    });
    expect(inspect(error, { showHidden: true, depth: 5 })).not.toContain(alice.password);
    expect(calls('FreeCredentialsHandle')).toEqual([]);
  });
});
