import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, server } from '../support/contexts';
import { argumentError, refusal, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { Status } from '#lib/index';

beforeEach(() => {
  resetFake();
  fake.impersonation = () => 0;
});

describe('impersonate', () => {
  test('gives what the callback returns', async () => {
    const context = await established('Kerberos', { side: 'server' });
    expect(context.impersonate(() => 'done as the client')).toBe('done as the client');
  });

  test('throws what the callback throws, and can be used again', async () => {
    const context = await established('Kerberos', { side: 'server' });
    const own = new Error('the callback failed');
    const fail = () => {
      throw own;
    };
    expect(thrownBy(() => context.impersonate(fail))).toBe(own);
    expect(context.impersonate(() => 1)).toBe(1);
  });

  test('does not call the callback when the package refuses', async () => {
    fake.impersonation = () => Status.SEC_E_NO_IMPERSONATION;
    const context = await established('Kerberos', { side: 'server' });
    let called = 0;
    expect(thrownBy(() => context.impersonate(() => (called += 1)))).toMatchObject({
      code: 'SEC_E_NO_IMPERSONATION',
      syscall: 'ImpersonateSecurityContext',
      package: 'Kerberos',
    });
    expect(called).toBe(0);
  });

  test('refuses a second one within the callback, of this or another context', async () => {
    const [one, other] = [await established('Kerberos'), await established('NTLM')];
    for (const inner of [one, other]) {
      expect(one.impersonate(() => thrownBy(() => inner.impersonate(() => 1)))).toEqual(
        refusal('ERR_SSPI_BUSY'),
      );
    }
    expect(other.impersonate(() => 2)).toBe(2);
  });

  test('refuses callbacks that go on after they have returned', async () => {
    const context = await established('Kerberos');
    let called = 0;
    const asynchronous = async () => {
      called += 1;
      return Promise.resolve(1);
    };
    const refused = argumentError('ERR_INVALID_ARG_VALUE', 'callback');
    expect(thrownBy(() => context.impersonate(asynchronous))).toEqual(refused);
    expect(called).toBe(0);
    expect(thrownBy(() => context.impersonate(() => Promise.resolve(1)))).toEqual(refused);
    const thenable = () => ({ then: () => undefined });
    expect(thrownBy(() => context.impersonate(thenable))).toEqual(refused);
    expect(context.impersonate(() => 1)).toBe(1);
  });

  test('refuses what is not a function, and a context that is not established', async () => {
    const context = await established('Kerberos');
    expect(thrownBy(() => context.impersonate('whoami' as never))).toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'callback'),
    );
    const early = await server('Kerberos');
    expect(thrownBy(() => early.impersonate(() => 1))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    context.close();
    expect(thrownBy(() => context.impersonate(() => 1))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });
});
