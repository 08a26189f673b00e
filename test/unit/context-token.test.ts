import { beforeEach, expect, test } from '@jest/globals';

import { established, server } from '../support/contexts';
import { refusal, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { Status } from '#lib/index';

const ANSWER = {
  status: 0,
  syscall: 'QuerySecurityContextToken',
  user: 'S-1-5-21-1-2-3-1104',
  groups: [{ sid: 'S-1-1-0', attributes: 7 }],
  type: 2,
  impersonationLevel: 1,
};

beforeEach(() => {
  resetFake();
  fake.token = () => ANSWER;
});

test('queryToken says whom the token is for, and nothing of the call', async () => {
  const context = await established('Kerberos', { side: 'server' });
  expect(context.queryToken()).toEqual({
    user: 'S-1-5-21-1-2-3-1104',
    groups: [{ sid: 'S-1-1-0', attributes: 7 }],
    type: 2,
    impersonationLevel: 1,
  });
});

test.each(['QuerySecurityContextToken', 'GetTokenInformation'])(
  'queryToken passes on what %s says',
  async (syscall) => {
    fake.token = () => ({ ...ANSWER, status: Status.SEC_E_INTERNAL_ERROR, syscall });
    const context = await established('Kerberos');
    expect(thrownBy(() => context.queryToken())).toMatchObject({
      code: 'SEC_E_INTERNAL_ERROR',
      syscall,
      package: 'Kerberos',
    });
  },
);

test('queryToken needs an established context', async () => {
  const context = await server('Kerberos');
  expect(thrownBy(() => context.queryToken())).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
});
