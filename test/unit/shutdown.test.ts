import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, leg } from '../support/contexts';
import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { SCHANNEL, SECBUFFER } from '#lib/constants';
import { Status } from '#lib/index';

beforeEach(() => {
  resetFake();
  fake.control = () => 0;
});

describe('shutdown', () => {
  test.each([Status.SEC_E_OK, Status.SEC_I_CONTEXT_EXPIRED])(
    'gives the alert that the leg after the control token makes: %p',
    async (status) => {
      const context = await established('Schannel');
      fake.legs = [leg({ status, token: 'close_notify' })];
      expect(String(await context.shutdown())).toBe('close_notify');
      expect(fake.controlled.map((token) => token.readUInt32LE(0))).toEqual([SCHANNEL.SHUTDOWN]);
      expect(fake.legCalls.at(-1)?.inputs).toEqual([]);
      expect(fake.legCalls.at(-1)?.outputs[0]?.type).toBe(SECBUFFER.TOKEN);
      expect(context.state).toBe('established');
    },
  );

  test('passes on what ApplyControlToken and the leg say', async () => {
    const context = await established('Schannel');
    fake.control = () => Status.SEC_E_UNSUPPORTED_FUNCTION;
    expect(await rejectionOf(context.shutdown())).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'ApplyControlToken',
    });
    const other = await established('Schannel');
    fake.control = () => 0;
    fake.legs = [leg({ status: Status.SEC_E_INTERNAL_ERROR })];
    expect(await rejectionOf(other.shutdown())).toMatchObject({
      code: 'SEC_E_INTERNAL_ERROR',
      syscall: 'InitializeSecurityContext',
    });
  });

  test('makes legs until there is no more to say, and ends the messages', async () => {
    const context = await established('Schannel');
    fake.legs = [
      leg({ status: Status.SEC_I_CONTINUE_NEEDED, token: 'one ' }),
      leg({ status: Status.SEC_I_CONTEXT_EXPIRED, token: 'two' }),
    ];
    expect(String(await context.shutdown())).toBe('one two');
    expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(await rejectionOf(context.shutdown())).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(fake.controlled).toHaveLength(1);
  });

  test('is for streams only, and for open contexts', async () => {
    const kerberos = await established('Kerberos');
    expect(await rejectionOf(kerberos.shutdown())).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'Schannel'),
    );
    const context = await established('Schannel');
    context.close();
    expect(await rejectionOf(context.shutdown())).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('excludes messages while it lasts', async () => {
    const context = await established('Schannel');
    fake.legs = [leg({ token: 'bye' })];
    const ending = context.shutdown();
    expect(() => context.wrap(Buffer.from('x'))).toThrow(/has not ended yet/);
    await ending;
  });
});
