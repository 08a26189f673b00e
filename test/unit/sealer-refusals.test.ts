import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED, leg, STREAM_SIZES } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import { kerberos, schannel, sealAll } from '../support/fake-sealers';

import { ISC_RET, SECPKG_ATTR } from '#lib/constants';
import { Sealer, Status } from '#lib/index';

import { argumentError, outcomeOf, refusal, thrownBy } from '../support/errors';
import { record, sealRecord } from '../support/fake-schannel';
import { cloneAway, takeAway } from '../support/memory';
import { NO_NUMBERS } from '../support/no-numbers';

beforeEach(resetFake);

describe('a sealer refuses', () => {
  test.each([-1, 1.5, 11, NaN])('a length of %p', async (length) => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    const refused = argumentError('ERR_OUT_OF_RANGE', 'length');
    expect(() => sealer.seal(length)).toThrow(refused);
    expect(() => sealer.sealAll([1, length])).toThrow(refused);
    expect(fake.messages).toEqual([]);
  });

  test.each(NO_NUMBERS)('what is no length: %s', async (_, length) => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    const refused = argumentError('ERR_INVALID_ARG_TYPE', 'length');
    expect(thrownBy(() => sealer.seal(length as never))).toEqual(refused);
    expect(thrownBy(() => sealer.sealAll([1, length as never]))).toEqual(refused);
    expect(thrownBy(() => sealer.sealAll({ length } as never))).toEqual(refused);
    expect(fake.messages).toEqual([]);
  });

  test.each([null, undefined])('%p in place of lengths', async (lengths) => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    const refused = argumentError('ERR_INVALID_ARG_TYPE', 'lengths');
    expect(thrownBy(() => sealer.sealAll(lengths as never))).toEqual(refused);
  });

  test('more messages than it has room for', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    expect(() => sealer.sealAll([1, 1, 1])).toThrow(argumentError('ERR_OUT_OF_RANGE', 'lengths'));
    sealer.seal(1);
    expect(() => sealer.startOf(1)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'index'));
    expect(() => sealer.lengthOf(-1)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'index'));
  });

  test.each([
    [{ messageSize: 0 }, 'options.messageSize'],
    [{ messageSize: 101 }, 'SECBUFFER_DATA'],
    [{ messageSize: 100, count: 65_537 }, 'options.count'],
    [{ count: 0 }, 'options.count'],
  ])('the options %p', async (options, text) => {
    const context = await schannel();
    expect(() => context.createSealer(options)).toThrow(argumentError('ERR_OUT_OF_RANGE', text));
  });

  test.each([{ size: 1 }, { encrypt: false }])('the options %p of a stream', async (options) => {
    const context = await schannel();
    expect(() => context.createSealer(options)).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'option'),
    );
  });

  test('contexts that do not seal, or that need another layout', async () => {
    const signing = await established('Kerberos', { flags: ISC_RET.INTEGRITY });
    expect(() => signing.createSealer()).toThrow(
      expect.objectContaining({ name: 'QopNotSupportedError' }),
    );
    const dce = await established('Kerberos', { flags: GRANTED | ISC_RET.USED_DCE_STYLE });
    expect(() => dce.createSealer()).toThrow(refusal('ERR_SSPI_DCE_STYLE'));
    expect(() => new Sealer({} as never)).toThrow(TypeError);
  });

  test('memory that was transferred', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    if (!takeAway(sealer.bytes.buffer)) {
      fake.encrypt = sealRecord();
      expect(sealer.seal(1)).toBe(14);
      return;
    }
    const gone = refusal('ERR_SSPI_DETACHED');
    expect(thrownBy(() => sealer.seal(1))).toEqual(gone);
    expect(thrownBy(() => sealer.sealAll([1]))).toEqual(gone);
    expect(thrownBy(() => sealer.sealFrom(Buffer.alloc(1)))).toEqual(gone);
    expect(fake.messages).toEqual([]);
  });

  test('memory that was transferred behind a length that is a lie', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 10 });
    fake.encrypt = sealRecord();
    const { buffer } = Object.defineProperty(sealer.bytes, 'length', { value: 1 });
    const outcome = takeAway(buffer) ? refusal('ERR_SSPI_DETACHED') : 14;
    expect(outcomeOf(() => sealer.seal(1))).toEqual(outcome);
  });

  test('memory that a getter among the lengths takes away', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    fake.encrypt = sealRecord();
    const seen = { taken: false };
    const lengths = {
      length: 1,
      get 0(): number {
        seen.taken = takeAway(sealer.bytes.buffer);
        return 1;
      },
    };
    const outcome = outcomeOf(() => sealer.sealAll(lengths));
    expect(outcome).toEqual(seen.taken ? refusal('ERR_SSPI_DETACHED') : 14);
  });

  test('to run beside what a getter among the lengths begins', async () => {
    const context = await schannel();
    fake.encrypt = sealRecord();
    const sealer = context.createSealer({ messageSize: 10, count: 2 });
    const begun: Promise<unknown>[] = [];
    const lengths = {
      length: 1,
      get 0(): number {
        begun.push(context.wrapAsync(Buffer.from('beside')));
        return 1;
      },
    };
    expect(thrownBy(() => sealer.sealAll(lengths))).toEqual(refusal('ERR_SSPI_BUSY'));
    await Promise.all(begun);
  });

  test('to name messages of an earlier call after one that it refused', async () => {
    const context = await schannel();
    fake.encrypt = sealRecord();
    const sealer = context.createSealer({ messageSize: 10, count: 2 });
    const refused = [
      () => sealer.sealAll([5, 11]),
      () => sealer.seal(11),
      () => sealer.sealFrom(Buffer.alloc(100)),
    ];
    for (const refuse of refused) {
      sealer.sealAll([5, 5]);
      expect(sealer.sealed).toBe(2);
      expect(thrownBy(refuse)).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
      expect(sealer.sealed).toBe(0);
      expect(thrownBy(() => sealer.startOf(0))).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
      expect(thrownBy(() => sealer.lengthOf(0))).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
    }
  });

  test.each([-1, 1.5, 3, NaN])('to seal %p messages where there are two', async (length) => {
    const sealer = (await schannel()).createSealer({ messageSize: 10, count: 2 });
    expect(() => sealer.sealAll({ length, 0: 1, 1: 1 })).toThrow(
      argumentError('ERR_OUT_OF_RANGE', 'lengths.length'),
    );
    expect(fake.messages).toEqual([]);
  });

  test('to have its memory cloned away', async () => {
    const { bytes } = (await schannel()).createSealer();
    cloneAway(bytes.buffer);
    expect(bytes.length).toBeGreaterThan(0);
  });

  test('what its context refuses: after close, after the end, beside other work', async () => {
    const context = await established('Schannel');
    fake.encrypt = sealRecord();
    fake.control = () => 0;
    const sealer = context.createSealer();
    const sealing = context.wrapAsync(Buffer.from('slow'));
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_BUSY'));
    await sealing;
    expect(sealer.seal(1)).toBe(14);
    fake.legs.push(leg({ token: 'bye' }));
    const ending = context.shutdown();
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_BUSY'));
    await ending;
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_CLOSED'));
    context.close();
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(thrownBy(() => context.createSealer())).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('messages during a new handshake, and of other sizes after it', async () => {
    const context = await established('Schannel');
    fake.encrypt = sealRecord();
    const sealer = context.createSealer();
    const again = async (sizes: number[]): Promise<void> => {
      fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, sizes);
      fake.legs.push(leg({ status: Status.SEC_I_CONTINUE_NEEDED }), leg());
      await context.step(Buffer.from('hello'));
      expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
      await context.step(Buffer.from('finished'));
    };
    await again(STREAM_SIZES);
    expect(sealer.seal(1)).toBe(14);
    await again([13, 8, 100, 4, 16]);
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_SIZES_CHANGED'));
    expect(context.createSealer().seal(1)).toBe(14);
  });

  test('foreign memory, unread', async () => {
    const sealer = (await kerberos()).createSealer({ count: 2 });
    fake.encrypt = ({ buffers: [token] }) => {
      Object.assign(token ?? {}, { memory: Buffer.from('elsewhere'), size: 9 });
      return 0;
    };
    expect(thrownBy(() => sealer.seal(1))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    expect(thrownBy(() => sealer.sealAll([1, 1]))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    expect(thrownBy(() => sealer.sealFrom(Buffer.alloc(1)))).toEqual(
      refusal('ERR_SSPI_FOREIGN_MEMORY'),
    );
  });

  test('foreign memory among several messages, and says how many came before', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 9, count: 3 });
    for (const before of [0, 1, 2]) {
      let left = before;
      fake.encrypt = (message) => {
        const status = sealRecord()(message);
        const memory = Buffer.from('elsewhere');
        if (left-- === 0) Object.assign(message.buffers[1] ?? {}, { memory, size: 9 });
        return status;
      };
      const refused = thrownBy(() => sealAll(sealer, ['one', 'two', 'three']));
      expect(refused).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
      expect(sealer.sealed).toBe(before);
    }
  });

  test('what EncryptMessage refuses, and says how many messages came before', async () => {
    const sealer = (await schannel()).createSealer({ messageSize: 9, count: 3 });
    let left = 2;
    fake.encrypt = (message) => {
      left -= 1;
      return left < 0 ? Status.SEC_E_CONTEXT_EXPIRED : sealRecord()(message);
    };
    expect(thrownBy(() => sealAll(sealer, ['one', 'two', 'three']))).toMatchObject({
      name: 'ContextExpiredError',
      syscall: 'EncryptMessage',
    });
    expect(sealer.sealed).toBe(2);
    const start = sealer.startOf(1);
    expect(sealer.bytes.subarray(start, start + sealer.lengthOf(1))).toEqual(record('two'));
    expect(thrownBy(() => sealer.seal(1))).toMatchObject({ name: 'ContextExpiredError' });
    expect(sealer.sealed).toBe(0);
  });
});
