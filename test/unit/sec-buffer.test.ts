import { describe, expect, test } from '@jest/globals';

import { SECBUFFER } from '#lib/constants';
import { checkSecBuffers, SecBuffer } from '#lib/sec-buffer';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError } from '../support/errors';
import { unusableBytes } from '../support/memory';

describe('SecBuffer', () => {
  test.each<[string, (size: number) => SecBuffer, number]>([
    ['token', SecBuffer.token, SECBUFFER.TOKEN],
    ['padding', SecBuffer.padding, SECBUFFER.PADDING],
    ['streamHeader', SecBuffer.streamHeader, SECBUFFER.STREAM_HEADER],
    ['streamTrailer', SecBuffer.streamTrailer, SECBUFFER.STREAM_TRAILER],
  ])('%s makes room of a size, filled with zeros', (_name, make, type) => {
    expect(make(5)).toEqual({ type, data: Buffer.alloc(5) });
    expect(make(0)).toEqual({ type, data: Buffer.alloc(0) });
    expect(() => make(-1)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'size'));
    expect(() => make(1.5)).toThrow(argumentError('ERR_OUT_OF_RANGE', 'size'));
  });

  test.each<[string, (bytes: Uint8Array) => SecBuffer, number]>([
    ['token', SecBuffer.token, SECBUFFER.TOKEN],
    ['data', SecBuffer.data, SECBUFFER.DATA],
    ['stream', SecBuffer.stream, SECBUFFER.STREAM],
  ])('%s lies in the very bytes that it is given', (_name, make, type) => {
    const bytes = Buffer.from('bytes');
    const buffer = make(bytes);
    expect(buffer.type).toBe(type);
    expect(buffer.data).toBe(bytes);
    expect(() => make('bytes' as never)).toThrow(argumentError('ERR_INVALID_ARG_TYPE', 'bytes'));
  });

  test.each(unusableBytes())('refuses %s memory', (_kind, bytes) => {
    const refused = argumentError('ERR_INVALID_ARG_VALUE', 'bytes');
    expect(() => SecBuffer.data(bytes)).toThrow(refused);
    expect(() => SecBuffer.token(bytes)).toThrow(refused);
    expect(() => SecBuffer.stream(bytes)).toThrow(refused);
  });

  test('empty has no memory', () => {
    expect(SecBuffer.empty()).toEqual({ type: SECBUFFER.EMPTY });
  });

  test('cannot be changed', () => {
    expect(Object.isFrozen(SecBuffer)).toBe(true);
  });
});

describe('an array of SecBuffers', () => {
  test('is taken as it is', () => {
    const buffers = [
      SecBuffer.token(16),
      { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: new Uint8Array(3) },
      SecBuffer.empty(),
    ];
    expect(() => checkSecBuffers(buffers)).not.toThrow();
    expect(() => checkSecBuffers([])).not.toThrow();
  });

  test.each([undefined, null, {}, 'buffers', new Uint8Array(4), SecBuffer.empty()])(
    'is not %p',
    (value) => {
      expect(() => checkSecBuffers(value)).toThrow(
        argumentError('ERR_INVALID_ARG_TYPE', 'buffers must be an array of SecBuffers'),
      );
    },
  );

  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['nothing', undefined, 'ERR_INVALID_ARG_TYPE', 'buffers[1] '],
    ['null', null, 'ERR_INVALID_ARG_TYPE', 'buffers[1] '],
    ['no type', { data: Buffer.from('x') }, 'ERR_INVALID_ARG_TYPE', 'buffers[1].type'],
    ['bytes', Buffer.from('x'), 'ERR_INVALID_ARG_VALUE', 'buffers[1] '],
    ['a mistyped name', { type: 1, date: 'x' }, 'ERR_INVALID_ARG_VALUE', "'date'"],
    ['a type that is a string', { type: 'DATA' }, 'ERR_INVALID_ARG_TYPE', 'buffers[1].type'],
    ['a negative type', { type: -1 }, 'ERR_OUT_OF_RANGE', 'buffers[1].type'],
    ['flags as a string', { type: 1, flags: '1' }, 'ERR_INVALID_ARG_TYPE', 'buffers[1].flags'],
    ['signed flags', { type: 1, flags: 1 << 31 }, 'ERR_OUT_OF_RANGE', 'buffers[1].flags'],
    ['data as a string', { type: 1, data: 'x' }, 'ERR_INVALID_ARG_TYPE', 'buffers[1].data'],
    ['data null', { type: 1, data: null }, 'ERR_INVALID_ARG_TYPE', 'buffers[1].data'],
  ])('says which one is wrong: %s', (_name, value, code, text) => {
    expect(() => checkSecBuffers([SecBuffer.empty(), value])).toThrow(argumentError(code, text));
  });

  test('may have 256 of them, and not one more', () => {
    const many = Array.from({ length: 256 }, () => SecBuffer.empty());
    expect(checkSecBuffers(many)).toHaveLength(256);
    const error = argumentError('ERR_OUT_OF_RANGE', 'buffers.length must be at most 256, not 257');
    expect(() => checkSecBuffers([...many, SecBuffer.empty()])).toThrow(error);
  });

  test('of enormous length is refused at once', () => {
    const enormous = new Proxy([], { get: (_, key) => (key === 'length' ? 1e9 : undefined) });
    expect(() => checkSecBuffers(enormous)).toThrow(
      argumentError('ERR_OUT_OF_RANGE', 'buffers.length'),
    );
  });

  test('is read once: what a getter answers later is of no use', () => {
    const answers = [Buffer.alloc(8), 'text'];
    const changing = {
      type: SECBUFFER.DATA,
      get data() {
        return answers.shift();
      },
    };
    const [checked] = checkSecBuffers([changing]);
    expect(checked?.data).toHaveLength(8);
    expect(checked?.data).toHaveLength(8);
  });

  test('may have its attribute flags in the type, as sspi.h has them', () => {
    const { DATA, READONLY_WITH_CHECKSUM } = SECBUFFER;
    const expected = { type: DATA, flags: READONLY_WITH_CHECKSUM };
    expect(checkSecBuffers([{ type: (DATA | READONLY_WITH_CHECKSUM) >>> 0 }])).toMatchObject([
      expected,
    ]);
    expect(checkSecBuffers([expected])).toMatchObject([expected]);
  });

  test('with a hole is refused', () => {
    const holed: unknown[] = [SecBuffer.empty()];
    holed[2] = SecBuffer.empty();
    expect(() => checkSecBuffers(holed)).toThrow(
      argumentError('ERR_INVALID_ARG_TYPE', 'buffers[1]'),
    );
  });

  test.each(unusableBytes())('with %s memory is refused', (_kind, data) => {
    expect(() => checkSecBuffers([{ type: SECBUFFER.DATA, data }])).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'buffers[0].data'),
    );
  });
});
