import { describe, expect, test } from '@jest/globals';

import {
  requireBoolean,
  requireBytes,
  requireOneOf,
  requireOptions,
  requireSecret,
  requireString,
  requireText,
  requireUint32,
  spanOf,
} from '#lib/arguments';

import { argumentError } from '../support/errors';
import { detached, onNode, resizable, shared, unusableBytes } from '../support/memory';

const notStrings = [undefined, null, 5, true, {}, [], Symbol('s'), 1n, Buffer.from('text')];
const notBytes = [undefined, null, 'text', [1], {}, new ArrayBuffer(4), new Uint16Array(2)];

describe('a value of the wrong type', () => {
  test.each([
    ['requireString', requireString, notStrings],
    ['requireText', requireText, notStrings],
    ['requireBoolean', requireBoolean, [undefined, null, 0, 'true', {}]],
    ['requireUint32', requireUint32, [undefined, null, '5', 5n, {}, new Date()]],
    ['requireBytes', requireBytes, [...notBytes, new DataView(new ArrayBuffer(4))]],
    ['requireSecret', requireSecret, notBytes.filter((each) => typeof each !== 'string')],
    ['requireOneOf', (name: string, value: unknown) => requireOneOf(name, value, ['a']), [5, null]],
    [
      'requireOptions',
      (name: string, value: unknown) => requireOptions(name, value, ['a']),
      [undefined, null, 5, 'a', () => 'a'],
    ],
  ] as [string, (name: string, value: unknown) => void, unknown[]][])(
    'is a TypeError of %s that names the argument and the type',
    (_name, require, values) => {
      for (const value of values) {
        const type = value === null ? 'null' : typeof value;
        const expected = argumentError('ERR_INVALID_ARG_TYPE', `not ${type}`);
        expect(() => require('options.it', value)).toThrow(expected);
        expect(() => require('options.it', value)).toThrow(/^options\.it must be an? /);
      }
    },
  );

  test('is not shown, since it may be a secret', () => {
    const secret = { toString: () => 'hunter2', password: 'hunter2' };
    expect(() => requireSecret('password', secret)).not.toThrow(/hunter2/);
    expect(() => requireSecret('password', secret)).toThrow(/password must be/);
  });
});

describe('options', () => {
  test('may be left out, all or some', () => {
    expect(() => requireOptions('options', {}, ['flags'])).not.toThrow();
    expect(() => requireOptions('options', { flags: 1 }, ['target', 'flags'])).not.toThrow();
  });

  test('with a key that is none of them are refused with the keys there are', () => {
    expect(() => requireOptions('options', { flag: 1 }, ['target', 'flags'])).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', "no option 'flag'; its options are target, flags"),
    );
  });
});

describe('a string', () => {
  test('may be empty only where text is not required', () => {
    expect(() => requireString('name', '')).not.toThrow();
    expect(() => requireText('name', '')).toThrow(argumentError('ERR_INVALID_ARG_VALUE', 'empty'));
  });

  test.each([requireString, requireText, requireSecret])(
    'with a zero character is refused: Windows would cut it there',
    (require: (name: string, value: unknown) => void) => {
      expect(() => require('name', 'ad\0min')).toThrow(
        argumentError('ERR_INVALID_ARG_VALUE', 'zero character'),
      );
      expect(() => require('name', 'admin')).not.toThrow();
    },
  );

  test('that is none of a few is refused with those', () => {
    expect(() => requireOneOf('use', 'x', ['a', 'b'])).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', "use must be one of 'a', 'b'"),
    );
    expect(() => requireOneOf('use', 'b', ['a', 'b'])).not.toThrow();
  });
});

describe('an integer of 32 bits', () => {
  test.each([0, 1, 0x8000_0000, 0xffff_ffff])('may be %p', (value) => {
    expect(() => requireUint32('flags', value)).not.toThrow();
  });

  test.each([-1, 1.5, NaN, Infinity, 2 ** 32])('may not be %p', (value) => {
    expect(() => requireUint32('flags', value)).toThrow(
      argumentError('ERR_OUT_OF_RANGE', `from 0 to 0xFFFFFFFF, not ${String(value)}`),
    );
  });
});

describe('bytes', () => {
  test.each([
    ['a Buffer', Buffer.from('pooled')],
    ['a Uint8Array', new Uint8Array(4)],
    ['an empty Buffer', Buffer.alloc(0)],
    ['an empty view of memory', new Uint8Array(8).subarray(8)],
    ['a Buffer of another realm', onNode('Buffer.from("text")')],
  ])('may be %s', (_name, value) => {
    expect(() => requireBytes('data', value)).not.toThrow();
    expect(() => requireSecret('data', value)).not.toThrow(/must be a/);
  });

  test.each([
    ['shared', shared(8), 'shared memory'],
    ['resizable', resizable(8), 'resizable ArrayBuffer'],
    ['resizable and empty', resizable(0), 'resizable ArrayBuffer'],
    ['detached', detached(8), 'detached'],
  ])('may not lie in %s memory', (_name, value, problem) => {
    const expected = argumentError('ERR_INVALID_ARG_VALUE', problem);
    expect(() => requireBytes('data', value)).toThrow(expected);
    expect(() => requireSecret('data', value)).toThrow(expected);
  });

  test('may not end beyond 4 GiB of their memory', () => {
    const far = new Uint8Array(new ArrayBuffer(2 ** 32), 2 ** 32 - 16, 16);
    expect(() => requireBytes('data', far)).toThrow(argumentError('ERR_OUT_OF_RANGE', '4 GiB'));
  });

  test('are what V8 says of them, whatever was put before it', () => {
    const bytes = new Uint8Array(new ArrayBuffer(100), 20, 30);
    for (const key of ['buffer', 'byteOffset', 'byteLength', 'length']) {
      Object.defineProperty(bytes, key, { get: () => 1 });
    }
    expect(() => requireBytes('data', bytes)).not.toThrow();
    const { memory, offset, size } = spanOf(bytes);
    expect([memory.byteLength, offset, size]).toEqual([100, 20, 30]);
  });

  test.each(unusableBytes())('in %s memory are refused, whatever it says', (name, bytes) => {
    Object.defineProperties(bytes.buffer, {
      resizable: { value: false },
      detached: { value: false },
      byteLength: { value: 8 },
    });
    const expected = argumentError('ERR_INVALID_ARG_VALUE', name);
    expect(() => requireBytes('data', bytes)).toThrow(expected);
  });
});

describe('a secret', () => {
  test.each(['', 'pässwörd 🔑', Buffer.from('pässwörd 🔑'), Buffer.alloc(0)])(
    'may be text or UTF-8',
    (value) => {
      expect(() => requireSecret('password', value)).not.toThrow();
    },
  );

  test.each([
    ['are not UTF-8', Buffer.from([0x70, 0xe4, 0x73]), 'UTF-8'],
    ['have a zero', Buffer.from('pass\0word'), 'zero byte'],
  ])('as bytes that %s is refused', (_name, value, problem) => {
    expect(() => requireSecret('password', value)).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', problem),
    );
  });
});
