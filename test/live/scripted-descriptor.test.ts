import { expect, test } from '@jest/globals';

import { SecBuffer, SECBUFFER } from 'secur32';

import { script } from '../scripted-ssp/index.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

// A package that changes the SecBufferDesc of a call: it describes the buffers, and is none of them.

const TEXT = 'a message';
const layout = (): SecBuffer[] => [SecBuffer.token(76), SecBuffer.data(Buffer.from(TEXT))];

describeScripted('what a message call leaves', () => {
  const pair = connectScriptedBeforeEach();

  test.each([0, 1, 100_000])(
    'is in the buffers that were given, whatever became of their descriptor: %i of them',
    async (lostBuffers) => {
      const answer = { status: 0, buffers: [{ index: 0, size: 60 }], lostBuffers };
      script('SealMessage', { ...answer, times: 2 });
      script('UnsealMessage', { ...answer, times: 2 });
      const { client } = pair();
      for (const { buffers } of [
        client.encryptMessage(layout()),
        await client.encryptMessageAsync(layout()),
        client.decryptMessage(layout()),
        await client.decryptMessageAsync(layout()),
      ]) {
        expect(buffers.map(({ type, data }) => [type, data?.byteLength])).toEqual([
          [SECBUFFER.TOKEN, 60],
          [SECBUFFER.DATA, TEXT.length],
        ]);
      }
    },
  );
});
