import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, leg } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import { all, kerberos, put, schannel, text } from '../support/fake-openers';

import { SECBUFFER, SECQOP } from '#lib/constants';
import { Status } from '#lib/index';

import { refusal, thrownBy } from '../support/errors';
import { openRecords, record } from '../support/fake-schannel';

beforeEach(resetFake);

describe('an opener', () => {
  test('opens a token in place', async () => {
    const opener = (await kerberos()).createOpener({ size: 100 });
    const size = opener.open(put(opener, 'HEADERPLAIN'));
    expect([text(opener, size), opener.start, opener.next]).toEqual(['plain', 6, 11]);
    expect([opener.qop, opener.opened, opener.missing]).toEqual([0, 1, 0]);
    expect([opener.renegotiate, opener.expired]).toEqual([false, false]);
  });

  test('opens a token where it lies', async () => {
    const opener = (await kerberos()).createOpener({ size: 100 });
    const end = put(opener, 'lengthHEADERPLAIN');
    expect(text(opener, opener.open(end, 6))).toBe('plain');
  });

  test('opens several tokens in one call', async () => {
    const opener = (await kerberos()).createOpener({ size: 100, count: 3 });
    put(opener, '..HEADERONE..HEADERTWO');
    expect(opener.openTokens([2, 11, 13, 22])).toBe(2);
    expect(all(opener, 2)).toEqual(['one', 'two']);
    expect(opener.openTokens([])).toBe(0);
  });

  test('opens the first record of what was received, and says where the next one is', async () => {
    const opener = (await schannel()).createOpener({ size: 100 });
    const end = put(opener, record('first'), record('second'), record('x').subarray(0, 9));
    expect(text(opener, opener.open(end))).toBe('first');
    expect(opener.next).toBe(18);
    expect(text(opener, opener.open(end, opener.next))).toBe('second');
    expect(opener.open(end, opener.next)).toBeUndefined();
    expect([opener.missing, opener.next, opener.opened]).toEqual([5, 37, 0]);
    expect(opener.open(end, end)).toBeUndefined();
    expect(opener.missing).toBe(5);
    expect(fake.messages).toHaveLength(2);
  });

  test('says of a record that is not whole to its package how much is missing', async () => {
    const opener = (await schannel()).createOpener({ size: 100 });
    fake.decrypt = ({ buffers: [first] }) => {
      Object.assign(first ?? {}, { type: SECBUFFER.MISSING, size: 7 });
      return Status.SEC_E_INCOMPLETE_MESSAGE;
    };
    expect(opener.open(put(opener, record('x')))).toBeUndefined();
    expect(opener.missing).toBe(7);
  });

  test('opens all whole records in one call', async () => {
    const opener = (await schannel()).createOpener({ size: 200, count: 3 });
    const part = record('part').subarray(0, 10);
    const end = put(opener, record('one'), record(''), record('three'), record('four'), part);
    expect(opener.openAll(end)).toBe(3);
    expect(all(opener, 3)).toEqual(['one', '', 'three']);
    expect(opener.missing).toBe(0);
    expect(opener.openAll(end, opener.next)).toBe(1);
    expect(all(opener, 1)).toEqual(['four']);
    expect([opener.missing, opener.next]).toEqual([7, end - 10]);
    expect(opener.openAll(end, opener.next)).toBe(0);
  });

  test.each([
    ['a handshake message', Status.SEC_I_RENEGOTIATE, { renegotiate: true, expired: false }],
    ['the end of the stream', Status.SEC_I_CONTEXT_EXPIRED, { renegotiate: false, expired: true }],
  ])('stops behind %s', async (_, status, expected) => {
    const context = await schannel([0, status]);
    const opener = context.createOpener({ size: 200, count: 9 });
    const end = put(opener, record('one'), record('two'), record('three'));
    expect(opener.openAll(end)).toBe(2);
    expect(all(opener, 2)).toEqual(['one', 'two']);
    expect(opener).toMatchObject({ ...expected, next: 32 });
    const rest = opener.bytes.subarray(opener.next, end);
    expect(rest).toEqual(record('three'));
  });

  test('holds back during a new handshake, and goes on after it', async () => {
    const context = await established('Schannel');
    fake.decrypt = openRecords([Status.SEC_I_RENEGOTIATE, 0]);
    const opener = context.createOpener({ size: 200 });
    const end = put(opener, record('hello'));
    expect(text(opener, opener.open(end))).toBe('hello');
    expect(opener.renegotiate).toBe(true);
    expect(thrownBy(() => opener.open(end))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    fake.legs.push(leg());
    await context.step(opener.bytes.subarray(opener.next, end));
    expect(text(opener, opener.open(put(opener, record('again'))))).toBe('again');
    expect(opener.renegotiate).toBe(false);
  });

  test('finds no message in a record that its package left as it was', async () => {
    const context = await schannel();
    fake.decrypt = () => Status.SEC_I_CONTEXT_EXPIRED;
    const opener = context.createOpener({ size: 100 });
    const end = put(opener, record('alert'));
    expect([opener.open(end), opener.start, opener.expired]).toEqual([0, end, true]);
  });

  test('goes by an EXTRA of its package', async () => {
    const context = await schannel();
    fake.decrypt = (message) => {
      const status = openRecords()(message);
      const [, , , last] = message.buffers;
      const memory = message.buffers[0]?.memory?.subarray(3);
      Object.assign(last ?? {}, { type: SECBUFFER.EXTRA, memory, size: 2 });
      return status;
    };
    const opener = context.createOpener({ size: 100, count: 2 });
    const end = put(opener, record('one'), record('two'));
    expect(opener.openAll(end)).toBe(1);
    expect(opener.next).toBe(3);
  });

  test('never goes back behind a record for an EXTRA that is longer', async () => {
    const context = await schannel();
    fake.decrypt = (message) => {
      const status = openRecords()(message);
      const extra = { type: SECBUFFER.EXTRA, memory: null, size: 50 };
      Object.assign(message.buffers[3] ?? {}, extra);
      return status;
    };
    const opener = context.createOpener({ size: 100, count: 2 });
    const end = put(opener, 'opened before', record('one'));
    expect(opener.openAll(end, 13)).toBe(1);
    expect(opener.next).toBe(13);
  });

  test('has empty messages of tokens where each of them ends', async () => {
    const context = await kerberos();
    fake.decrypt = ({ buffers: [, data] }) => {
      Object.assign(data ?? {}, { type: SECBUFFER.EMPTY });
      return 0;
    };
    const opener = context.createOpener({ size: 100, count: 2 });
    expect(opener.openTokens([2, 11, 13, 22])).toBe(2);
    expect([opener.startOf(0), opener.startOf(1), opener.next]).toEqual([11, 22, 22]);
    expect([opener.lengthOf(0), opener.lengthOf(1)]).toEqual([0, 0]);
  });

  test('leaves tokens behind one that is only signed as they are', async () => {
    const context = await kerberos();
    const qops = [0, SECQOP.WRAP_NO_ENCRYPT, 0];
    fake.decrypt = (message) => {
      message.qop = qops.shift() ?? NaN;
      return 0;
    };
    const opener = context.createOpener({ size: 100, count: 3 });
    expect(() => opener.openTokens([0, 10, 10, 20, 20, 30])).toThrow(
      refusal('ERR_SSPI_NOT_ENCRYPTED'),
    );
    expect([opener.opened, opener.next, qops]).toEqual([1, 10, [0]]);
  });

  test('shows no bytes when it is inspected', async () => {
    const opener = (await kerberos()).createOpener({ size: 100 });
    put(opener, 'HEADERSECRET');
    expect(inspect(opener)).toBe('Opener { Kerberos, 100 bytes }');
    expect(JSON.stringify(opener)).toBe('{}');
  });
});
