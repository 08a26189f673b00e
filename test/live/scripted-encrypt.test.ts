import { inspect } from 'node:util';

import { describe, expect, test } from '@jest/globals';

import type { SecBuffer } from 'secur32';
import {
  BufferTooSmallError,
  ContextExpiredError,
  CryptoSystemInvalidError,
  InsufficientMemoryError,
  InvalidHandleError,
  InvalidTokenError,
  NtStatusError,
  OutOfSequenceError,
  QopNotSupportedError,
  SECBUFFER,
  SECPKG_ATTR,
  SECQOP,
  SspiError,
} from 'secur32';

import type { BufferEdit } from '../scripted-ssp/index.js';
import { calls, lastCall, SCRIPTED_STREAM, script } from '../scripted-ssp/index.js';
import { contiguous, GuardedMemory } from '../support/canaries.js';
import { argumentError, refusal, thrownBy } from '../support/errors.js';
import { asReceived, connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

const TEXT = 'a plaintext to look for';

type Change = Omit<BufferEdit, 'index'>;

/** TOKEN, DATA and PADDING, with a plaintext. */
function layout(): SecBuffer[] {
  return [
    { type: SECBUFFER.TOKEN, data: Buffer.alloc(76, 0x11) },
    { type: SECBUFFER.DATA, data: Buffer.from(TEXT) },
    { type: SECBUFFER.PADDING, data: Buffer.alloc(8, 0x22) },
  ];
}

const many = Array.from({ length: 40 }, (_, at) => ({
  type: at,
  data: Buffer.alloc(at % 7, at),
}));

describeScripted('what EncryptMessage is given', () => {
  const pair = connectScriptedBeforeEach();

  test.each([
    ['TOKEN, DATA, PADDING', layout()],
    [
      'the layout of streams, which the pages of Kerberos and Negotiate show',
      [
        { type: SECBUFFER.STREAM_HEADER, data: Buffer.alloc(5) },
        { type: SECBUFFER.DATA, data: Buffer.from(TEXT) },
        { type: SECBUFFER.STREAM_TRAILER, data: Buffer.alloc(16) },
        { type: SECBUFFER.EMPTY, data: Buffer.alloc(0) },
      ],
    ],
    ['no buffers', []],
    ['one EMPTY buffer', [{ type: SECBUFFER.EMPTY }]],
    ['40 buffers of all types', many],
    [
      'several DATA buffers, some of them read only',
      [
        {
          type: SECBUFFER.DATA,
          flags: SECBUFFER.READONLY_WITH_CHECKSUM,
          data: Buffer.from('head'),
        },
        { type: SECBUFFER.DATA, data: Buffer.from('first') },
        { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.from('left alone') },
        { type: SECBUFFER.DATA, data: Buffer.from('second') },
        { type: SECBUFFER.TOKEN, data: Buffer.alloc(76) },
      ],
    ],
    [
      'types and flags that nobody knows',
      [
        { type: 0x0fff_ffff, flags: 0xf000_0000, data: Buffer.from('x') },
        { type: 200, flags: 0x4000_0000 },
        { type: 33, flags: 0x2000_0000, data: Buffer.alloc(0) },
      ],
    ],
  ] satisfies [string, SecBuffer[]][])('arrives as it is: %s', (_, buffers: SecBuffer[]) => {
    const expected = asReceived(buffers);
    script('SealMessage', { status: 0 });
    const { status, buffers: after } = pair().client.encryptMessage(buffers);
    expect(lastCall('SealMessage').buffers).toMatchObject(expected);
    expect(status).toBe(0);
    // A package that changes nothing leaves what was given.
    expect(after.map(({ type, flags = 0 }) => [type, flags])).toEqual(
      buffers.map(({ type, flags = 0 }) => [type, flags]),
    );
  });

  test('is called with the quality of protection and the number', () => {
    script('SealMessage', { status: 0, times: 5 });
    const numbers = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
    const qops = [0, SECQOP.WRAP_NO_ENCRYPT, 0x2000_0000, 0x9ead_beef, 1];
    for (const [at, sequenceNumber] of numbers.entries()) {
      pair().client.encryptMessage(layout(), { qop: qops[at] ?? 0, sequenceNumber });
    }
    const got = calls('SealMessage').map((call) => [call.qop, call.sequenceNumber]);
    expect(got).toEqual(numbers.map((number, at) => [qops[at], number]));
  });

  test('has 0 for what is left out', () => {
    pair().client.encryptMessage(layout());
    expect(lastCall('SealMessage')).toMatchObject({ qop: 0, sequenceNumber: 0 });
  });

  test('lies in one block where it was in one block, and in its order', () => {
    const [token, data, padding] = contiguous([76, 100, 8]);
    pair().client.encryptMessage([
      { type: SECBUFFER.DATA, data: data as Buffer },
      { type: SECBUFFER.TOKEN, data: token as Buffer },
      { type: SECBUFFER.PADDING, data: padding as Buffer },
    ]);
    expect(
      lastCall('SealMessage').buffers.map(({ type, order, offset }) => [type, order, offset]),
    ).toEqual([
      [SECBUFFER.DATA, 1, 76],
      [SECBUFFER.TOKEN, 0, 0],
      [SECBUFFER.PADDING, 2, 176],
    ]);
  });

  test('is the memory of the caller itself, with nothing written around it', () => {
    const memory = new GuardedMemory([32, 23, 8, 0]);
    const [token, data, padding, nothing] = memory.buffers as [Buffer, Buffer, Buffer, Buffer];
    data.write(TEXT);
    const { buffers } = pair().client.encryptMessage([
      { type: SECBUFFER.TOKEN, data: token },
      { type: SECBUFFER.DATA, data },
      { type: SECBUFFER.PADDING, data: padding },
      { type: SECBUFFER.EMPTY, data: nothing },
    ]);
    expect(token.toString('latin1', 0, 4)).toBe('TOY1');
    expect(data.includes(TEXT)).toBe(false);
    expect(buffers[1]?.data?.buffer).toBe(data.buffer);
    memory.expectIntact();
  });
});

describeScripted('what EncryptMessage is given of a stream', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_STREAM);

  test.each([
    ['the documented layout', [7, 1, 6, 0]],
    ['TOKEN, DATA, PADDING', [2, 1, 9]],
    ['no header', [1, 6, 0]],
    ['several DATA buffers', [7, 1, 1, 1, 6]],
  ] satisfies [string, number[]][])('arrives as it is: %s', (_, types: number[]) => {
    const buffers = types.map((type) => ({ type, data: Buffer.alloc(type, type) }));
    const expected = asReceived(buffers);
    script('SealMessage', { status: 0 });
    pair().client.encryptMessage(buffers);
    expect(lastCall('SealMessage').buffers).toMatchObject(expected);
  });

  test('has no number: none is accepted', () => {
    const call = (): unknown => pair().client.encryptMessage([], { sequenceNumber: 1 });
    expect(thrownBy(call)).toEqual(argumentError('ERR_INVALID_ARG_VALUE', 'sequenceNumber'));
    expect(calls('SealMessage')).toEqual([]);
  });
});

