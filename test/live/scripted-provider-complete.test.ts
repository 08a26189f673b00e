import { describe, expect, test } from '@jest/globals';

import { SECBUFFER } from 'secur32';

import { calls, lastCall, release, SCRIPTED_PROVIDER, script } from '../scripted-ssp/index.js';
import { refusal, rejectionOf } from '../support/errors.js';
import { arrival, describeScripted, prepareScripted } from '../support/scripted.js';
import type { ScriptedPair } from '../support/scripted-pair.js';

// CompleteAuthToken, which packages of digests ask for. Only a provider is given it on Wine.

const SEC_I_CONTINUE_NEEDED = 0x00090312;
const SEC_I_COMPLETE_NEEDED = 0x00090313;
const SEC_I_COMPLETE_AND_CONTINUE = 0x00090314;
const SEC_E_MESSAGE_ALTERED = 0x8009030f;

const HELLO = Buffer.from('scripted: hello');
const TOKEN = { index: 0, bytes: Buffer.from('to complete'), size: 11 };

const SIDES = [
  { side: 'client', leg: 'InitLsaModeContext', input: undefined },
  { side: 'server', leg: 'AcceptLsaModeContext', input: HELLO },
] as const;

describeScripted('the token of a leg that wants it completed', () => {
  describe.each(SIDES)('of the $side', ({ side, leg, input }) => {
    const step = async (pair: ScriptedPair): Promise<unknown> => await pair[side].step(input);

    test.each([
      ['the last leg', SEC_I_COMPLETE_NEEDED, { done: true, status: 0 }],
      [
        'an earlier leg',
        SEC_I_COMPLETE_AND_CONTINUE,
        { done: false, status: SEC_I_CONTINUE_NEEDED },
      ],
    ])('is completed in place before it is given: %s', async (_leg, status, result) => {
      using pair = await prepareScripted(SCRIPTED_PROVIDER);
      script(leg, { status, buffers: [TOKEN] });
      script('CompleteAuthToken', { buffers: [{ index: 0, bytes: Buffer.from('is'), at: 0 }] });
      expect(await step(pair)).toEqual({ ...result, token: Buffer.from('is complete') });
      const call = lastCall('CompleteAuthToken');
      expect(call.buffers).toMatchObject([{ type: SECBUFFER.TOKEN, data: TOKEN.bytes }]);
      expect(call.context).toBe(lastCall(leg).context);
    });

    test('is given at the size that completion left', async () => {
      using pair = await prepareScripted(SCRIPTED_PROVIDER);
      script(leg, { status: SEC_I_COMPLETE_NEEDED, buffers: [TOKEN] });
      script('CompleteAuthToken', { buffers: [{ index: 0, size: 2 }] });
      expect(await step(pair)).toMatchObject({ done: true, token: Buffer.from('to') });
    });

    test('is none where there is none', async () => {
      using pair = await prepareScripted(SCRIPTED_PROVIDER);
      script(leg, { status: SEC_I_COMPLETE_NEEDED, buffers: [{ index: 0, size: 0 }] });
      expect(await step(pair)).toEqual({ done: true, status: 0 });
      expect(lastCall('CompleteAuthToken').buffers).toMatchObject([{ size: 0 }]);
    });

    test('is not given when completion fails, which ends the context and frees it', async () => {
      using pair = await prepareScripted(SCRIPTED_PROVIDER);
      script(leg, { status: SEC_I_COMPLETE_NEEDED, buffers: [TOKEN] });
      script('CompleteAuthToken', { status: SEC_E_MESSAGE_ALTERED });
      const error = await rejectionOf(step(pair));
      expect(error).toMatchObject({
        code: 'SEC_E_MESSAGE_ALTERED',
        syscall: 'CompleteAuthToken',
        package: SCRIPTED_PROVIDER,
      });
      expect(error).not.toHaveProperty('token');
      expect(pair[side].state).toBe('failed');
      expect(calls('DeleteContext').map(({ context }) => context)).toEqual([lastCall(leg).context]);
    });

    test.each([
      ['by the leg', [{ index: 0, place: 'foreign' as const, size: 8 }], []],
      ['by completion', [TOKEN], [{ index: 0, place: 'foreign' as const }]],
      ['by completion, beyond its room', [TOKEN], [{ index: 0, size: 12 }]],
    ])('is refused when it was put into other memory %s', async (_who, buffers, completed) => {
      using pair = await prepareScripted(SCRIPTED_PROVIDER);
      script(leg, { status: SEC_I_COMPLETE_NEEDED, buffers });
      script('CompleteAuthToken', { buffers: completed });
      expect(await rejectionOf(step(pair))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
      expect(pair[side].state).toBe('failed');
      expect(calls('DeleteContext')).toHaveLength(1);
    });

    test('is completed even if the context is closed meanwhile, which is freed then', async () => {
      using pair = await prepareScripted(SCRIPTED_PROVIDER);
      script(leg, { status: SEC_I_COMPLETE_NEEDED, buffers: [TOKEN] });
      script('CompleteAuthToken', { blocks: true });
      const stepping = rejectionOf(step(pair));
      await arrival('CompleteAuthToken');
      pair[side].close();
      expect(calls('DeleteContext')).toEqual([]);
      release();
      expect(await stepping).toEqual(refusal('ERR_SSPI_CLOSED'));
      expect(calls('DeleteContext')).toHaveLength(1);
    });
  });

  test('makes a context that carries messages', async () => {
    using pair = await prepareScripted(SCRIPTED_PROVIDER);
    const { client, server } = pair;
    const { token } = await client.step();
    script('AcceptLsaModeContext', {
      status: SEC_I_COMPLETE_NEEDED,
      buffers: [{ index: 0, bytes: Buffer.from('SCRIPTED: welcome'), size: 17 }],
    });
    script('CompleteAuthToken', { buffers: [{ index: 0, bytes: Buffer.from('scripted') }] });
    const { token: answer } = await server.step(token);
    expect(await client.step(answer)).toMatchObject({ done: true });
    const sealed = server.wrap(Buffer.from('a message'));
    expect(client.unwrap(sealed).data.toString()).toBe('a message');
  });
});
