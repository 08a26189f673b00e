import { expect, test } from '@jest/globals';

import { SECBUFFER, SECQOP, TLS1_ALERT } from 'secur32';

import { calls, lastCall, script, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { thrownBy } from '../support/errors.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

// Wine's Schannel takes an alert for a message: that EncryptMessage makes one out of band shows with
// the scripted package only. On Windows it is Schannel itself that makes the record.

const QOP = SECQOP.WRAP_OOB_DATA;

function message(size: number) {
  const data = Buffer.from([TLS1_ALERT.WARNING, TLS1_ALERT.NO_RENEGOTIATION, 0, 0]);
  return [
    { type: SECBUFFER.STREAM_HEADER, data: Buffer.alloc(5) },
    { type: SECBUFFER.DATA, data: data.subarray(0, size) },
    { type: SECBUFFER.STREAM_TRAILER, data: Buffer.alloc(32) },
    { type: SECBUFFER.EMPTY },
  ];
}

describeScripted('an alert out of band', () => {
  const stream = connectScriptedBeforeEach(SCRIPTED_STREAM);
  const token = connectScriptedBeforeEach();

  test('reaches a stream package with its quality of protection and its two bytes', () => {
    script('SealMessage', { status: 0 });
    stream().client.encryptMessage(message(2), { qop: QOP });
    const { qop, buffers } = lastCall('SealMessage');
    expect(qop).toBe(QOP);
    expect(buffers[1]).toMatchObject({
      type: SECBUFFER.DATA,
      data: Buffer.from([TLS1_ALERT.WARNING, TLS1_ALERT.NO_RENEGOTIATION]),
    });
  });

  test.each([0, 1, 3])('is refused before the call with %p bytes', (size) => {
    expect(
      thrownBy(() => stream().client.encryptMessage(message(size), { qop: QOP })),
    ).toMatchObject({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE' });
    expect(calls('SealMessage')).toEqual([]);
  });

  test.each([QOP, (QOP | 1) >>> 0, 0xffff_ffff])(
    'is refused before the call where the package is no stream: %p',
    (qop) => {
      expect(thrownBy(() => token().client.encryptMessage(message(2), { qop }))).toMatchObject({
        name: 'QopNotSupportedError',
        syscall: 'EncryptMessage',
      });
      expect(calls('SealMessage')).toEqual([]);
    },
  );
});
