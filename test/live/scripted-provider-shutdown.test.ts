import { describe, expect, test } from '@jest/globals';

import type { ClientContext, ServerContext } from 'secur32';
import { SCHANNEL, SECBUFFER } from 'secur32';

import type { BufferEdit } from '../scripted-ssp/index.js';
import {
  calls,
  lastCall,
  release,
  reset,
  SCRIPTED_PROVIDER_STREAM,
  script,
} from '../scripted-ssp/index.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import { arrival, connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

// ApplyControlToken and the legs after it. Only a provider is given control tokens on Wine.

const SEC_I_CONTINUE_NEEDED = 0x00090312;
const SEC_I_CONTEXT_EXPIRED = 0x00090317;
const SEC_I_COMPLETE_NEEDED = 0x00090313;
const SEC_E_INTERNAL_ERROR = 0x80090304;
const SEC_E_INVALID_HANDLE = 0x80090301;

const SIDES = [
  { side: 'client', leg: 'InitLsaModeContext', syscall: 'InitializeSecurityContext' },
  { side: 'server', leg: 'AcceptLsaModeContext', syscall: 'AcceptSecurityContext' },
] as const;

const says = (text: string): BufferEdit => ({
  index: 0,
  bytes: Buffer.from(text),
  size: text.length,
});

describeScripted('the end of a stream', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER_STREAM);

  describe.each(SIDES)('by its $side', ({ side, leg, syscall }) => {
    const end = (): ClientContext | ServerContext => pair()[side];

    test('is a control token of one word, then a leg with no input that gives the alert', async () => {
      expect(String(await end().shutdown())).toBe('scripted: farewell');
      const word = Buffer.alloc(4);
      word.writeUInt32LE(SCHANNEL.SHUTDOWN);
      expect(lastCall('ApplyControlToken').buffers).toMatchObject([
        { type: SECBUFFER.TOKEN, flags: 0, data: word },
      ]);
      expect(lastCall(leg)).toMatchObject({
        context: lastCall('ApplyControlToken').context,
        buffers: [],
        outputs: [{ type: SECBUFFER.TOKEN, size: 65_536 }],
      });
      expect(end().state).toBe('established');
    });

    test('takes legs until the package is done', async () => {
      script(leg, { status: SEC_I_CONTINUE_NEEDED, buffers: [says('fare')] });
      script(leg, { status: SEC_I_CONTEXT_EXPIRED, buffers: [says('well')] });
      expect(String(await end().shutdown())).toBe('farewell');
      expect(calls(leg)).toHaveLength(2);
    });

    test('does not take legs for ever', async () => {
      script(leg, { status: SEC_I_CONTINUE_NEEDED, buffers: [says('.')], times: 100 });
      expect(String(await end().shutdown())).toBe('........');
    });

    test('has its alert completed where the package asks for it', async () => {
      script(leg, { status: SEC_I_COMPLETE_NEEDED, buffers: [says('FAREwell')] });
      script('CompleteAuthToken', { buffers: [{ index: 0, bytes: Buffer.from('fare') }] });
      expect(String(await end().shutdown())).toBe('farewell');
    });

    test('may be without an alert', async () => {
      script(leg, { status: 0, buffers: [{ index: 0, size: 0 }] });
      expect(await end().shutdown()).toHaveLength(0);
    });

    test.each([
      { index: 0, place: 'foreign' as const, size: 8 },
      { index: 0, size: 65_537 },
    ])('reads no alert outside of the memory for it: %o', async (edit) => {
      script(leg, { status: SEC_I_CONTEXT_EXPIRED, buffers: [edit] });
      expect(await rejectionOf(end().shutdown())).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
      expect(end().state).toBe('failed');
    });

    test('fails with the status of the leg', async () => {
      script(leg, { status: SEC_E_INTERNAL_ERROR });
      expect(await rejectionOf(end().shutdown())).toMatchObject({
        code: 'SEC_E_INTERNAL_ERROR',
        syscall,
      });
      expect(end().state).toBe('failed');
    });

    test('fails with the status of ApplyControlToken, and takes no leg', async () => {
      script('ApplyControlToken', { status: SEC_E_INVALID_HANDLE });
      expect(await rejectionOf(end().shutdown())).toMatchObject({
        code: 'SEC_E_INVALID_HANDLE',
        syscall: 'ApplyControlToken',
        package: SCRIPTED_PROVIDER_STREAM,
      });
      expect([calls(leg).length, calls('DeleteContext').length]).toEqual([0, 1]);
      expect(end().state).toBe('failed');
    });

    test('ends what is sent, not what is received', async () => {
      const { client, server } = pair();
      const peer = side === 'client' ? server : client;
      const late = peer.wrap(Buffer.from('late'));
      await end().shutdown();
      expect(thrownBy(() => end().wrap(Buffer.from('x')))).toEqual(refusal('ERR_SSPI_CLOSED'));
      expect(end().unwrap(late).data.toString()).toBe('late');
    });

    test('is refused a second time without a call', async () => {
      await end().shutdown();
      reset();
      expect(await rejectionOf(end().shutdown())).toEqual(refusal('ERR_SSPI_CLOSED'));
      expect(calls()).toEqual([]);
    });

    test('excludes messages and legs while it lasts, and can be closed', async () => {
      script('ApplyControlToken', { blocks: true });
      const ending = rejectionOf(end().shutdown());
      await arrival('ApplyControlToken');
      expect(thrownBy(() => end().wrap(Buffer.from('x')))).toEqual(refusal('ERR_SSPI_BUSY'));
      expect(await rejectionOf(end().step(Buffer.alloc(1)))).toEqual(refusal('ERR_SSPI_BUSY'));
      end().close();
      release();
      expect(await ending).toEqual(refusal('ERR_SSPI_CLOSED'));
      expect([calls(leg).length, calls('DeleteContext').length]).toEqual([0, 1]);
    });
  });
});