describeScripted('what EncryptMessage returns', () => {
  const pair = connectScriptedBeforeEach();

  describe('as an error', () => {
    test.each([
      ['SEC_E_BUFFER_TOO_SMALL', 0x80090321, BufferTooSmallError],
      ['SEC_E_CONTEXT_EXPIRED', 0x80090317, ContextExpiredError],
      ['SEC_E_CRYPTO_SYSTEM_INVALID', 0x80090337, CryptoSystemInvalidError],
      ['SEC_E_INSUFFICIENT_MEMORY', 0x80090300, InsufficientMemoryError],
      ['SEC_E_INVALID_HANDLE', 0x80090301, InvalidHandleError],
      ['SEC_E_INVALID_TOKEN', 0x80090308, InvalidTokenError],
      ['SEC_E_QOP_NOT_SUPPORTED', 0x8009030a, QopNotSupportedError],
      ['SEC_E_OUT_OF_SEQUENCE', 0x80090310, OutOfSequenceError],
      ['STATUS_INVALID_HANDLE', 0xc0000008, NtStatusError],
      ['STATUS_INVALID_PARAMETER', 0xc000000d, NtStatusError],
      ['0xDEADBEEF', 0xdeadbeef, NtStatusError],
      ['0x80091234', 0x80091234, SspiError],
    ])('is of a class of its own: %s', (code, status, Class) => {
      script('SealMessage', { status });
      const error = thrownBy(() => pair().client.encryptMessage(layout()));
      expect((error as object).constructor).toBe(Class);
      expect(error).toMatchObject({
        code,
        status,
        syscall: 'EncryptMessage',
        package: 'Scripted',
        name: Class.name,
      });
    });

    test('shows nothing of the message, and no buffers', () => {
      script('SealMessage', { status: 0x80090321, buffers: [{ index: 0, size: 500 }] });
      const error = thrownBy(() => pair().client.encryptMessage(layout()));
      expect(inspect(error, { showHidden: true, depth: 5 })).not.toContain(TEXT);
      expect(error).not.toHaveProperty('buffers');
    });

    test('of one call says nothing of the next', () => {
      script('SealMessage', { status: 0x80090337 });
      const { client, server } = pair();
      thrownBy(() => client.encryptMessage(layout()));
      expect(server.unwrap(client.wrap(Buffer.from(TEXT))).data.toString()).toBe(TEXT);
      expect(client.state).toBe('established');
    });
  });

  test.each([0x0009_0317, 0x0009_0321, 0x7fff_ffff])(
    'as information is its status: %i',
    (status) => {
      script('SealMessage', { status });
      expect(pair().client.encryptMessage(layout())).toMatchObject({ status });
    },
  );

  test('is cut to the sizes that the package leaves: 60 of 76, no padding', () => {
    const bytes = Buffer.alloc(60, 0x77);
    const buffers = [
      { index: 0, bytes, size: 60 },
      { index: 2, size: 0 },
    ];
    script('SealMessage', { status: 0, buffers });
    const after = pair().client.encryptMessage(layout()).buffers;
    expect(after[0]?.data).toEqual(bytes);
    expect(after.map(({ data }) => data?.byteLength)).toEqual([60, TEXT.length, 0]);
  });

  test('is joined by wrap() with no gap, whatever the package used', () => {
    script('QueryContextAttributes', {
      attribute: SECPKG_ATTR.SIZES,
      structure: [4096, 16, 8, 76],
    });
    const buffers = [
      { index: 0, bytes: Buffer.alloc(60, 'T'), size: 60 },
      { index: 1, bytes: Buffer.from('data') },
      { index: 2, bytes: Buffer.from('pad'), size: 3 },
    ];
    script('SealMessage', { status: 0, buffers });
    const token = pair().client.wrap(Buffer.from('DATA'));
    expect(token.toString()).toBe(`${'T'.repeat(60)}datapad`);
    expect(lastCall('SealMessage').buffers).toMatchObject([
      { type: SECBUFFER.TOKEN, size: 76, offset: 0 },
      { type: SECBUFFER.DATA, size: 4, offset: 76 },
      { type: SECBUFFER.PADDING, size: 8, offset: 80 },
    ]);
  });

  test('may have other types, and may point into another buffer', () => {
    const buffers = [{ index: 2, type: SECBUFFER.EXTRA, size: 5, place: { inside: 1, offset: 2 } }];
    script('SealMessage', { status: 0, buffers });
    const after = pair().client.encryptMessage(layout()).buffers;
    expect(after[2]).toMatchObject({ type: SECBUFFER.EXTRA });
    expect(after[2]?.data?.toString()).toBe(TEXT.slice(2, 7));
  });

  test.each([
    ['in memory of the package', { place: 'foreign', size: 16 }],
    ['in memory of the package, without a byte', { place: 'foreign', size: 0 }],
    ['beyond its end', { size: 77 }],
    ['with a size of 4 GiB', { size: 0xffff_ffff }],
    ['beyond the end of another', { place: { inside: 1, offset: 20 }, size: 4 }],
    ['behind another', { place: { inside: 1, offset: 24 }, size: 1 }],
    ['before another', { place: { inside: 1, offset: 0xffff_ffff }, size: 1 }],
  ] satisfies [string, Change][])('is refused, and not read, %s', (_, edit: Change) => {
    const memory = new GuardedMemory([76, 23]);
    const [token, data] = memory.buffers as [Buffer, Buffer];
    script('SealMessage', { status: 0, buffers: [{ index: 0, ...edit }] });
    const call = (): unknown =>
      pair().client.encryptMessage([
        { type: SECBUFFER.TOKEN, data: token },
        { type: SECBUFFER.DATA, data },
      ]);
    expect(thrownBy(call)).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    memory.expectIntact();
  });

  test('with a NULL pointer has no data', () => {
    script('SealMessage', { status: 0, buffers: [{ index: 0, place: 'null', size: 0 }] });
    expect(pair().client.encryptMessage(layout()).buffers[0]).toEqual({ type: SECBUFFER.TOKEN });
  });
});
