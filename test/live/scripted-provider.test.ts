import { expect, test } from '@jest/globals';

import { listPackages, queryPackage, SECPKG_FLAG, SECQOP } from 'secur32';

import {
  calls,
  lastCall,
  SCRIPTED_PROVIDER,
  SCRIPTED_PROVIDER_STREAM,
  script,
} from '../scripted-ssp/index.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import { connectScripted, describeScripted, prepareScripted } from '../support/scripted.js';

// The same package by Secur32's other route, where more functions reach it. That it is a toy which
// shakes hands and carries messages is what the suites of those functions rely on.

const PROVIDERS = [SCRIPTED_PROVIDER, SCRIPTED_PROVIDER_STREAM] as const;

describeScripted('the scripted provider', () => {
  test('is listed by Windows, as two packages of one file', () => {
    const names = listPackages().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...PROVIDERS]));
    const isStream = (name: string): boolean =>
      (queryPackage(name).capabilities & SECPKG_FLAG.STREAM) !== 0;
    expect(PROVIDERS.map(isStream)).toEqual([false, true]);
  });

  test.each(PROVIDERS)('of the name %s carries messages', async (name) => {
    using pair = await connectScripted(name);
    for (const size of [0, 1, 40_000]) {
      const data = Buffer.alloc(size, 'message ');
      const token = pair.client.wrap(data);
      expect(token.includes('message message')).toBe(false);
      expect(pair.server.unwrap(token)).toMatchObject({ data, encrypted: true, qop: 0 });
    }
  });

  test('signs and verifies', async () => {
    using pair = await connectScripted(SCRIPTED_PROVIDER);
    const signature = pair.client.sign(Buffer.from('signed'));
    pair.server.verify(Buffer.from('signed'), signature);
    expect(thrownBy(() => pair.server.verify(Buffer.from('forged'), signature))).toMatchObject({
      code: 'SEC_E_MESSAGE_ALTERED',
    });
  });

  test('is given the quality of protection and the sequence number', async () => {
    using pair = await connectScripted(SCRIPTED_PROVIDER);
    pair.client.wrap(Buffer.from('in the open'), { encrypt: false });
    expect(lastCall('SealMessage').qop).toBe(SECQOP.WRAP_NO_ENCRYPT);
  });

  test('sees each handle made, used and freed once', async () => {
    const pair = await connectScripted(SCRIPTED_PROVIDER_STREAM);
    pair[Symbol.dispose]();
    const legs = calls('InitLsaModeContext').concat(calls('AcceptLsaModeContext'));
    const made = [...new Set(legs.map(({ context }) => context))];
    expect(
      calls('DeleteContext')
        .map(({ context }) => context)
        .sort(),
    ).toEqual(made.sort());
    const acquired = calls('AcquireCredentialsHandle').map(({ credentials }) => credentials);
    const closed = calls('FreeCredentialsHandle').map(({ credentials }) => credentials);
    expect([made.length, acquired.length, closed.sort()]).toEqual([2, 2, acquired.sort()]);
  });

  test('sees no context freed whose first leg failed', async () => {
    script('InitLsaModeContext', { status: 0x8009030c });
    const pair = await prepareScripted(SCRIPTED_PROVIDER);
    await rejectionOf(pair.client.step());
    pair[Symbol.dispose]();
    expect([calls('DeleteContext').length, calls('FreeCredentialsHandle').length]).toEqual([0, 2]);
  });
});
