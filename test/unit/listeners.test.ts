// What listeners of the channels do between the check of a call and the call itself.
import { channel } from 'node:diagnostics_channel';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, KERBEROS_SIZES } from '../support/contexts';
import { thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { openRecords, record } from '../support/fake-schannel';

import { SECPKG_ATTR } from '#lib/constants';
import { Status } from '#lib/index';

beforeEach(() => {
  resetFake();
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
});

describe('a listener', () => {
  test('that closes the context does it before the call', async () => {
    const context = await established('Kerberos');
    const begin = channel('tracing:secur32:encrypt:start');
    const listener = (): void => context.close();
    begin.subscribe(listener);
    const error = thrownBy(() => context.wrap(Buffer.from('data')));
    begin.unsubscribe(listener);
    expect(error).toMatchObject({ code: 'ERR_SSPI_CLOSED' });
    expect(fake.messages).toEqual([]);
  });

  test('that opens a handshake message is not forgotten', async () => {
    const context = await established('Schannel');
    fake.decrypt = openRecords([Status.SEC_I_RENEGOTIATE]);
    const begin = channel('tracing:secur32:decrypt:start');
    const listener = (): void => {
      begin.unsubscribe(listener);
      expect(context.unwrap(record('')).renegotiate).toBe(true);
    };
    begin.subscribe(listener);
    const error = thrownBy(() => context.unwrap(record('a')));
    expect(error).toMatchObject({ code: 'ERR_SSPI_NOT_ESTABLISHED' });
    expect(fake.messages).toHaveLength(1);
  });

  test('that may not use what it is told of changes nothing of it', async () => {
    const context = await established('Schannel');
    fake.decrypt = openRecords([Status.SEC_E_INCOMPLETE_MESSAGE]);
    const opener = context.createOpener({ size: 1000 });
    const whole = record('a');
    opener.bytes.set(whole);
    expect(opener.openAll(whole.length - 1)).toBe(0);
    expect(opener.missing).toBe(1);
    const seen: unknown[] = [];
    const end = channel('tracing:secur32:decrypt:end');
    const listener = (): void => {
      const { missing } = opener;
      seen.push(
        missing,
        thrownBy(() => opener.open(whole.length)),
        opener.missing === missing,
      );
    };
    end.subscribe(listener);
    opener.open(whole.length);
    end.unsubscribe(listener);
    expect(seen).toEqual([
      expect.any(Number),
      expect.objectContaining({ code: 'ERR_SSPI_BUSY' }),
      true,
    ]);
    expect(seen[0]).toBeGreaterThan(0);
  });
});
