import { inspect } from 'node:util';

import { expect, test } from '@jest/globals';

import type { SecBuffer } from 'secur32';
import {
  IncompleteMessageError,
  InvalidTokenError,
  MessageAlteredError,
  NtStatusError,
  OutOfSequenceError,
  SECBUFFER,
  SECQOP,
} from 'secur32';

import type { BufferEdit } from '../scripted-ssp/index.js';
import { calls, lastCall, script } from '../scripted-ssp/index.js';
import { GuardedMemory } from '../support/canaries.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import { asReceived, connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';

const TEXT = 'a plaintext to look for';

type Change = Omit<BufferEdit, 'index'>;

/** STREAM and an empty DATA, as callers of Windows open a GSS token. */
function stream(bytes: Buffer = Buffer.from(`0123456789abcdef${TEXT}`)): SecBuffer[] {
  return [{ type: SECBUFFER.STREAM, data: bytes }, { type: SECBUFFER.DATA }];
}

describeScripted('what DecryptMessage is given', () => {
  const pair = connectScriptedBeforeEach();

  test.each([
    ['STREAM and DATA', stream()],
    ['no buffers', []],
    ['40 buffers', Array.from({ length: 40 }, (_, type) => ({ type, data: Buffer.alloc(type) }))],
    [
      'the parts of a DCE message',
      [
        {
          type: SECBUFFER.DATA,
          flags: SECBUFFER.READONLY_WITH_CHECKSUM,
          data: Buffer.from('head'),
        },
        { type: SECBUFFER.DATA, data: Buffer.from('stub') },
        { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.from('left alone') },
        { type: SECBUFFER.TOKEN, data: Buffer.alloc(76, 1) },
      ],
    ],
    ['what nobody knows', [{ type: 0x0fff_ffff, flags: 0xf000_0000, data: Buffer.alloc(3) }]],
  ] satisfies [string, SecBuffer[]][])('arrives as it is: %s', (_, buffers: SecBuffer[]) => {
    const expected = asReceived(buffers);
    script('UnsealMessage', { status: 0 });
    pair().server.decryptMessage(buffers, { sequenceNumber: 0x8000_0001 });
    expect(lastCall('UnsealMessage').buffers).toMatchObject(expected);
    expect(lastCall('UnsealMessage').sequenceNumber).toBe(0x8000_0001);
  });

  test('has the number 0 where none is given', () => {
    script('UnsealMessage', { status: 0 });
    pair().server.decryptMessage(stream());
    expect(lastCall('UnsealMessage').sequenceNumber).toBe(0);
  });

  test('is the memory of the caller itself, with nothing written around it', () => {
    const sealed = pair().client.wrap(Buffer.from(TEXT));
    const memory = new GuardedMemory([sealed.length]);
    const [token] = memory.buffers as [Buffer];
    token.set(sealed);
    const { data } = pair().server.decryptMessage(stream(token));
    expect(data?.buffer).toBe(token.buffer);
    expect(token.includes(TEXT)).toBe(true);
    memory.expectIntact();
  });
});

