import { beforeEach, describe, expect, test } from '@jest/globals';

import { client, established, leg } from '../support/contexts';
import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { ISC_RET, SCHANNEL, TLS1_ALERT } from '#lib/constants';
import { Status } from '#lib/index';

const FATAL = { level: TLS1_ALERT.FATAL, description: TLS1_ALERT.ACCESS_DENIED };
const WARNING = { level: TLS1_ALERT.WARNING, description: TLS1_ALERT.NO_RENEGOTIATION };

beforeEach(() => {
  resetFake();
  fake.control = () => 0;
});

function wordsOf(token: Buffer | undefined): number[] {
  return Array.from({ length: 3 }, (_, index) => token?.readUInt32LE(4 * index) ?? -1);
}

describe('alert', () => {
  test('gives the record that the leg after the control token makes', async () => {
    const context = await established('Schannel');
    fake.legs = [leg({ token: 'alert record' })];
    expect(String(await context.alert(FATAL))).toBe('alert record');
    expect(wordsOf(fake.controlled[0])).toEqual([SCHANNEL.ALERT, FATAL.level, FATAL.description]);
    expect(fake.controlled[0]).toHaveLength(12);
    expect(fake.legCalls.at(-1)?.inputs).toEqual([]);
  });

  test('ends the messages when it is fatal, or says that the stream ends', async () => {
    for (const ending of [FATAL, { level: TLS1_ALERT.WARNING, description: 0 }]) {
      const context = await established('Schannel');
      fake.legs = [leg()];
      await context.alert(ending);
      const closed = refusal('ERR_SSPI_CLOSED');
      expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(closed);
      expect(await rejectionOf(context.alert(WARNING))).toEqual(closed);
    }
  });

  test('lets messages go on after a warning', async () => {
    const context = await established('Schannel');
    fake.legs = [leg({ token: 'warning' })];
    fake.encrypt = () => 0;
    await context.alert(WARNING);
    expect(() => context.wrap(Buffer.from('x'))).not.toThrow();
  });

  test('can be sent before the handshake is done', async () => {
    const context = await client('Schannel');
    fake.legs = [
      leg({ status: Status.SEC_I_CONTINUE_NEEDED, token: 'hello' }),
      leg({ status: Status.SEC_E_INTERNAL_ERROR, token: 'alert', flags: ISC_RET.EXTENDED_ERROR }),
    ];
    await context.step();
    expect(String(await context.alert(FATAL))).toBe('alert');
  });

  test('is refused before the first leg, and leaves the context as it is', async () => {
    const context = await client('Schannel');
    expect(await rejectionOf(context.alert(FATAL))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    expect(context.state).toBe('handshake');
    expect(fake.controlled).toEqual([]);
  });

  test('fails where the leg fails without a record', async () => {
    const context = await established('Schannel');
    fake.legs = [leg({ status: Status.SEC_E_INTERNAL_ERROR, token: null, flags: 0 })];
    expect(await rejectionOf(context.alert(FATAL))).toMatchObject({
      code: 'SEC_E_INTERNAL_ERROR',
      syscall: 'InitializeSecurityContext',
    });
    expect(context.state).toBe('failed');
  });

  test.each<[unknown, ArgumentErrorCode, string]>([
    [{ level: 3, description: 0 }, 'ERR_OUT_OF_RANGE', 'alert.level'],
    [{ level: 2, description: 256 }, 'ERR_OUT_OF_RANGE', 'alert.description'],
    [{ level: 2 }, 'ERR_INVALID_ARG_TYPE', 'alert.description'],
    [{ level: 2, description: 0, text: '' }, 'ERR_INVALID_ARG_VALUE', 'text'],
    [undefined, 'ERR_INVALID_ARG_TYPE', 'alert'],
  ])('refuses %p', async (alert, code, name) => {
    const context = await established('Schannel');
    expect(await rejectionOf(context.alert(alert as never))).toEqual(argumentError(code, name));
    expect(fake.controlled).toEqual([]);
  });

  test('is refused by packages without alerts', async () => {
    const context = await established('Kerberos');
    expect(await rejectionOf(context.alert(FATAL))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'Schannel'),
    );
  });
});
