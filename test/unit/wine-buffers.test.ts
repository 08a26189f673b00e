import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import { ISC_RET, SECBUFFER } from '#lib/constants';
import { SecBuffer, Status } from '#lib/index';

const DCE = GRANTED | ISC_RET.USED_DCE_STYLE;

const onWine = (): void => {
  fake.wineVersion = '10.0';
};

beforeEach(resetFake);

function sspiError(name: string, syscall: string): unknown {
  return expect.objectContaining({ name, syscall });
}

describe("a TOKEN buffer that Wine's Kerberos would write beyond", () => {
  const buffers = (size: number): SecBuffer[] => [
    SecBuffer.data(Buffer.from('plain')),
    SecBuffer.token(size),
  ];

  beforeEach(() => {
    fake.encrypt = () => 0;
  });

  test('is refused in DCE style', async () => {
    onWine();
    const context = await established('Kerberos', { flags: DCE });
    expect(() => context.encryptMessage(buffers(75))).toThrow(
      sspiError('BufferTooSmallError', 'EncryptMessage'),
    );
    expect(fake.messages).toEqual([]);
    expect(context.encryptMessage(buffers(76))).toMatchObject({ status: 0 });
    expect(context.encryptMessage(buffers(76).slice(0, 1))).toMatchObject({ status: 0 });
  });

  test('is refused behind a longer one with flags, which Wine passes over', async () => {
    onWine();
    const flags = SECBUFFER.READONLY_WITH_CHECKSUM;
    const passedOver = { type: SECBUFFER.TOKEN, flags, data: Buffer.alloc(76) };
    const context = await established('Kerberos', { flags: DCE });
    const seal = () => context.encryptMessage([passedOver, ...buffers(75)]);
    expect(seal).toThrow(sspiError('BufferTooSmallError', 'EncryptMessage'));
    const sign = () => context.makeSignature([passedOver, ...buffers(27)]);
    expect(sign).toThrow(sspiError('BufferTooSmallError', 'MakeSignature'));
    expect(fake.messages).toEqual([]);
  });

  test.each([
    ['another style', '10.0', 'Kerberos', GRANTED],
    ['NTLM', '10.0', 'NTLM', DCE],
    ['Windows', null, 'Kerberos', DCE],
  ])('is left to the package: %s', async (_name, version, name, flags) => {
    fake.wineVersion = version;
    const context = await established(name, { flags });
    expect(context.encryptMessage(buffers(16))).toMatchObject({ status: 0 });
  });
});

describe("a DATA buffer that Wine's Kerberos would read beyond", () => {
  const sealed = Buffer.from([5, 4, 2, 0, 0]);
  const signed = Buffer.from([5, 4, 0, 0, 0]);

  beforeEach(() => {
    fake.decrypt = () => 0;
  });

  test.each([
    ['sealed', sealed, 60],
    ['signed', signed, 28],
    ['sealed, with all flags in TOKEN', sealed.subarray(0, 2), 60],
    ['of RC4 keys', Buffer.from([0x60, 0x81, 0x80]), 47],
  ])('is refused: %s', async (_name, data, overhead) => {
    onWine();
    const context = await established('Kerberos');
    const open = (size: number) => {
      const token = Buffer.concat([sealed.subarray(2), Buffer.alloc(60)]).subarray(0, size);
      return context.decryptMessage([SecBuffer.token(token), SecBuffer.data(Buffer.from(data))]);
    };
    expect(() => open(overhead - 1)).toThrow(sspiError('InvalidTokenError', 'DecryptMessage'));
    expect(() => open(0)).toThrow(sspiError('InvalidTokenError', 'DecryptMessage'));
    expect(fake.messages).toEqual([]);
    expect(open(overhead)).toMatchObject({ status: 0 });
  });

  test.each([
    ['DCE style', '10.0', 'Kerberos', DCE],
    ['NTLM', '10.0', 'NTLM', GRANTED],
    ['Windows', null, 'Kerberos', GRANTED],
  ])('is left to the package: %s', async (_name, version, name, flags) => {
    fake.wineVersion = version;
    const context = await established(name, { flags });
    const buffers = [SecBuffer.token(16), SecBuffer.data(sealed)];
    expect(context.decryptMessage(buffers)).toMatchObject({ status: 0 });
  });

  test('is refused behind others with flags, which Wine passes over', async () => {
    onWine();
    const flags = SECBUFFER.READONLY;
    const context = await established('Kerberos');
    const passedOver = [
      { type: SECBUFFER.TOKEN, flags, data: Buffer.alloc(60) },
      { type: SECBUFFER.DATA, flags },
    ];
    const open = () =>
      context.decryptMessage([...passedOver, SecBuffer.token(59), SecBuffer.data(sealed)]);
    expect(open).toThrow(sspiError('InvalidTokenError', 'DecryptMessage'));
    expect(fake.messages).toEqual([]);
  });

  test('is left to the package where TOKEN or DATA is missing', async () => {
    onWine();
    const context = await established('Kerberos');
    for (const buffers of [[SecBuffer.token(1)], [SecBuffer.data(sealed)]]) {
      expect(context.decryptMessage(buffers)).toMatchObject({ status: 0 });
    }
  });
});

