import { beforeEach, describe, expect, test } from '@jest/globals';

import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';
import { FAKE_DLL, fakeSsp } from '../support/fake-ssp';

import { SECBUFFER } from '#lib/constants';
import type { SecBuffer as SecBufferType, SspContext } from '#lib/index';
import { SecBuffer, SspModule, Status } from '#lib/index';

let context: SspContext;

async function establish(): Promise<SspContext> {
  const made = (await SspModule.load('own.dll').acquire()).initiate();
  await made.step();
  return made;
}

beforeEach(async () => {
  resetFake();
  context = await establish();
});

const message = () => [SecBuffer.token(16), SecBuffer.data(Buffer.from('to be sealed'))];

async function verified(on: SspContext) {
  fakeSsp.pool = () => Promise.resolve();
  return await on.verifySignatureAsync(message());
}

describe('sealMessage', () => {
  test('passes on the quality, the number and the buffers, and cuts what comes back', () => {
    fakeSsp.message = (_, { buffers: [token, data] }) => {
      fill(token, 'token');
      fill(data, String(bytesOf(data)).toUpperCase());
      return 0;
    };
    const buffers = message();
    const result = context.sealMessage(buffers, { qop: 0x1234, sequenceNumber: 7 });
    expect(result.status).toBe(0);
    expect(result.buffers.map(({ data }) => String(data))).toEqual(['token', 'TO BE SEALED']);
    expect(String(buffers[1]?.data)).toBe('TO BE SEALED');
    const [call] = fakeSsp.messages;
    expect(call).toMatchObject({
      ...{ method: 'sealMessage', message: { qop: 0x1234, sequenceNumber: 7 } },
    });
    expect(call?.message.given.map(({ type, size }) => [type, size])).toEqual([
      [SECBUFFER.TOKEN, 16],
      [SECBUFFER.DATA, 12],
    ]);
  });

  test('numbers no message by default', () => {
    context.sealMessage(message());
    expect(fakeSsp.messages[0]?.message).toMatchObject({ qop: 0, sequenceNumber: 0 });
  });

  const data = () => SecBuffer.data(Buffer.from('data'));
  const flagged = (flags: number) => ({ ...data(), flags });
  test.each([
    ['none', () => [SecBuffer.token(16)], 'there are 0'],
    ['two', () => [data(), SecBuffer.token(16), data()], 'there are 2'],
    ['a read-only one', () => [flagged(SECBUFFER.READONLY)], 'read-only'],
    ['a checksummed one', () => [flagged(SECBUFFER.READONLY_WITH_CHECKSUM)], 'read-only'],
    ['one of both', () => [data(), flagged(SECBUFFER.READONLY)], 'there are 2'],
  ])('takes one SECBUFFER_DATA that it can write to, and not %s', (_, buffers, text) => {
    expect(thrownBy(() => context.sealMessage(buffers()))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', text),
    );
    expect(fakeSsp.messages).toEqual([]);
  });

  test.each([
    [0xc0000008, 'STATUS_INVALID_HANDLE', 'NtStatusError'],
    [0xc000000d, 'STATUS_INVALID_PARAMETER', 'NtStatusError'],
    [0xc0de1234, '0xC0DE1234', 'NtStatusError'],
    [0x80090321, 'SEC_E_BUFFER_TOO_SMALL', 'BufferTooSmallError'],
  ])('throws the class that belongs to 0x%x', (status, code, name) => {
    fakeSsp.message = () => status;
    expect(thrownBy(() => context.sealMessage(message()))).toMatchObject({
      ...{ name, code, status, syscall: 'SpSealMessage', package: 'Own' },
    });
  });

  test('refuses options that mean nothing', () => {
    const seal = (options: object) => thrownBy(() => context.sealMessage(message(), options));
    expect(seal({ sequence: 1 })).toEqual(argumentError('ERR_INVALID_ARG_VALUE', "'sequence'"));
    expect(seal({ sequenceNumber: -1 })).toEqual(
      argumentError('ERR_OUT_OF_RANGE', 'options.sequenceNumber'),
    );
  });

  test('has a twin that works in a copy of the bytes', async () => {
    fakeSsp.message = (_, { buffers: [token, data] }) => {
      fill(token, 'token');
      fill(data, String(bytesOf(data)).toUpperCase());
      return 0;
    };
    const buffers = message();
    const result = await context.sealMessageAsync(buffers, { qop: 0x1234, sequenceNumber: 7 });
    expect(result.buffers.map(({ data }) => String(data))).toEqual(['token', 'TO BE SEALED']);
    expect(String(buffers[1]?.data)).toBe('to be sealed');
    expect(fakeSsp.messages[0]).toMatchObject({
      ...{ method: 'sealMessage', message: { qop: 0x1234, sequenceNumber: 7 } },
    });
    const none = await rejectionOf(context.sealMessageAsync([SecBuffer.token(16)]));
    expect(none).toEqual(argumentError('ERR_INVALID_ARG_VALUE', 'there are 0'));
  });

  test('takes turns on the thread pool, beside one that is opened', async () => {
    const waiting: (() => void)[] = [];
    fakeSsp.pool = () => new Promise((go) => waiting.push(go));
    const first = context.sealMessageAsync(message());
    const second = context.makeSignatureAsync(message());
    const other = context.unsealMessageAsync(message());
    expect(waiting).toHaveLength(2);
    expect(thrownBy(() => context.sealMessage(message()))).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(thrownBy(() => context.verifySignature(message()))).toEqual(refusal('ERR_SSPI_BUSY'));
    expect(thrownBy(() => context.export())).toEqual(refusal('ERR_SSPI_BUSY'));
    while (waiting.length > 0) {
      waiting.shift()?.();
      await new Promise(setImmediate);
    }
    await Promise.all([first, second, other]);
    const methods = fakeSsp.messages.map(({ method }) => method);
    expect(methods).toEqual(['sealMessage', 'unsealMessage', 'makeSignature']);
    expect((await verified(context)).status).toBe(0);
  });

  test('rejects when the context is closed meanwhile', async () => {
    let go: () => void = () => undefined;
    fakeSsp.pool = () => new Promise((resolve) => (go = resolve));
    const sealed = context.sealMessageAsync(message());
    context.close();
    go();
    expect(await rejectionOf(sealed)).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('is refused before the handshake, and after close', async () => {
    const early = (await SspModule.load('own.dll').acquire()).initiate();
    expect(thrownBy(() => early.sealMessage(message()))).toEqual(
      refusal('ERR_SSPI_NOT_ESTABLISHED'),
    );
    context.close();
    expect(thrownBy(() => context.sealMessage(message()))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });
});

describe('the functions beside it', () => {
  test('unsealMessage gives the quality of protection and the buffers', () => {
    fakeSsp.message = (_, found) => {
      found.qop = 0x8000_0001;
      fill(found.buffers[1], 'opened');
      return Status.SEC_I_CONTEXT_EXPIRED;
    };
    const result = context.unsealMessage(message(), { sequenceNumber: 3 });
    expect(result).toMatchObject({ status: Status.SEC_I_CONTEXT_EXPIRED, qop: 0x8000_0001 });
    expect(String(result.buffers[1]?.data)).toBe('opened');
    expect(fakeSsp.messages[0]?.message.sequenceNumber).toBe(3);
  });

  test('unsealMessage leaves it to the package to refuse read-only data', () => {
    const [token, data] = message() as [SecBufferType, SecBufferType];
    context.unsealMessage([token, { ...data, flags: SECBUFFER.READONLY }]);
    expect(fakeSsp.messages[0]?.message.given[1]).toMatchObject({ type: 0x8000_0001 });
  });

  test('makeSignature takes read-only data', () => {
    const signed = { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.from('data') };
    const { status, buffers } = context.makeSignature([signed, SecBuffer.token(4)], { qop: 5 });
    expect([status, buffers.length]).toEqual([0, 2]);
    expect(fakeSsp.messages[0]).toMatchObject({ method: 'makeSignature', message: { qop: 5 } });
  });

  test('verifySignature tells the status and the quality of protection', () => {
    fakeSsp.message = (_, found) => {
      found.qop = 9;
      return 0;
    };
    expect(context.verifySignature(message())).toEqual({ status: 0, qop: 9 });
    fakeSsp.message = () => Status.SEC_E_MESSAGE_ALTERED;
    expect(thrownBy(() => context.verifySignature(message()))).toMatchObject({
      ...{ name: 'MessageAlteredError', syscall: 'SpVerifySignature' },
    });
  });

  test('a function that the table lacks is named', async () => {
    fakeSsp.dll = { ...FAKE_DLL, userTables: [[false, false, false, false, true, false]] };
    const bare = await establish();
    expect(thrownBy(() => bare.unsealMessage(message()))).toMatchObject({
      ...{ name: 'UnsupportedFunctionError', syscall: 'SpUnsealMessage' },
      hint: 'The table of SpUserModeInitialize has no UnsealMessage.',
    });
    expect(fakeSsp.messages).toEqual([]);
  });
});
