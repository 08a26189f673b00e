import { beforeEach, describe, expect, test } from '@jest/globals';

import { fake, resetFake } from '../support/fake-binding';

import { check, failure } from '#lib/fail';
import { Status } from '#lib/status';

beforeEach(resetFake);

describe('failure', () => {
  test("makes an error with the system's text for the status", () => {
    fake.statusMessage = (status) => `the system on ${String(status)}`;
    const error = failure({ status: Status.SEC_E_LOGON_DENIED, syscall: 'X', package: 'NTLM' });
    expect(error).toMatchObject({ name: 'AuthenticationError', syscall: 'X', package: 'NTLM' });
    expect(error.message).toContain(`: the system on ${String(Status.SEC_E_LOGON_DENIED)} `);
  });

  test('has a text of its own where the system has none', () => {
    const error = failure({ status: Status.SEC_E_LOGON_DENIED, syscall: 'X' });
    expect(error.message).toMatch(/^X failed with SEC_E_LOGON_DENIED: The logon/i);
  });
});

describe('check', () => {
  test.each([0, Status.SEC_I_CONTINUE_NEEDED, 0x0009dead, 0x7fffffff])(
    'lets the success %p pass',
    (status) => {
      expect(() => check(status, 'X')).not.toThrow();
    },
  );

  test.each([Status.SEC_E_INTERNAL_ERROR, 0x8009dead, 0xffffffff])(
    'throws for the failure %p',
    (status) => {
      expect(() => check(status, 'X', 'NTLM')).toThrow(
        expect.objectContaining({ status, syscall: 'X', package: 'NTLM' }),
      );
    },
  );
});
