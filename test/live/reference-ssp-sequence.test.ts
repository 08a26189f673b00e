import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { SecBuffer as SecBufferType } from 'secur32';

import { describeReference } from '../support/describe-reference.js';
import { thrownBy } from '../support/errors.js';
import type { ReferencePair } from '../support/reference-ssp.js';
import {
  connectReference,
  copy,
  HOSTED,
  message,
  SECUR32,
  textOf,
} from '../support/reference-ssp.js';

const OUT_OF_SEQUENCE = { code: 'SEC_E_OUT_OF_SEQUENCE', name: 'OutOfSequenceError' };

describeReference('the number of a message of the example package', () => {
  describe.each([HOSTED, SECUR32])('by $name', (route) => {
    let pair: ReferencePair;
    let client: ReferencePair['client'];
    let server: ReferencePair['server'];

    beforeEach(async () => {
      pair = await connectReference(route);
      ({ client, server } = pair);
    });
    afterEach(() => {
      pair[Symbol.dispose]();
    });

    describe('where the package counts, since the number is 0', () => {
      test('is refused when it comes again', () => {
        const { buffers } = client.seal(message('once'));
        const replay = copy(buffers);
        server.unseal(buffers);
        const before = copy(replay);
        expect(thrownBy(() => server.unseal(replay))).toMatchObject(OUT_OF_SEQUENCE);
        expect(copy(replay)).toEqual(before);
      });

      test('is refused when one before it is lost, and taken when that has come', () => {
        const [first, second, third] = ['first', 'second', 'third'].map(
          (each) => client.seal(message(each)).buffers,
        ) as [SecBufferType[], SecBufferType[], SecBufferType[]];
        expect(textOf(server.unseal(first).buffers)).toBe('first');
        expect(thrownBy(() => server.unseal(third))).toMatchObject(OUT_OF_SEQUENCE);
        expect(textOf(server.unseal(second).buffers)).toBe('second');
        expect(textOf(server.unseal(third).buffers)).toBe('third');
      });

      test('takes its turn with signatures', () => {
        const signed = client.sign(message('signed'));
        const sealed = client.seal(message('sealed'));
        expect(thrownBy(() => server.unseal(sealed.buffers))).toMatchObject(OUT_OF_SEQUENCE);
        expect(server.verify(signed.buffers).status).toBe(0);
        expect(thrownBy(() => server.verify(signed.buffers))).toMatchObject(OUT_OF_SEQUENCE);
        expect(textOf(server.unseal(sealed.buffers).buffers)).toBe('sealed');
      });
    });

    describe('where the caller numbers', () => {
      const seal = (sequenceNumber: number) =>
        client.seal(message(`message ${sequenceNumber}`), { sequenceNumber }).buffers;

      test('may leave numbers out', () => {
        for (const sequenceNumber of [1, 5, 0xffff_ffff]) {
          const opened = server.unseal(seal(sequenceNumber), { sequenceNumber });
          expect(textOf(opened.buffers)).toBe(`message ${sequenceNumber}`);
        }
      });

      test('is not sealed under a number that was used, or one before it', () => {
        seal(7);
        for (const sequenceNumber of [7, 6]) {
          expect(thrownBy(() => seal(sequenceNumber))).toMatchObject({
            ...{ ...OUT_OF_SEQUENCE, syscall: route.syscall },
          });
        }
        expect(thrownBy(() => client.sign(message('?'), { sequenceNumber: 7 }))).toMatchObject(
          OUT_OF_SEQUENCE,
        );
        expect(textOf(server.unseal(seal(8), { sequenceNumber: 8 }).buffers)).toBe('message 8');
      });

      test('is refused under another number, and when it comes again', () => {
        const buffers = seal(7);
        for (const sequenceNumber of [6, 8]) {
          expect(thrownBy(() => server.unseal(copy(buffers), { sequenceNumber }))).toMatchObject(
            OUT_OF_SEQUENCE,
          );
        }
        server.unseal(copy(buffers), { sequenceNumber: 7 });
        expect(thrownBy(() => server.unseal(copy(buffers), { sequenceNumber: 7 }))).toMatchObject(
          OUT_OF_SEQUENCE,
        );
      });

      test('is refused where the other end does not number, or stops to', () => {
        const first = seal(1);
        expect(thrownBy(() => server.unseal(copy(first)))).toMatchObject(OUT_OF_SEQUENCE);
        expect(thrownBy(() => client.seal(message('?')))).toMatchObject(OUT_OF_SEQUENCE);
        expect(textOf(server.unseal(first, { sequenceNumber: 1 }).buffers)).toBe('message 1');
        server.seal(message('?'));
        expect(thrownBy(() => server.seal(message('?'), { sequenceNumber: 2 }))).toMatchObject(
          OUT_OF_SEQUENCE,
        );
      });
    });
  });
});
