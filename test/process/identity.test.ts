import { expect, test } from '@jest/globals';

import { identityOf } from '../support/accounts.js';
import { describeKerberos, describeWith } from '../support/capabilities.js';
import { byPlatform } from '../support/platform.js';
import { runScript } from '../support/run-script.js';

// On Wine the tickets of an explicit user replace those of the current one, in the cache that the
// environment named when the process started: each of these has a process and a cache of its own.
async function connectAs(packageName: string, identity: object): Promise<unknown> {
  const cache = { KRB5CCNAME: 'MEMORY:explicit' };
  const { code, output } = await runScript(
    'identity',
    [packageName, JSON.stringify(identity)],
    cache,
  );
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\{.*\}$/) });
  return JSON.parse(output);
}

describeWith('account', 'an explicit user', () => {
  describeKerberos('of %s', (name) => {
    const user = identityOf('USER', name);
    const other = identityOf('OTHER_USER', name);

    test.each([
      ['the user', user],
      ['another one', other],
    ])('is logged on: %s', async (_, identity) => {
      const result = await connectAs(name, identity ?? {});
      expect(result).toEqual({ mechanism: 'Kerberos', data: 'sealed as somebody else' });
    });

    test.each([
      ['a wrong password', { ...user, password: 'not the password' }],
      ['an unknown name', { ...user, user: 'nobody-of-this-name' }],
    ])('with %s is refused', async (_, identity) => {
      const result = await connectAs(name, identity);
      // Windows asks the domain when the first token is made. Wine asks it for credentials, and passes
      // on that something failed; its Negotiate then goes on with NTLM, whose server is told.
      const windows = { code: 'SEC_E_LOGON_DENIED', syscall: 'InitializeSecurityContext' };
      const wine =
        name === 'Kerberos'
          ? { code: 'STATUS_UNSUCCESSFUL', syscall: 'AcquireCredentialsHandle', first: 'none' }
          : { syscall: 'AcceptSecurityContext', first: 'NTLM' };
      expect(result).toMatchObject(byPlatform<Record<string, unknown>>({ windows, wine }));
    });
  });
});
