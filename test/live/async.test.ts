import { expect, test } from '@jest/globals';

import { describeEach, describeKerberos } from '../support/capabilities.js';
import { connect } from '../support/loopback.js';

const CONCURRENT = 1000;

describeKerberos('asynchronous messages of %s', (name) => {
  test('arrive in the order of the calls: 1,000 at once', async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const texts = Array.from({ length: CONCURRENT }, (_, i) => Buffer.from(`message ${String(i)}`));
    const tokens = await Promise.all(texts.map((each) => client.wrapAsync(each)));
    // The server counts: another order would be refused.
    const opened = await Promise.all(tokens.map((each) => server.unwrapAsync(each)));
    expect(opened.map(({ data }) => data.toString())).toEqual(texts.map(String));
  });

  test('are signed and checked too', async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const text = Buffer.from('signed elsewhere');
    const signature = await client.signAsync(text);
    await expect(server.verifyAsync(text, signature)).resolves.toBeUndefined();
  });
});

describeEach(['Schannel'], 'asynchronous messages of %s', (name) => {
  test('are records in their order, long ones among short ones', async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const texts = [40_000, 1, 16_384, 16_385, 100].map((size) => Buffer.alloc(size, 'secur32 '));
    const records = await Promise.all(texts.map((each) => client.wrapAsync(each)));
    const { data } = await server.unwrapAsync(Buffer.concat(records));
    expect(data).toEqual(Buffer.concat(texts));
  });

  test('leave the event loop free', async () => {
    using loopback = await connect(name);
    const { client } = loopback;
    // How many turns there are is up to the scheduler: on one core, perhaps no more than this.
    let turns = 0;
    let turn = setImmediate(function again() {
      turns += 1;
      turn = setImmediate(again);
    });
    await client.wrapAsync(Buffer.alloc(8 << 20));
    clearImmediate(turn);
    expect(turns).toBeGreaterThan(0);
  });
});
