import { expect, test } from '@jest/globals';

import { Credentials, SECPKG_CRED } from 'secur32';

import { lastCall, script, SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { rejectionOf } from '../support/errors.js';
import { describeScripted } from '../support/scripted.js';

// On Windows AddCredentials reaches the packages of LSA; on Wine only that of a provider.

describeScripted('credentials.add', () => {
  test('passes the identity, the use and the principal on to the package', async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED_PROVIDER });
    const identity = { user: 'bob', domain: 'SSPI', password: Buffer.from('pässword') };
    await credentials.add({ use: 'both', principal: 'bob@SSPI.TEST', identity });
    expect(lastCall('AddCredentials')).toMatchObject({
      credentials: lastCall('AcquireCredentialsHandle').credentials,
      flags: SECPKG_CRED.BOTH,
      target: 'bob@SSPI.TEST',
      authData: { kind: 'plain', user: 'bob', domain: 'SSPI', password: 'pässword' },
    });
  });

  test('passes no identity on where none is given', async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED_PROVIDER });
    await credentials.add({});
    expect(lastCall('AddCredentials')).toMatchObject({ target: null, authData: null });
  });

  test('passes on what the package says, and leaves the credentials usable', async () => {
    using credentials = await Credentials.acquire({ package: SCRIPTED_PROVIDER });
    script('AddCredentials', { status: 0x8009030c });
    expect(await rejectionOf(credentials.add({}))).toMatchObject({
      name: 'AuthenticationError',
      code: 'SEC_E_LOGON_DENIED',
      syscall: 'AddCredentials',
    });
    await credentials.add({});
    credentials.initiate({ target: 'x' }).close();
  });
});
