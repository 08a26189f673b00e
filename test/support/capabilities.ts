import { describe, test } from '@jest/globals';

import { identityOf, SERVICE } from './accounts.js';
import { inLab } from './platform.js';

export type PackageName = 'Kerberos' | 'Negotiate' | 'NTLM' | 'Schannel';

/** The packages whose messages are GSS tokens. */
export const GSS_PACKAGES = ['Kerberos', 'Negotiate', 'NTLM'] as const;
export const PACKAGES = [...GSS_PACKAGES, 'Schannel'] as const;

/** What a machine may lack. `account` is a user with a password, other than the current one. */
export type Capability = PackageName | 'account';

// A row says why something cannot be tested on this machine, or nothing where it can.
const MISSING: Readonly<Record<Capability, string | undefined>> = {
  Kerberos: SERVICE === undefined ? 'no domain: SECUR32_TEST_SPN_HTTP is not set' : undefined,
  Negotiate: undefined,
  NTLM: undefined,
  Schannel: undefined,
  account:
    identityOf('USER', 'NTLM') === undefined
      ? 'no account: SECUR32_TEST_USER and SECUR32_TEST_PASSWORD are not set'
      : undefined,
};

/**
 * Describes what needs a capability. Where the machine lacks it, the tests are skipped, under a
 * title that says why; in the lab they fail, since it has everything.
 */
export function describeWith(capability: Capability, title: string, body: () => void): void {
  const reason = MISSING[capability];
  if (reason === undefined) {
    describe(title, body);
  } else if (inLab) {
    test(`${title} is tested in the lab`, () => {
      throw new Error(reason);
    });
  } else {
    describe.skip(`${title} [skipped: ${reason}]`, body);
  }
}

/** The same for each of some packages; `%s` in the title is the package. */
export function describeEach<Name extends PackageName>(
  packages: readonly Name[],
  title: string,
  body: (packageName: Name) => void,
): void {
  for (const name of packages) describeWith(name, title.replace('%s', name), () => body(name));
}

/** The same for the packages that protect messages with Kerberos, which Negotiate does in a domain. */
export function describeKerberos(
  title: string,
  body: (packageName: 'Kerberos' | 'Negotiate') => void,
): void {
  for (const name of ['Kerberos', 'Negotiate'] as const) {
    describeWith('Kerberos', title.replace('%s', name), () => body(name));
  }
}
