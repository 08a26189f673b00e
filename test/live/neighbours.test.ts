import { expect, test } from '@jest/globals';

import { changePassword, Credentials, raw, Status } from 'secur32';

import { describeEach, PACKAGES } from '../support/capabilities.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import { connect } from '../support/loopback.js';
import { onWine } from '../support/platform.js';

// What Wine's own packages do not have. The scripted package shows these calls on Wine's Secur32;
// what Windows' packages do with them awaits a Windows machine.

if (onWine) {
  describeEach(PACKAGES, 'a context of %s on Wine', (name) => {
    test('has no token, no impersonation and no export', async () => {
      using loopback = await connect(name);
      const { server } = loopback;
      const calls = [
        ['QuerySecurityContextToken', () => server.queryToken()],
        ['ImpersonateSecurityContext', () => server.impersonate(() => 'never')],
        ['ExportSecurityContext', () => server.export()],
      ] as const;
      for (const [syscall, call] of calls) {
        expect(thrownBy(call)).toMatchObject({ name: 'UnsupportedFunctionError', syscall });
      }
    });

    test('takes no further credentials, and no control token unless it is a stream', async () => {
      using loopback = await connect(name);
      const { clientCredentials, client } = loopback;
      expect(await rejectionOf(clientCredentials.add({}))).toMatchObject({
        name: 'UnsupportedFunctionError',
        syscall: 'AddCredentials',
      });
      if (name === 'Schannel') return;
      const { status } = await raw.applyControlToken(client, Buffer.alloc(4));
      expect(status).toBe(Status.SEC_E_UNSUPPORTED_FUNCTION);
    });
  });

  test('Wine changes no passwords', async () => {
    const change = { domain: 'D', user: 'u', oldPassword: 'o', newPassword: 'n' };
    expect(await rejectionOf(changePassword({ package: 'Negotiate', ...change }))).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'ChangeAccountPassword',
    });
  });
}

test('credentials that are closed take no others', async () => {
  const credentials = await Credentials.acquire({ package: 'Negotiate' });
  credentials.close();
  expect(await rejectionOf(credentials.add({}))).toMatchObject({ code: 'ERR_SSPI_CLOSED' });
});
