// First, so that the library gets the fake.
import { fake, resetFake } from '../../support/fake-binding';

import { beforeEach, describe, expect } from '@jest/globals';
import fc from 'fast-check';

import type { BufferPlan } from '../../support/arbitraries';
import { bufferPlans, bytes, makeBuffers, qop, uint32 } from '../../support/arbitraries';
import { established, KERBEROS_SIZES } from '../../support/contexts';
import { bytesOf, fill } from '../../support/fake-message';
import { openRecords, sealRecord } from '../../support/fake-schannel';
import { property } from '../../support/property';
import { expectTyped, outcomeOf } from '../../support/typed-errors';

import { SECBUFFER, SECPKG_ATTR, SECQOP } from '#lib/constants';
import { splitType } from '#lib/sec-buffer';

beforeEach(resetFake);

const typeOf = ({ type, flags = 0 }: BufferPlan): number => (type | flags) >>> 0;

describe('any buffers', () => {
  const call = fc.tuple(bufferPlans, qop, uint32);

  property('reach the package as they are', 6000, call, async ([plans, quality, sequence]) => {
    resetFake();
    fake.encrypt = () => 0;
    const context = await established('Kerberos');
    const { buffers } = makeBuffers(plans);
    const options = { qop: quality, sequenceNumber: sequence };
    const outcome = outcomeOf(() => context.encryptMessage(buffers, options));
    const [message] = fake.messages;
    if ('error' in outcome) {
      // An alert where there are none, or more buffers than any layout has.
      const alert = (quality & SECQOP.WRAP_OOB_DATA) !== 0;
      const expected = plans.length > 256 ? 'ERR_OUT_OF_RANGE' : 'SEC_E_QOP_NOT_SUPPORTED';
      expect([outcome.error.code, alert || plans.length > 256]).toEqual([expected, true]);
      return;
    }
    expect(message).toMatchObject(options.qop === message?.qop ? { sequenceNumber: sequence } : {});
    expect(message?.given.map(({ type, size }) => [type, size])).toEqual(
      plans.map((plan) => [typeOf(plan), plan.size ?? 0]),
    );
    for (const [index, plan] of plans.entries()) {
      const { type, data } = outcome.value.buffers[index] ?? {};
      expect(type).toBe(splitType(typeOf(plan), undefined).type);
      if (type !== SECBUFFER.MISSING) expect(data?.byteLength).toBe(plan.size);
    }
  });

  const range = fc.tuple(fc.nat({ max: 64 }), fc.nat({ max: 32 }));

  property(
    'are refused where they overlap',
    4000,
    fc.array(range, { maxLength: 6 }),
    async (all) => {
      resetFake();
      fake.encrypt = () => 0;
      const context = await established('Kerberos');
      const memory = Buffer.from(new ArrayBuffer(96));
      const ranges = all.map(([from, size]) => ({ from, to: from + size }));
      const buffers = ranges.map(({ from, to }) => ({ type: 1, data: memory.subarray(from, to) }));
      const outcome = outcomeOf(() => context.encryptMessage(buffers));
      const overlap = ranges.some((a, i) =>
        ranges.some(
          (b, j) => i < j && a.from < b.to && b.from < a.to && a.to > a.from && b.to > b.from,
        ),
      );
      expect('error' in outcome).toBe(overlap);
    },
  );
});

describe('any message', () => {
  property(
    'is framed for WinRM and back',
    2000,
    fc.tuple(bytes, fc.nat(76)),
    async ([plain, size]) => {
      resetFake();
      fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
      fake.encrypt = ({ buffers: [token] }) => {
        fill(token, 'T'.repeat(size));
        return 0;
      };
      fake.decrypt = ({ buffers: [token] }) => {
        expect(bytesOf(token).length).toBe(size);
        return 0;
      };
      const context = await established('Kerberos');
      const frame = context.wrapWinRM(plain);
      expect(frame.readUInt32LE(0)).toBe(size);
      expect(frame.length).toBe(4 + size + plain.length);
      expect(context.unwrapWinRM(frame).data.equals(plain)).toBe(true);
    },
  );

  const letters = fc.tuple(fc.string({ maxLength: 400 }), fc.nat(8));

  property('is cut into records and put together again', 2000, letters, async ([text, trailer]) => {
    resetFake();
    fake.encrypt = sealRecord(trailer);
    fake.decrypt = openRecords([], trailer);
    const context = await established('Schannel');
    const plain = Buffer.from(text, 'latin1').map((byte) => byte % 64);
    const records = context.wrap(plain);
    expect(records.length).toBe(
      plain.length + Math.max(1, Math.ceil(plain.length / 100)) * (5 + trailer),
    );
    expect(context.unwrap(records).data.equals(plain)).toBe(true);
  });

  property('may be any bytes to open', 4000, fc.tuple(bytes, uint32), async ([token, status]) => {
    resetFake();
    fake.decrypt = () => status;
    for (const name of ['Kerberos', 'NTLM', 'Schannel']) {
      const context = await established(name);
      outcomeOf(() => context.unwrap(token));
      outcomeOf(() => context.unwrapWinRM(token));
      outcomeOf(() => context.unwrapDce({ data: token, token }));
    }
    expectTyped(Object.assign(new RangeError('x'), { code: 'ERR_OUT_OF_RANGE' }));
  });
});
