import { setTimeout as pause } from 'node:timers/promises';

import { expect, test } from '@jest/globals';

import { calls, lastCall, release, script } from '../scripted-ssp/index.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import {
  arrival,
  connectScripted,
  describeScripted,
  prepareScripted,
} from '../support/scripted.js';

describeScripted('a leg', () => {
  test('runs on another thread than JavaScript, which goes on meanwhile', async () => {
    using pair = await prepareScripted();
    script('InitLsaModeContext', { blocks: true });
    const step = pair.client.step();
    await arrival('InitLsaModeContext');
    expect(lastCall('InitLsaModeContext').ended).toBeNull();
    release();
    await step;
    const { ended, started, thread } = lastCall('InitLsaModeContext');
    expect(ended).toBeGreaterThan(started);
    using other = await connectScripted();
    other.client.wrap(Buffer.from('on the thread of JavaScript'));
    expect(lastCall('SealMessage').thread).not.toBe(thread);
  });

  test('takes as long as the package does', async () => {
    using pair = await prepareScripted();
    script('InitLsaModeContext', { delay: 60 });
    await pair.client.step();
    const { started, ended } = lastCall('InitLsaModeContext');
    expect((ended ?? 0) - started).toBeGreaterThan(50);
  });

  test('has its context for itself', async () => {
    using pair = await prepareScripted();
    script('InitLsaModeContext', { blocks: true });
    const step = pair.client.step();
    await arrival('InitLsaModeContext');
    expect(await rejectionOf(pair.client.step())).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(thrownBy(() => pair.client.wrap(Buffer.alloc(1)))).toEqual(
      refusal('ERR_SSPI_NOT_ESTABLISHED'),
    );
    expect(calls('InitLsaModeContext')).toHaveLength(1);
    release();
    expect(await step).toMatchObject({ done: false });
  });

  test('that is closed under way ends first, and then frees the context', async () => {
    using pair = await prepareScripted();
    const { token } = await pair.client.step();
    const { token: answer } = await pair.server.step(token);
    const before = calls('InitLsaModeContext').length;
    script('InitLsaModeContext', { blocks: true });
    const step = rejectionOf(pair.client.step(answer));
    while (calls('InitLsaModeContext').length === before) await pause(1);
    pair.client.close();
    pair.clientCredentials.close();
    expect(calls('DeleteContext')).toEqual([]);
    release();
    expect(await step).toEqual(refusal('ERR_SSPI_CLOSED'));
    while (calls('DeleteContext').length === 0) await pause(1);
    expect(lastCall('DeleteContext').started).toBeGreaterThanOrEqual(
      lastCall('InitLsaModeContext').ended ?? Infinity,
    );
    while (calls('FreeCredentialsHandle').length === 0) await pause(1);
    const order = calls().map((call) => call.function);
    expect(order.indexOf('FreeCredentialsHandle')).toBeGreaterThan(order.indexOf('DeleteContext'));
  });
});