describeScripted('what DecryptMessage returns', () => {
  const pair = connectScriptedBeforeEach();
  const decrypt = (): unknown => pair().server.decryptMessage(stream());

  test('is DATA at its place within STREAM', () => {
    const buffers = stream();
    const [whole] = buffers;
    const place = { inside: 0, offset: 16 };
    script('UnsealMessage', { status: 0, buffers: [{ index: 1, size: TEXT.length, place }] });
    const { data, qop } = pair().server.decryptMessage(buffers);
    expect(data?.buffer).toBe(whole?.data?.buffer);
    expect(data?.byteOffset).toBe((whole?.data?.byteOffset ?? 0) + 16);
    expect(Buffer.from(data ?? []).toString()).toBe(TEXT);
    expect(qop).toBe(0);
  });

  test.each([0, SECQOP.WRAP_NO_ENCRYPT, 0x4000_0000, 0xffff_ffff])(
    'says how the message was protected: %i',
    (qop) => {
      script('UnsealMessage', { status: 0, qop });
      expect(decrypt()).toMatchObject({ qop });
    },
  );

  test('is refused by unwrap() when it was only signed', () => {
    const place = { inside: 0, offset: 16 };
    const signed = {
      status: 0,
      qop: SECQOP.WRAP_NO_ENCRYPT,
      buffers: [{ index: 1, size: 3, place }],
    };
    script('UnsealMessage', { ...signed, times: 2 });
    const { server } = pair();
    const token = Buffer.alloc(40, 'x');
    const error = thrownBy(() => server.unwrap(token));
    expect(error).toEqual(refusal('ERR_SSPI_NOT_ENCRYPTED'));
    expect(inspect(error, { showHidden: true })).not.toContain('xxx');
    expect(server.unwrap(token, { requireEncryption: false })).toMatchObject({ encrypted: false });
  });

  test.each([
    ['SEC_E_MESSAGE_ALTERED', 0x8009030f, MessageAlteredError],
    ['SEC_E_OUT_OF_SEQUENCE', 0x80090310, OutOfSequenceError],
    ['SEC_E_INVALID_TOKEN', 0x80090308, InvalidTokenError],
    ['0xC0001234', 0xc0001234, NtStatusError],
  ])('is an error of its class, without the message: %s', (code, status, Class) => {
    const place = { inside: 0, offset: 16 };
    script('UnsealMessage', {
      status,
      buffers: [{ index: 1, size: TEXT.length, place }],
      times: 2,
    });
    const error = thrownBy(decrypt);
    expect((error as object).constructor).toBe(Class);
    expect(error).toMatchObject({ code, syscall: 'DecryptMessage', package: 'Scripted' });
    expect(inspect(error, { showHidden: true, depth: 5 })).not.toContain(TEXT);
    const token = Buffer.from(`0123456789abcdef${TEXT}`);
    expect(thrownBy(() => pair().server.unwrap(token))).toBeInstanceOf(Class);
  });

  test.each([
    ['memory of the package', { place: 'foreign', size: 16 }],
    ['bytes beyond the end of STREAM', { place: { inside: 0, offset: 16 }, size: 24 }],
    ['bytes behind STREAM', { place: { inside: 0, offset: 40 }, size: 1 }],
    ['bytes before STREAM', { place: { inside: 0, offset: 0xffff_fff0 }, size: 4 }],
  ] satisfies [string, Change][])('is refused, and not read: %s', (_, edit: Change) => {
    script('UnsealMessage', { status: 0, buffers: [{ index: 1, ...edit }], times: 2 });
    expect(thrownBy(decrypt)).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
    const token = Buffer.alloc(39);
    expect(thrownBy(() => pair().server.unwrap(token))).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
  });
});

