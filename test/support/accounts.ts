import type { Identity } from '#lib/index';

/**
 * The accounts of live tests, from variables that the lab sets. Set them on a Windows machine to
 * test with its domain:
 *
 * - `SECUR32_TEST_SPN_HTTP`: a service principal name of the account
 *   `SECUR32_TEST_SERVICE_USER`, whose password is `SECUR32_TEST_SERVICE_PASSWORD`. Without the
 *   latter two, it must be one of the account that runs the tests.
 * - `SECUR32_TEST_REALM`, `SECUR32_TEST_DOMAIN`: the domain's DNS and NetBIOS name.
 * - `SECUR32_TEST_USER`, `SECUR32_TEST_PASSWORD`: a user of the domain. Without them, the client is
 *   the account that runs the tests.
 * - `SECUR32_TEST_OTHER_USER`, `SECUR32_TEST_OTHER_PASSWORD`: another one.
 */
function variable(name: string): string | undefined {
  const value = process.env[`SECUR32_TEST_${name}`];
  return value === '' ? undefined : value;
}

/** The service whose account accepts contexts, where there is a domain. */
export const SERVICE = variable('SPN_HTTP');

const REALM = variable('REALM');
const DOMAIN = variable('DOMAIN');

export type Account = 'USER' | 'OTHER_USER' | 'SERVICE_USER';

/** One of the accounts; NTLM names the domain in its short form, Kerberos in its long one. */
export function identityOf(account: Account, packageName: string): Identity | undefined {
  const user = variable(account);
  const password = variable(account.replace(/USER$/, 'PASSWORD'));
  if (user === undefined || password === undefined) return undefined;
  const domain = packageName === 'NTLM' ? (DOMAIN ?? REALM) : (REALM ?? DOMAIN);
  return { user, password, ...(domain !== undefined && { domain }) };
}
