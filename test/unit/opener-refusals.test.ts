import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import { all, kerberos, opensTokens, put, schannel, text } from '../support/fake-openers';

import { ISC_RET, SECQOP } from '#lib/constants';
import type { MessageContext, Opener } from '#lib/index';
import { Opener as OpenerClass, Status } from '#lib/index';

import { argumentError, outcomeOf, refusal, thrownBy } from '../support/errors';
import { record } from '../support/fake-schannel';
import { cloneAway, takeAway } from '../support/memory';
import { NO_NUMBERS } from '../support/no-numbers';

beforeEach(resetFake);

const takesAway = (opener: Opener): boolean => takeAway(opener.bytes.buffer);

function closes(_opener: Opener, context: MessageContext): boolean {
  (context as unknown as { close: () => void }).close();
  return true;
}

describe('an opener refuses', () => {
  test.each([
    [101, 0, 'end'],
    [-1, 0, 'end'],
    [1.5, 0, 'end'],
    [10, 11, 'begin'],
    [10, -1, 'begin'],
  ])('the input from %p to %p', async (end, begin, text_) => {
    for (const context of [await schannel(), await kerberos()]) {
      const opener = context.createOpener({ size: 100 });
      expect(() => opener.open(end, begin)).toThrow(argumentError('ERR_OUT_OF_RANGE', text_));
    }
    expect(fake.messages).toEqual([]);
  });

  test.each(NO_NUMBERS)('a place that is none: %s', async (_, place) => {
    const refused = argumentError('ERR_INVALID_ARG_TYPE', '');
    const tokens = (await kerberos()).createOpener({ size: 100 });
    expect(thrownBy(() => tokens.open(place as never))).toEqual(refused);
    expect(thrownBy(() => tokens.openTokens([0, place as never]))).toEqual(refused);
    expect(thrownBy(() => tokens.openTokens([place as never, 9]))).toEqual(refused);
    expect(thrownBy(() => tokens.openTokens({ length: place } as never))).toEqual(refused);
    const records = (await schannel()).createOpener({ size: 100 });
    expect(thrownBy(() => records.openAll(place as never))).toEqual(refused);
    if (place !== undefined) {
      expect(thrownBy(() => records.openAll(9, place as never))).toEqual(refused);
    }
    expect(fake.messages).toEqual([]);
  });

  test.each([null, undefined])('%p in place of places', async (places) => {
    const opener = (await kerberos()).createOpener({ size: 100 });
    const refused = argumentError('ERR_INVALID_ARG_TYPE', 'places');
    expect(thrownBy(() => opener.openTokens(places as never))).toEqual(refused);
  });

  test('tokens of a stream, records of a package that has none, and too many of each', async () => {
    const tokens = (await kerberos()).createOpener({ size: 100 });
    expect(() => tokens.openAll(10)).toThrow(argumentError('ERR_INVALID_ARG_VALUE', 'openTokens'));
    for (const places of [[0], [0, 1, 1, 2]]) {
      expect(() => tokens.openTokens(places)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'places'));
    }
    const records = (await schannel()).createOpener({ size: 100 });
    expect(() => records.openTokens([])).toThrow(argumentError('ERR_INVALID_ARG_VALUE', 'openAll'));
    expect(() => records.startOf(0)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'index'));
  });

  test('the options that it does not know', async () => {
    const context = await kerberos();
    for (const options of [{ size: 0 }, { count: 0 }, { size: 2 ** 31 }]) {
      expect(() => context.createOpener(options)).toThrow(
        argumentError('ERR_OUT_OF_RANGE', 'options'),
      );
    }
    expect(() => context.createOpener({ messageSize: 1 } as never)).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'option'),
    );
    expect(() => context.createOpener({ requireEncryption: 1 } as never)).toThrow(
      argumentError('ERR_INVALID_ARG_TYPE', 'options.requireEncryption'),
    );
    const dce = await established('Kerberos', { flags: GRANTED | ISC_RET.USED_DCE_STYLE });
    expect(() => dce.createOpener()).toThrow(refusal('ERR_SSPI_DCE_STYLE'));
    expect(() => new OpenerClass({} as never)).toThrow(TypeError);
  });

  test('messages that are only signed, unless it need not', async () => {
    const context = await kerberos();
    fake.decrypt = opensTokens(SECQOP.WRAP_NO_ENCRYPT);
    const opener = context.createOpener({ size: 100, count: 2 });
    const end = put(opener, 'HEADERPLAIN');
    expect(thrownBy(() => opener.open(end))).toEqual(refusal('ERR_SSPI_NOT_ENCRYPTED'));
    expect(opener.opened).toBe(0);
    expect(thrownBy(() => opener.openTokens([0, end]))).toEqual(refusal('ERR_SSPI_NOT_ENCRYPTED'));
    const lenient = context.createOpener({ size: 100, requireEncryption: false });
    expect(text(lenient, lenient.open(put(lenient, 'HEADERPLAIN')))).toBe('plain');
    expect(lenient.qop).toBe(SECQOP.WRAP_NO_ENCRYPT);
  });

  test('memory that was transferred', async () => {
    const opener = (await schannel()).createOpener({ size: 100 });
    const end = put(opener, record('x'));
    cloneAway(opener.bytes.buffer);
    expect(opener.open(end)).toBe(1);
    if (!takeAway(opener.bytes.buffer)) {
      put(opener, record('x'));
      expect(opener.open(end)).toBe(1);
      return;
    }
    expect(thrownBy(() => opener.open(end))).toEqual(refusal('ERR_SSPI_DETACHED'));
    expect(thrownBy(() => opener.openAll(end))).toEqual(refusal('ERR_SSPI_DETACHED'));
    expect(fake.messages).toHaveLength(1);
  });

  test.each([
    ['takes the memory away', 'ERR_OUT_OF_RANGE', takesAway],
    ['closes the context', 'ERR_SSPI_CLOSED', closes],
  ])('places of which one %s when it is read', async (_name, code, harm) => {
    const context = await kerberos();
    const opener = context.createOpener({ size: 100, count: 2 });
    const end = put(opener, 'HEADERPLAIN');
    const seen = { harmed: false };
    const places = {
      length: 2,
      0: 0,
      get 1(): number {
        seen.harmed = harm(opener, context);
        return end;
      },
    };
    const outcome = outcomeOf(() => opener.openTokens(places));
    expect(outcome).toEqual(seen.harmed ? expect.objectContaining({ code }) : 1);
    expect(fake.messages).toHaveLength(seen.harmed ? 0 : 1);
  });

  test('to name messages of an earlier call after one that it refused', async () => {
    const opener = (await kerberos()).createOpener({ size: 100, count: 2 });
    const end = put(opener, 'HEADERPLAIN');
    for (const refuse of [() => opener.open(101), () => opener.openTokens([0, 101])]) {
      opener.open(end);
      put(opener, 'HEADERPLAIN');
      expect(opener.opened).toBe(1);
      expect(thrownBy(refuse)).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
      expect(opener.opened).toBe(0);
      expect(thrownBy(() => opener.lengthOf(0))).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
    }
  });

  test('what its context refuses: after close, beside other work', async () => {
    const context = await schannel();
    const opener = context.createOpener({ size: 100 });
    const end = put(opener, record('x'));
    const opening = context.unwrapAsync(record('slow'));
    expect(thrownBy(() => opener.open(end))).toEqual(refusal('ERR_SSPI_BUSY'));
    await opening;
    expect(opener.open(end)).toBe(1);
    (context as unknown as { close: () => void }).close();
    expect(thrownBy(() => opener.open(end))).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(thrownBy(() => context.createOpener())).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('what DecryptMessage refuses, and says how many messages came before', async () => {
    const opener = (await schannel([0, Status.SEC_E_MESSAGE_ALTERED])).createOpener({
      ...{ size: 100, count: 3 },
    });
    const end = put(opener, record('one'), record('two'), record('three'));
    expect(thrownBy(() => opener.openAll(end))).toMatchObject({ name: 'MessageAlteredError' });
    expect([opener.opened, opener.next]).toEqual([1, 16]);
    expect(all(opener, 1)).toEqual(['one']);
    expect(() => opener.startOf(1)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'index'));
  });

  test('one of several tokens, and says where the input begins that it did not open', async () => {
    const opener = (await kerberos()).createOpener({ size: 100, count: 3 });
    const open = opensTokens();
    const places = [1, 12, 15, 26, 26, 37];
    for (const [before, next] of [1, 12, 26].entries()) {
      put(opener, '.HEADERPLAIN...HEADERPLAINHEADERPLAIN');
      let left = before;
      fake.decrypt = (message) => (left-- === 0 ? Status.SEC_E_MESSAGE_ALTERED : open(message));
      const refused = { name: 'MessageAlteredError' };
      expect(thrownBy(() => opener.openTokens(places))).toMatchObject(refused);
      expect([opener.opened, opener.next]).toEqual([before, next]);
    }
  });

  test('foreign memory, unread', async () => {
    const opener = (await kerberos()).createOpener({ size: 100 });
    fake.decrypt = ({ buffers: [, data] }) => {
      Object.assign(data ?? {}, { memory: Buffer.from('elsewhere'), size: 9 });
      return 0;
    };
    const end = put(opener, 'HEADERPLAIN');
    expect(thrownBy(() => opener.open(end))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
  });

  test('an incomplete token, which would pass for an empty message', async () => {
    const opener = (await kerberos()).createOpener({ size: 100 });
    fake.decrypt = () => Status.SEC_E_INCOMPLETE_MESSAGE;
    expect(thrownBy(() => opener.open(5))).toMatchObject({ name: 'IncompleteMessageError' });
  });
});