describeScripted('what DecryptMessage finds in a stream', () => {
  const pair = connectScriptedBeforeEach('ScriptedStream');
  const layout = (bytes: Buffer): SecBuffer[] => [
    { type: SECBUFFER.DATA, data: bytes },
    { type: SECBUFFER.EMPTY },
    { type: SECBUFFER.EMPTY },
    { type: SECBUFFER.EMPTY },
  ];
  const sealed = (): Buffer => pair().client.wrap(Buffer.from(TEXT));
  const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

  test('is up to the package, whatever it is given: a byte, or another layout', () => {
    const { server } = pair();
    expect(server.decryptMessage(layout(Buffer.of(0x17)))).toMatchObject({ missing: 4 });
    script('UnsealMessage', { status: 0 });
    expect(server.decryptMessage(stream()).status).toBe(0);
    expect(calls('UnsealMessage')).toHaveLength(2);
  });

  test('is how many bytes are missing', () => {
    const token = sealed();
    const found = pair().server.decryptMessage(layout(token.subarray(0, -7)));
    expect(found).toMatchObject({ status: 0x80090318, missing: 7 });
    expect(found.data).toBeUndefined();
    expect(pair().server.unwrap(token).data.toString()).toBe(TEXT);
  });

  test.each([
    ['a size of 0', [{ index: 1, type: SECBUFFER.MISSING, size: 0 }]],
    ['no MISSING buffer', []],
  ])('is one missing byte at least: %s', (_, buffers: BufferEdit[]) => {
    script('UnsealMessage', { status: 0x80090318, buffers });
    expect(pair().server.decryptMessage(layout(sealed())).missing).toBe(1);
  });

  test('is no place, where MISSING has a count of 4 GiB', () => {
    const edit: BufferEdit = {
      index: 1,
      type: SECBUFFER.MISSING,
      size: 0xffff_ffff,
      place: 'foreign',
    };
    script('UnsealMessage', { status: 0x80090318, buffers: [edit] });
    expect(pair().server.decryptMessage(layout(sealed())).missing).toBe(0xffff_ffff);
  });

  test('is refused by unwrap() when bytes are missing', () => {
    script('UnsealMessage', { status: 0x80090318 });
    const token = sealed();
    expect(thrownBy(() => pair().server.unwrap(token))).toBeInstanceOf(IncompleteMessageError);
  });

  test('is the message by its type, wherever it is, and the extra bytes', () => {
    const next = sealed();
    const { data, extra } = pair().server.decryptMessage(layout(Buffer.concat([sealed(), next])));
    expect(textOf(data)).toBe(TEXT);
    expect(Buffer.from(extra ?? []).equals(next)).toBe(true);
  });

  test('is every record, for unwrap()', () => {
    const token = Buffer.concat([sealed(), sealed(), sealed()]);
    expect(pair().server.unwrap(token).data.toString()).toBe(TEXT.repeat(3));
    expect(calls('UnsealMessage')).toHaveLength(3);
  });

  const ENDS: [string, number, { renegotiate: boolean; expired: boolean }][] = [
    ['SEC_I_RENEGOTIATE', 0x00090321, { renegotiate: true, expired: false }],
    ['SEC_I_CONTEXT_EXPIRED', 0x00090317, { renegotiate: false, expired: true }],
  ];
  const buffers: BufferEdit[] = [
    { index: 0, type: SECBUFFER.STREAM_HEADER, size: 5 },
    { index: 1, type: SECBUFFER.DATA, size: 4, place: { inside: 0, offset: 5 } },
    { index: 2, type: SECBUFFER.EXTRA, size: 6, place: { inside: 0, offset: 9 } },
  ];
  const input = Buffer.from([0x17, 3, 3, 0, 10, ...Buffer.from('dataextra!')]);

  test.each(ENDS)('is no error, and keeps what came with it: %s', (_, status, flags) => {
    script('UnsealMessage', { status, buffers });
    const found = pair().server.decryptMessage(layout(Buffer.from(input)));
    expect(found).toMatchObject({ status, ...flags });
    expect([textOf(found.data), textOf(found.extra)]).toEqual(['data', 'extra!']);
  });

  test.each(ENDS)('is no error of unwrap() either: %s', (_, status, flags) => {
    script('UnsealMessage', { status, buffers });
    const unwrapped = pair().server.unwrap(input);
    expect(unwrapped).toMatchObject({ ...flags, data: Buffer.from('data') });
    expect(textOf(unwrapped.extra)).toBe('extra!');
  });

  test.each([0x00090321, 0x00090317])(
    'is no message, where the input was left: status %i',
    async (status) => {
      const tokens = [sealed(), sealed()] as const;
      script('UnsealMessage', { status });
      expect(pair().client.decryptMessage(layout(tokens[0])).data).toBeUndefined();
      script('UnsealMessage', { status });
      const { data } = await pair().server.decryptMessageAsync(layout(tokens[1]));
      expect(data).toBeUndefined();
    },
  );

  test('is a new handshake, until whose end no message goes either way', async () => {
    const { client } = pair();
    const token = sealed();
    script('UnsealMessage', { status: 0x00090321, delay: 20 });
    const [first, second] = [client.unwrapAsync(token), rejectionOf(client.unwrapAsync(token))];
    expect((await first).renegotiate).toBe(true);
    const held = refusal('ERR_SSPI_NOT_ESTABLISHED');
    expect(await second).toEqual(held);
    expect(thrownBy(() => client.wrap(Buffer.from(TEXT)))).toEqual(held);
    expect(thrownBy(() => client.unwrap(token))).toEqual(held);
    expect([calls('UnsealMessage').length, calls('SealMessage').length]).toEqual([1, 1]);
    await client.step(Buffer.from('scripted: welcome'));
    expect(
      pair()
        .server.unwrap(client.wrap(Buffer.from(TEXT)))
        .data.toString(),
    ).toBe(TEXT);
  });

  test('is the tail of the input, where the package only counts the extra bytes', () => {
    const counted = buffers.map((each) =>
      each.index === 2
        ? { index: 2, type: SECBUFFER.EXTRA, size: 6, place: 'null' as const }
        : each,
    );
    script('UnsealMessage', { status: 0, buffers: counted });
    const { data, extra } = pair().server.decryptMessage(layout(Buffer.from(input)));
    expect([textOf(data), textOf(extra)]).toEqual(['data', 'extra!']);
  });
});
