import { describe, expect, test } from '@jest/globals';

import type { Identity } from 'secur32';
import {
  AuthenticationError,
  Credentials,
  PackageNotFoundError,
  TargetError,
  UnsupportedFunctionError,
} from 'secur32';

import { identityOf, SERVICE } from '../support/accounts.js';
import { describeEach, describeWith, GSS_PACKAGES } from '../support/capabilities.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import { connect, prepare, shakeHands } from '../support/loopback.js';
import { byPlatform, onWine } from '../support/platform.js';

describeEach(GSS_PACKAGES, 'credentials of %s', (name) => {
  test.each(['initiate', 'accept', 'both'] as const)(
    'of the current logon are for: %s',
    async (use) => {
      using credentials = await Credentials.acquire({ package: name, use });
      expect(credentials.package).toBe(name);
    },
  );

  test('make no contexts once they are closed', async () => {
    const credentials = await Credentials.acquire({ package: name, use: 'both' });
    credentials.close();
    credentials.close();
    expect(thrownBy(() => credentials.initiate({ target: 'HOST/localhost' }))).toEqual(
      refusal('ERR_SSPI_CLOSED'),
    );
    expect(thrownBy(() => credentials.accept())).toEqual(refusal('ERR_SSPI_CLOSED'));
  });
});

test('credentials of a package that does not exist are refused', async () => {
  const error = await rejectionOf(Credentials.acquire({ package: 'NoSuchPackage' }));
  expect(error).toBeInstanceOf(PackageNotFoundError);
});

// Explicit users of Kerberos and Negotiate are in test/process/identity.test.ts: on Wine they replace
// the current user of the whole process.
describeWith('account', 'an explicit user of NTLM', () => {
  const user = identityOf('USER', 'NTLM') as Identity;

  test('is logged on', async () => {
    using loopback = await connect('NTLM', { identity: user });
    expect(loopback.server.state).toBe('established');
  });

  test('may have a password of bytes, which stay as they are', async () => {
    const password = Buffer.from(user.password as string);
    using loopback = await connect('NTLM', { identity: { ...user, password } });
    expect(loopback.server.state).toBe('established');
    expect(password.toString()).toBe(user.password);
  });

  test.each([
    ['a wrong password', { ...user, password: 'not the password' }],
    ['an unknown name', { ...user, user: 'nobody-of-this-name' }],
  ])('with %s is refused by the server, whom the domain tells', async (_, identity) => {
    using loopback = await prepare('NTLM', { identity });
    const error = await rejectionOf(shakeHands(loopback));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: 'SEC_E_LOGON_DENIED', syscall: 'AcceptSecurityContext' });
    expect([loopback.client.state, loopback.server.state]).toEqual(['established', 'failed']);
    expect(await rejectionOf(loopback.server.step(Buffer.of(1)))).toEqual(
      refusal('ERR_SSPI_NOT_ESTABLISHED'),
    );
  });
});

describe('a list of packages', () => {
  test('restricts what Negotiate chooses', async () => {
    const acquired = Credentials.acquire({ package: 'Negotiate', packageList: ['NTLM'] });
    if (onWine) {
      // Wine would read the list's structure as a plain identity.
      expect(await rejectionOf(acquired)).toBeInstanceOf(UnsupportedFunctionError);
      return;
    }
    using credentials = await acquired;
    using context = credentials.initiate(SERVICE === undefined ? {} : { target: SERVICE });
    const { token } = await context.step();
    expect(token?.includes('NTLMSSP\0')).toBe(true);
  });
});

describeEach(['Kerberos', 'Negotiate'], 'an unknown service, asked for with %s,', (name) => {
  const target = 'HTTP/no-such-host.sspi.test';

  test('is not found, or left to NTLM', async () => {
    using credentials = await Credentials.acquire({ package: name });
    using context = credentials.initiate({ target });
    if (name === 'Negotiate') {
      const { token, done } = await context.step();
      expect([token?.includes('NTLMSSP\0'), done]).toEqual([true, false]);
      return;
    }
    const error = await rejectionOf(context.step());
    if (!onWine) expect(error).toBeInstanceOf(TargetError);
    expect(error).toMatchObject({
      code: byPlatform({ windows: 'SEC_E_TARGET_UNKNOWN', wine: 'SEC_E_INTERNAL_ERROR' }),
      syscall: 'InitializeSecurityContext',
    });
    expect(context.state).toBe('failed');
  });
});
