// How the command line lays out what it says.
import { describe, expect, test } from '@jest/globals';

import { columns, hexDump, wrapWords } from '#lib/cli/text/layout';
import { parseAddress } from '#lib/cli/tcp';

describe('columns', () => {
  test('are as wide as their longest cell, without spaces at the end', () => {
    expect(columns([['a', 'bbb', 'c'], ['aa', 'b', ''], []], '> ')).toBe(
      ['> a   bbb  c', '> aa  b', '>'].join('\n'),
    );
  });
});

describe('words', () => {
  test('are put into lines of a width, and a long one stands alone', () => {
    expect(wrapWords('one two three', 7)).toBe('one two\nthree');
    expect(wrapWords('one incomprehensible two', 7)).toBe('one\nincomprehensible\ntwo');
    expect(wrapWords('one two', 8, '  ')).toBe('  one\n  two');
    expect(wrapWords('')).toBe('');
  });
});

describe('a dump', () => {
  test('has sixteen bytes a row, with what of them is ASCII', () => {
    const bytes = Buffer.concat([Buffer.from('secur32 is a lib'), Buffer.from([0, 0x7f, 0xff])]);
    expect(hexDump(bytes)).toBe(
      [
        '0000  73 65 63 75 72 33 32 20 69 73 20 61 20 6c 69 62  secur32 is a lib',
        '0010  00 7f ff                                         ...',
      ].join('\n'),
    );
    expect(hexDump(Buffer.alloc(0))).toBe('');
  });
});

describe('an address', () => {
  test.each([
    ['app.example.com:443', 'app.example.com', 443],
    ['127.0.0.1:1', '127.0.0.1', 1],
    ['[::1]:65535', '::1', 65_535],
  ])('such as %s is a host and a port', (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
  });

  test.each(['app.example.com', 'app:0', 'app:65536', ':443', 'app:x', '::1:443', ''])(
    'is not %p',
    (text) => {
      expect(() => parseAddress(text)).toThrow('--connect must be HOST:PORT');
    },
  );
});
