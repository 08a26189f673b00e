import { expect, test } from '@jest/globals';

import {
  BufferTooSmallError,
  MessageAlteredError,
  OutOfSequenceError,
  QopNotSupportedError,
  SECBUFFER,
} from 'secur32';

import { calls, lastCall, script } from '../scripted-ssp/index.js';
import { refusal, thrownBy } from '../support/errors.js';
import {
  asReceived,
  connectScripted,
  connectScriptedBeforeEach,
  describeScripted,
} from '../support/scripted.js';

const buffers = () => [
  { type: SECBUFFER.DATA, data: Buffer.from('signed, in the open') },
  { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.from('not signed') },
  { type: SECBUFFER.TOKEN, data: Buffer.alloc(16) },
];

describeScripted('a signature', () => {
  const pair = connectScriptedBeforeEach();

  test('is made of the buffers, the quality of protection and the number as they are', () => {
    const given = buffers();
    const expected = asReceived(given);
    script('MakeSignature', { status: 0 });
    pair().client.makeSignature(given, { qop: 0xdead_beef, sequenceNumber: 0xffff_fffe });
    const call = lastCall('MakeSignature');
    expect(call.buffers).toMatchObject(expected);
    expect([call.qop, call.sequenceNumber]).toEqual([0xdead_beef, 0xffff_fffe]);
  });

  test('is checked with the buffers and the number as they are', () => {
    const given = buffers();
    const expected = asReceived(given);
    script('VerifySignature', { status: 0, qop: 7 });
    const { qop } = pair().server.verifySignature(given, { sequenceNumber: 0x8000_0000 });
    const call = lastCall('VerifySignature');
    expect(call.buffers).toMatchObject(expected);
    expect([call.sequenceNumber, qop]).toEqual([0x8000_0000, 7]);
  });

  test('is no longer than the package says', () => {
    const edit = { index: 1, bytes: Buffer.from('short'), size: 5 };
    script('MakeSignature', { status: 0, buffers: [edit] });
    expect(pair().client.sign(Buffer.from('data')).toString()).toBe('short');
  });

  test('goes from one end to the other', () => {
    const { client, server } = pair();
    const data = Buffer.from('signed, in the open');
    const signature = client.sign(data);
    server.verify(data, signature);
    expect(thrownBy(() => server.verify(Buffer.from('other'), signature))).toBeInstanceOf(
      MessageAlteredError,
    );
    expect(calls('VerifySignature')).toHaveLength(2);
  });

  test('fails with the status of the package', () => {
    script('MakeSignature', { status: 0x80090321 });
    script('VerifySignature', { status: 0x80090310 });
    const { client, server } = pair();
    expect(thrownBy(() => client.makeSignature(buffers()))).toBeInstanceOf(BufferTooSmallError);
    const error = thrownBy(() => server.verifySignature(buffers()));
    expect(error).toBeInstanceOf(OutOfSequenceError);
    expect(error).toMatchObject({ syscall: 'VerifySignature', package: 'Scripted' });
  });

  test.each(['MakeSignature', 'VerifySignature'] as const)(
    'that lies in foreign memory is refused: %s',
    (name) => {
      script(name, { status: 0, buffers: [{ index: 2, place: 'foreign' }] });
      const { client, server } = pair();
      const call = (): unknown =>
        name === 'MakeSignature'
          ? client.makeSignature(buffers())
          : server.verifySignature(buffers());
      expect(thrownBy(call)).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    },
  );

  test('is not asked for where integrity was not granted', async () => {
    script('InitLsaModeContext', { flags: 0, times: 2 });
    using other = await connectScripted();
    const error = thrownBy(() => other.client.sign(Buffer.from('data')));
    expect(error).toBeInstanceOf(QopNotSupportedError);
    expect(calls('MakeSignature')).toEqual([]);
  });
});
