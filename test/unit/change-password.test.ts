import { beforeEach, expect, test } from '@jest/globals';

import { rejectionOf } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { changePassword, Status } from '#lib/index';

const CHANGE = {
  package: 'Negotiate',
  domain: 'EXAMPLE',
  user: 'alice',
  oldPassword: 'old secret',
  newPassword: Buffer.from('new secret'),
};

beforeEach(() => {
  resetFake();
});

test('changePassword passes on what it is given', async () => {
  const seen: unknown[] = [];
  fake.changePassword = (change) => {
    seen.push(change);
    return 0;
  };
  await changePassword(CHANGE);
  expect(seen).toEqual([CHANGE]);
});

test.each([
  [Status.SEC_E_LOGON_DENIED, 'AuthenticationError', 'SEC_E_LOGON_DENIED'],
  [0xc000_006c, 'NtStatusError', 'STATUS_PASSWORD_RESTRICTION'],
  [Status.SEC_E_UNSUPPORTED_FUNCTION, 'UnsupportedFunctionError', 'SEC_E_UNSUPPORTED_FUNCTION'],
])('changePassword makes an error of %p, without the passwords', async (status, name, code) => {
  fake.changePassword = () => status;
  const error = await rejectionOf(changePassword(CHANGE));
  expect(error).toMatchObject({ name, code, syscall: 'ChangeAccountPassword' });
  expect(String((error as Error).stack)).not.toContain('secret');
});

test.each([
  [{ package: '' }, 'change.package'],
  [{ domain: 7 }, 'change.domain'],
  [{ user: 'a\0b' }, 'change.user'],
  [{ oldPassword: undefined }, 'change.oldPassword'],
  [{ newPassword: Buffer.from([0xff]) }, 'change.newPassword'],
  [{ force: true }, 'force'],
])('changePassword refuses %p', async (change, name) => {
  const error = await rejectionOf(changePassword({ ...CHANGE, ...change } as never));
  expect(error).toMatchObject({
    code: expect.stringMatching(/^ERR_INVALID_ARG/),
    message: expect.stringContaining(name),
  });
});
