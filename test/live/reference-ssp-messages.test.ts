import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { SecBuffer as SecBufferType } from 'secur32';
import { ASC_REQ, ISC_REQ, SECBUFFER, SecBuffer, SECQOP } from 'secur32';

import { describeReference } from '../support/describe-reference.js';
import { thrownBy } from '../support/errors.js';
import { flipped } from '../support/flip.js';
import type { EndOptions, ReferencePair } from '../support/reference-ssp.js';
import { Independent, KIND } from '../support/reference-crypto.js';
import {
  bytesOf,
  connectReference,
  copy,
  HOSTED,
  message,
  textOf,
  SECUR32,
  TOKEN_SIZE,
} from '../support/reference-ssp.js';

const ALTERED = { code: 'SEC_E_MESSAGE_ALTERED', name: 'MessageAlteredError' };
const INVALID_PARAMETER = { code: 'STATUS_INVALID_PARAMETER', name: 'NtStatusError' };

describeReference('a message of the example package', () => {
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

    const connectWith = (clientOptions: EndOptions, serverOptions: EndOptions) =>
      connectReference(route, route, { client: clientOptions, server: serverOptions });

    test.each([0, 1, 15, 16, 17, 65_536])('is sealed in place and opened: %d bytes', (size) => {
      const data = Buffer.alloc(size, 'message ');
      const given = message(data);
      const { status, buffers } = client.seal(given);
      expect([status, buffers[0]?.data?.length, buffers[1]?.data?.length]).toEqual([
        ...[0, TOKEN_SIZE, size],
      ]);
      expect(buffers[1]?.data?.buffer).toBe(given[1]?.data?.buffer);
      // So short a one may come out as it went in.
      if (size > 8) expect(buffers[1]?.data).not.toEqual(data);
      const opened = server.unseal(buffers);
      expect([opened.status, opened.qop]).toEqual([0, 0]);
      expect(opened.buffers[1]?.data).toEqual(data);
    });

    test('goes both ways, each under a key and a count of its own', () => {
      const question = client.seal(message('the same'));
      const answer = server.seal(message('the same'));
      expect(bytesOf(question.buffers).subarray(0, 12)).toEqual(
        bytesOf(answer.buffers).subarray(0, 12),
      );
      expect(bytesOf(question.buffers)).not.toEqual(bytesOf(answer.buffers));
      expect(textOf(client.unseal(answer.buffers).buffers)).toBe('the same');
      expect(textOf(server.unseal(question.buffers).buffers)).toBe('the same');
    });

    test("is what Node's own AES-256-GCM makes of the session key, number and data", () => {
      const key = client.query('sessionKey');
      const [fromClient, fromServer] = [
        new Independent(key, 'client'),
        new Independent(key, 'server'),
      ];
      for (const number of [1, 2, 3]) {
        const { buffers } = client.seal(message(`message ${number}`));
        const [token, data] = fromClient.protect(`message ${number}`, { number });
        expect(bytesOf(buffers)).toEqual(Buffer.concat([token, data]));
        expect(String(fromClient.open(token, data))).toBe(`message ${number}`);
      }
      const [token, data] = fromServer.protect('from Node', { number: 1 });
      const received = [
        { type: SECBUFFER.TOKEN, data: token },
        { type: SECBUFFER.DATA, data },
      ];
      expect(textOf(client.unseal(received).buffers)).toBe('from Node');
    });

    test("carries the caller's number, which Node finds in its nonce", () => {
      const key = client.query('sessionKey');
      const independent = new Independent(key, 'client');
      const { buffers } = client.seal(message('numbered'), { sequenceNumber: 0xffff_fffe });
      const fields = { number: 0xffff_fffe, callers: true };
      expect(bytesOf(buffers)).toEqual(Buffer.concat(independent.protect('numbered', fields)));
      expect(textOf(server.unseal(buffers, { sequenceNumber: 0xffff_fffe }).buffers)).toBe(
        'numbered',
      );
    });

    describe('that was altered', () => {
      test.each([
        ['its version', 0, 0],
        ['its kind', 0, 1],
        ['who counts', 0, 2],
        ['the zero', 0, 3],
        ['its number', 0, 11],
        ['its tag', 0, -1],
        ['its data', 1, 0],
      ])('in %s is refused, and stays as it came', (_, index, at) => {
        const { buffers } = client.seal(message('a message'));
        const received = copy(buffers).map((each, i) =>
          i === index ? { ...each, data: flipped(each.data as Buffer, at) } : each,
        );
        const before = copy(received);
        expect(thrownBy(() => server.unseal(received))).toMatchObject(ALTERED);
        expect(received).toEqual(before);
        expect(textOf(server.unseal(buffers).buffers)).toBe('a message');
      });

      test.each([-1, 1])('in its length, by %d bytes, is refused', (change) => {
        const { buffers } = client.seal(message('a message'));
        const [token, data] = copy(buffers) as [SecBufferType, SecBufferType];
        const longer = Buffer.alloc(9 + change);
        longer.set((data.data ?? Buffer.alloc(0)).subarray(0, longer.length));
        expect(thrownBy(() => server.unseal([token, SecBuffer.data(longer)]))).toMatchObject(
          ALTERED,
        );
      });
    });

    test.each([SECBUFFER.READONLY, SECBUFFER.READONLY_WITH_CHECKSUM])(
      'that is sealed is not opened in a buffer that is read-only by the flag 0x%x',
      (flags) => {
        const { buffers } = client.seal(message('a message'));
        const [token, data] = buffers as [SecBufferType, SecBufferType];
        const stream = { type: SECBUFFER.STREAM, flags, data: bytesOf(buffers) };
        for (const received of [
          [token, { ...data, flags }],
          [stream, { type: SECBUFFER.DATA }],
        ]) {
          const before = copy(received);
          expect(thrownBy(() => server.unseal(received))).toMatchObject(INVALID_PARAMETER);
          expect(copy(received)).toEqual(before);
        }
        expect(textOf(server.unseal(buffers).buffers)).toBe('a message');
      },
    );

    describe('that is only signed', () => {
      test('is in the open, and says so', () => {
        const { buffers } = client.seal(message('in the open'), { qop: SECQOP.WRAP_NO_ENCRYPT });
        expect(textOf(buffers)).toBe('in the open');
        const independent = new Independent(client.query('sessionKey'), 'client');
        expect(bytesOf(buffers)).toEqual(
          Buffer.concat(independent.protect('in the open', { kind: KIND.WRAPPED, number: 1 })),
        );
        const [token, data] = buffers as [SecBufferType, SecBufferType];
        const received = [token, { ...data, flags: SECBUFFER.READONLY }];
        expect(server.unseal(received).qop).toBe(SECQOP.WRAP_NO_ENCRYPT);
      });

      test('is refused when it was altered', () => {
        const { buffers } = client.seal(message('in the open'), { qop: SECQOP.WRAP_NO_ENCRYPT });
        const [token, data] = copy(buffers) as [SecBufferType, SecBufferType];
        const changed = { ...data, data: flipped(data.data as Buffer, 0) };
        expect(thrownBy(() => server.unseal([token, changed]))).toMatchObject(ALTERED);
      });

      test('is not taken for a signature, nor a signature for it', () => {
        const wrapped = client.seal(message('?'), { qop: SECQOP.WRAP_NO_ENCRYPT });
        expect(thrownBy(() => server.verify(wrapped.buffers))).toMatchObject(ALTERED);
        const signed = server.sign(message('?'));
        expect(thrownBy(() => client.unseal(signed.buffers))).toMatchObject(ALTERED);
      });
    });

    test('has a signature that Node makes as well', () => {
      const data = { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.from('signed') };
      const { buffers } = client.sign([data, SecBuffer.token(TOKEN_SIZE)]);
      const independent = new Independent(client.query('sessionKey'), 'client');
      const [signature] = independent.protect('signed', { kind: KIND.SIGNATURE, number: 1 });
      expect(buffers[1]?.data).toEqual(signature);
      const changed = { ...data, data: Buffer.from('Signed') };
      expect(
        thrownBy(() => server.verify([changed, copy(buffers)[1] as SecBufferType])),
      ).toMatchObject(ALTERED);
      expect(server.verify(copy(buffers))).toEqual({ status: 0, qop: 0 });
    });

    describe('is refused', () => {
      const data = () => SecBuffer.data(Buffer.from('a message'));

      test.each([
        ['no signature buffer', () => [data()]],
        ['a signature buffer that is too short', () => [SecBuffer.token(TOKEN_SIZE - 1), data()]],
        ['a signature buffer that is empty', () => [{ type: SECBUFFER.TOKEN }, data()]],
        ['two signature buffers', () => [SecBuffer.token(28), SecBuffer.token(28), data()]],
      ])('as an invalid parameter with %s, and uses no number up', (_, buffers) => {
        const expected = { ...INVALID_PARAMETER, syscall: route.syscall };
        expect(thrownBy(() => client.seal(buffers()))).toMatchObject(expected);
        expect(thrownBy(() => client.sign(buffers()))).toMatchObject(INVALID_PARAMETER);
        expect(thrownBy(() => server.unseal(buffers()))).toMatchObject(INVALID_PARAMETER);
        expect(thrownBy(() => server.verify(buffers()))).toMatchObject(INVALID_PARAMETER);
        const { buffers: first } = client.seal(message('the first'));
        expect(textOf(server.unseal(first).buffers)).toBe('the first');
      });

      test.each([SECBUFFER.PADDING, SECBUFFER.EMPTY, 0x1234])(
        'not for a buffer of type %i beside those it needs',
        (type) => {
          const other = { type, data: Buffer.from('pad') };
          const { buffers } = client.seal([...message('a message'), other]);
          expect(buffers[2]?.data).toHaveLength(type === SECBUFFER.PADDING ? 0 : 3);
          expect(other.data).toEqual(Buffer.from('pad'));
          expect(textOf(server.unseal(buffers.slice(0, 2)).buffers)).toBe('a message');
        },
      );

      test('with a quality of protection that the package does not have', () => {
        expect(thrownBy(() => client.seal(message('?'), { qop: 5 }))).toMatchObject({
          ...{ code: 'SEC_E_QOP_NOT_SUPPORTED', name: 'QopNotSupportedError' },
        });
        expect(thrownBy(() => client.sign(message('?'), { qop: 5 }))).toMatchObject({
          code: 'SEC_E_QOP_NOT_SUPPORTED',
        });
      });

      test('where only integrity was asked for', async () => {
        const flags = { client: ISC_REQ.INTEGRITY, server: 0 };
        using plain = await connectWith({ flags: flags.client }, { flags: flags.server });
        expect(thrownBy(() => plain.client.seal(message('?')))).toMatchObject({
          code: 'SEC_E_QOP_NOT_SUPPORTED',
        });
        const options = { qop: SECQOP.WRAP_NO_ENCRYPT };
        const { buffers } = plain.client.seal(message('in the open'), options);
        expect(textOf(plain.server.unseal(buffers).buffers)).toBe('in the open');
      });

      test('where order was asked for it is not, since that takes integrity', async () => {
        using plain = await connectWith({ flags: 0 }, { flags: ASC_REQ.SEQUENCE_DETECT });
        const { buffers } = plain.client.sign(message('in order'));
        expect(plain.server.verify(buffers).status).toBe(0);
      });
    });

    test('has room for a token at its end, which is cut', () => {
      const room = [SecBuffer.token(100), SecBuffer.data(Buffer.from('a message'))];
      const { buffers } = client.seal(room);
      expect(buffers[0]?.data).toHaveLength(TOKEN_SIZE);
      expect(textOf(server.unseal(buffers).buffers)).toBe('a message');
    });

    test('is opened from one STREAM buffer, in which DATA then lies', () => {
      const { buffers } = client.seal(message('a message'));
      const stream = { type: SECBUFFER.STREAM, data: bytesOf(buffers) };
      const opened = server.unseal([stream, { type: SECBUFFER.DATA }]);
      expect(textOf(opened.buffers)).toBe('a message');
      expect(opened.buffers[1]?.data?.buffer).toBe(stream.data.buffer);
      const short = { type: SECBUFFER.STREAM, data: Buffer.alloc(TOKEN_SIZE - 1) };
      expect(thrownBy(() => server.unseal([short, { type: SECBUFFER.DATA }]))).toMatchObject(
        INVALID_PARAMETER,
      );
    });
  });
});