describe('less than the header of a record', () => {
  const received = (size: number) => [SecBuffer.data(Buffer.alloc(size)), SecBuffer.empty()];

  test.each([
    [0, 5],
    [4, 1],
  ])('does not reach Wine: %p bytes', async (size, missing) => {
    onWine();
    const context = await established('Schannel');
    expect(context.decryptMessage(received(size))).toEqual({
      status: Status.SEC_E_INCOMPLETE_MESSAGE,
      qop: 0,
      buffers: [],
      missing,
      renegotiate: false,
      expired: false,
    });
    expect(fake.messages).toEqual([]);
  });

  test.each([
    ['a whole header', '10.0', 'Schannel', 5],
    ['another package', '10.0', 'NTLM', 4],
    ['Windows', null, 'Schannel', 4],
  ])('is left to the package: %s', async (_name, version, name, size) => {
    fake.wineVersion = version;
    fake.decrypt = () => 0;
    const context = await established(name);
    expect(context.decryptMessage(received(size))).toMatchObject({ status: 0 });
  });

  test('does not reach Wine behind a DATA with flags, which it passes over', async () => {
    onWine();
    const context = await established('Schannel');
    const passedOver = { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: Buffer.alloc(99) };
    expect(context.decryptMessage([passedOver, ...received(4)])).toMatchObject({ missing: 1 });
  });

  test('is left to the package where there is no DATA', async () => {
    onWine();
    fake.decrypt = () => 0;
    const context = await established('Schannel');
    expect(context.decryptMessage([SecBuffer.empty()])).toMatchObject({ status: 0 });
  });
});

describe('the buffers of a record', () => {
  const { header, data, trailer } = {
    header: SecBuffer.streamHeader(5),
    data: SecBuffer.data(Buffer.from('plain')),
    trailer: SecBuffer.streamTrailer(8),
  };

  beforeEach(() => {
    fake.encrypt = () => 0;
  });

  test.each<[string, SecBuffer[], string]>([
    ['a short header', [SecBuffer.streamHeader(4), data, trailer], 'BufferTooSmallError'],
    ['a long header', [SecBuffer.streamHeader(6), data, trailer], 'UnsupportedFunctionError'],
    ['a short trailer', [header, data, SecBuffer.streamTrailer(7)], 'BufferTooSmallError'],
    ['no header', [SecBuffer.token(5), data, trailer], 'InvalidTokenError'],
    ['no data', [header, trailer], 'InvalidTokenError'],
    ['no trailer', [header, data], 'InvalidTokenError'],
    ['flags', [{ ...header, flags: SECBUFFER.READONLY }, data, trailer], 'InvalidTokenError'],
    ['flagged data', [{ ...data, flags: 0x1000_0000 }, header, trailer], 'InvalidTokenError'],
  ])('do not reach Wine with %s', async (_name, buffers, name) => {
    const onWindows = await established('Schannel');
    expect(onWindows.encryptMessage(buffers)).toMatchObject({ status: 0 });
    onWine();
    const context = await established('Schannel');
    expect(() => context.encryptMessage(buffers)).toThrow(sspiError(name, 'EncryptMessage'));
    expect(fake.messages).toHaveLength(1);
    expect(context.encryptMessage([header, data, trailer])).toMatchObject({ status: 0 });
  });
});

describe('a DATA buffer that Wine would send as it is', () => {
  const checked = SECBUFFER.READONLY_WITH_CHECKSUM;
  const data = (): SecBuffer => SecBuffer.data(Buffer.from('plain'));
  const signed = { type: SECBUFFER.DATA, flags: checked, data: Buffer.from('header') };
  const inType = { type: SECBUFFER.DATA | checked, data: Buffer.from('header') };

  beforeEach(() => {
    fake.encrypt = () => 0;
    fake.decrypt = () => 0;
  });

  test.each<[string, string, SecBuffer[]]>([
    ['Kerberos', 'a second one', [data(), data()]],
    ['NTLM', 'a second one', [data(), data()]],
    ['Kerberos', 'one that is to be signed', [signed, data()]],
    ['Kerberos', 'one with its flags in its type', [inType, data()]],
  ])('is refused, of %s: %s', async (name, _what, buffers) => {
    const message = [SecBuffer.token(76), ...buffers];
    const onWindows = await established(name);
    expect(onWindows.encryptMessage(message)).toMatchObject({ status: 0 });
    expect(onWindows.decryptMessage(message)).toMatchObject({ status: 0 });
    onWine();
    const context = await established(name);
    const sealing = sspiError('UnsupportedFunctionError', 'EncryptMessage');
    const opening = sspiError('UnsupportedFunctionError', 'DecryptMessage');
    expect(() => context.encryptMessage(message)).toThrow(sealing);
    expect(() => context.decryptMessage(message)).toThrow(opening);
    expect(fake.messages).toHaveLength(2);
  });

  test('is none of those that NTLM signs', async () => {
    onWine();
    const context = await established('NTLM');
    expect(context.encryptMessage([SecBuffer.token(16), signed, data()])).toMatchObject({
      status: 0,
    });
  });
});
