import { expect, test } from '@jest/globals';

import { describeEach } from '../support/capabilities.js';
import { connect } from '../support/loopback.js';
import { byPlatform } from '../support/platform.js';

describeEach(['Schannel'], 'the end of a stream of %s', (name) => {
  test('is an alert that the other end reads as an end in order', async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const last = client.wrap(Buffer.from('last words'));
    const alert = await client.shutdown();
    // A record of the type alert.
    expect(alert.readUInt8(0)).toBe(21);
    const opened = server.unwrap(Buffer.concat([last, alert]));
    // Wine opens the alert as an empty message, and says nothing of the end.
    const expired = byPlatform({ windows: true, wine: false });
    expect(opened).toMatchObject({ data: Buffer.from('last words'), expired });
  });
});
