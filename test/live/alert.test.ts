import { expect, test } from '@jest/globals';

import { raw, SECBUFFER, SECQOP, TLS1_ALERT } from 'secur32';

import { describeEach } from '../support/capabilities.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import { connect } from '../support/loopback.js';
import { byPlatform, onWine } from '../support/platform.js';

const CONTENT_ALERT = 21;
const ACCESS_DENIED = { level: TLS1_ALERT.FATAL, description: TLS1_ALERT.ACCESS_DENIED };

describeEach(['Schannel'], 'an alert of %s', (name) => {
  test('is a record that ends the connection for the peer, too', async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const record = await client.alert(ACCESS_DENIED);
    expect(record.readUInt8(0)).toBe(CONTENT_ALERT);
    // Windows has a status for each alert that it receives; Wine has one for all.
    const code = byPlatform({ windows: 'SEC_E_ILLEGAL_MESSAGE', wine: 'SEC_E_INTERNAL_ERROR' });
    expect(thrownBy(() => server.unwrap(record))).toMatchObject({ code });
  });

  test('is what EncryptMessage makes of two bytes out of band', async () => {
    using loopback = await connect(name);
    const { client } = loopback;
    const { header, trailer } = client.query('streamSizes');
    const alert = Buffer.from([TLS1_ALERT.WARNING, TLS1_ALERT.NO_RENEGOTIATION]);
    const block = Buffer.alloc(header + alert.length + trailer);
    alert.copy(block, header);
    const buffers = [
      { type: SECBUFFER.STREAM_HEADER, data: block.subarray(0, header) },
      { type: SECBUFFER.DATA, data: block.subarray(header, header + alert.length) },
      { type: SECBUFFER.STREAM_TRAILER, data: block.subarray(header + alert.length) },
      { type: SECBUFFER.EMPTY },
    ];
    const encrypt = () => client.encryptMessage(buffers, { qop: SECQOP.WRAP_OOB_DATA });
    if (onWine) {
      // Wine would send it as a message: refused by the module that knows Wine.
      expect(thrownBy(encrypt)).toMatchObject({ code: 'SEC_E_UNSUPPORTED_FUNCTION' });
      expect(raw.encryptMessage(client, SECQOP.WRAP_OOB_DATA, buffers).status).toBe(0x80090302);
      expect(block.subarray(header, header + alert.length)).toEqual(alert);
    } else {
      expect(encrypt().buffers[0]?.data?.[0]).toBe(CONTENT_ALERT);
    }
  });

  test('has two bytes, no more and no less', async () => {
    using loopback = await connect(name);
    for (const size of [0, 1, 3]) {
      const buffers = [{ type: SECBUFFER.DATA, data: Buffer.alloc(size) }];
      const qop = SECQOP.WRAP_OOB_DATA;
      expect(thrownBy(() => loopback.client.encryptMessage(buffers, { qop }))).toMatchObject({
        code: 'ERR_OUT_OF_RANGE',
      });
    }
  });
});

describeEach(['Kerberos', 'Negotiate', 'NTLM'], 'a context of %s', (name) => {
  test('has no alerts', async () => {
    using loopback = await connect(name);
    const { client } = loopback;
    expect(await rejectionOf(client.alert(ACCESS_DENIED))).toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    });
    const message = [{ type: SECBUFFER.DATA, data: Buffer.alloc(2) }];
    const qop = SECQOP.WRAP_OOB_DATA;
    expect(thrownBy(() => client.encryptMessage(message, { qop }))).toMatchObject({
      name: 'QopNotSupportedError',
      syscall: 'EncryptMessage',
    });
  });
});
