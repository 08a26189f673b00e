// Where messages of one context overlap, and where they wait, seen from inside the package.
import { setTimeout as pause } from 'node:timers/promises';

import { expect, test } from '@jest/globals';

import { calls, release, reset, script } from '../scripted-ssp/index.js';
import { refusal, thrownBy } from '../support/errors.js';
import { arrival, connectScripted, describeScripted } from '../support/scripted.js';

const TEXT = Buffer.from('a message');
// Long enough for a call that should not come to have come.
const A_WHILE = 50;

describeScripted('a context', () => {
  test('seals one message while it opens another', async () => {
    using pair = await connectScripted();
    const token = pair.server.wrap(TEXT);
    reset();
    script('SealMessage', { blocks: true });
    const sealing = pair.client.wrapAsync(TEXT);
    await arrival('SealMessage');
    expect((await pair.client.unwrapAsync(token)).data).toEqual(TEXT);
    expect(calls('SealMessage')[0]?.ended).toBeNull();
    release();
    await sealing;
  });

  test('never seals two messages at once, nor signs one beside', async () => {
    using pair = await connectScripted();
    reset();
    script('SealMessage', { blocks: true, times: 1 });
    const first = pair.client.wrapAsync(TEXT);
    const second = pair.client.wrapAsync(TEXT);
    const third = pair.client.signAsync(TEXT);
    await arrival('SealMessage');
    await pause(A_WHILE);
    expect([calls('SealMessage').length, calls('MakeSignature').length]).toEqual([1, 0]);
    expect(thrownBy(() => pair.client.wrap(TEXT))).toEqual(refusal('ERR_SSPI_BUSY'));
    release();
    await Promise.all([first, second, third]);
    const order = calls().filter(({ function: name }) => /Seal|Signature/.test(name));
    expect(order.map(({ function: name }) => name)).toEqual([
      ...['SealMessage', 'SealMessage', 'MakeSignature'],
    ]);
    for (const [index, { started }] of order.entries()) {
      expect(started).toBeGreaterThanOrEqual(order[index - 1]?.ended ?? 0);
    }
  });

  test('never opens two messages at once', async () => {
    using pair = await connectScripted();
    const tokens = [pair.server.wrap(TEXT), pair.server.wrap(TEXT)] as const;
    reset();
    script('UnsealMessage', { blocks: true, times: 1 });
    const opening = tokens.map((token) => pair.client.unwrapAsync(token));
    await arrival('UnsealMessage');
    await pause(A_WHILE);
    expect(calls('UnsealMessage')).toHaveLength(1);
    release();
    expect((await Promise.all(opening)).map(({ data }) => data)).toEqual([TEXT, TEXT]);
  });

  test('does not wait for another context', async () => {
    using one = await connectScripted();
    using other = await connectScripted();
    reset();
    script('SealMessage', { blocks: true, times: 2 });
    const both = [one.client.wrapAsync(TEXT), other.client.wrapAsync(TEXT)];
    await arrival('SealMessage', 2);
    release();
    await Promise.all(both);
    const threads = calls('SealMessage').map(({ thread }) => thread);
    expect(new Set(threads).size).toBe(2);
  });

  test('that is closed during a call ends the call first', async () => {
    using pair = await connectScripted();
    reset();
    script('SealMessage', { blocks: true });
    const sealing = pair.client.wrapAsync(TEXT);
    await arrival('SealMessage');
    pair.client.close();
    expect(calls('DeleteContext')).toEqual([]);
    release();
    await expect(sealing).rejects.toEqual(refusal('ERR_SSPI_CLOSED'));
    while (calls('DeleteContext').length === 0) await pause(1);
  });
});
