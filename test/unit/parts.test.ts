// Messages whose token stands apart from the data: WinRM and DCE/RPC.
import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED, KERBEROS_SIZES } from '../support/contexts';
import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';

import { ISC_RET, SECBUFFER, SECPKG_ATTR, SECQOP } from '#lib/constants';
import { Status } from '#lib/index';

const { DATA, READONLY_WITH_CHECKSUM, TOKEN } = SECBUFFER;
const SIGNED = (DATA | READONLY_WITH_CHECKSUM) >>> 0;
const DCE = GRANTED | ISC_RET.USED_DCE_STYLE;
const TEXT = Buffer.from('message');

beforeEach(() => {
  resetFake();
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
  fake.encrypt = ({ buffers }) => {
    const plain = buffers.find(({ type }) => type === DATA);
    fill(plain, String(bytesOf(plain)).toUpperCase());
    fill(
      buffers.find(({ type }) => type === TOKEN),
      'T'.repeat(60),
    );
    return 0;
  };
  fake.decrypt = (message) => {
    const plain = message.buffers.find(({ type }) => type === DATA);
    fill(plain, String(bytesOf(plain)).toLowerCase());
    message.qop = 0;
    return 0;
  };
});

function seen(): [number | undefined, string][] {
  return (fake.messages.at(-1)?.given ?? []).map((each) => [
    each.type,
    each.type === TOKEN ? `${String(each.size)} bytes` : String(bytesOf(each)).toLowerCase(),
  ]);
}

describe('a frame of WinRM', () => {
  test('is the length of the token, TOKEN and DATA, with no padding', async () => {
    const context = await established('Kerberos');
    const frame = context.wrapWinRM(TEXT);
    expect(frame.readUInt32LE(0)).toBe(60);
    expect(String(frame.subarray(4))).toBe(`${'T'.repeat(60)}MESSAGE`);
    expect(String(TEXT)).toBe('message');
    expect(fake.messages[0]?.given.map(({ type }) => type)).toEqual([TOKEN, DATA]);
  });

  test('is opened as TOKEN and DATA, and stays as it is', async () => {
    const context = await established('Kerberos');
    const frame = context.wrapWinRM(TEXT);
    const copy = Buffer.from(frame);
    expect(context.unwrapWinRM(frame)).toMatchObject({ data: TEXT, encrypted: true });
    expect(frame).toEqual(copy);
    expect(fake.messages[1]?.given.map(({ type, size }) => [type, size])).toEqual([
      [TOKEN, 60],
      [DATA, 7],
    ]);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['less than a length', Buffer.from([1, 0, 0])],
    ['less than it says', Buffer.from([9, 0, 0, 0, 1, 2])],
    ['a length of four gigabytes', Buffer.alloc(8, 0xff)],
  ])('is refused when there is %s', async (_, frame) => {
    const context = await established('Kerberos');
    expect(thrownBy(() => context.unwrapWinRM(frame))).toMatchObject({ name: 'InvalidTokenError' });
    expect(fake.messages).toEqual([]);
  });

  test('that is only signed is refused where encryption is required', async () => {
    const context = await established('Kerberos');
    const frame = context.wrapWinRM(TEXT);
    fake.decrypt = (message) => {
      message.qop = SECQOP.WRAP_NO_ENCRYPT;
      return 0;
    };
    expect(thrownBy(() => context.unwrapWinRM(frame))).toEqual(refusal('ERR_SSPI_NOT_ENCRYPTED'));
    expect(context.unwrapWinRM(frame, { requireEncryption: false }).encrypted).toBe(false);
  });

  test('is not for Schannel, nor for DCE style', async () => {
    const stream = await established('Schannel');
    const error = argumentError('ERR_INVALID_ARG_VALUE', 'Schannel');
    expect(thrownBy(() => stream.wrapWinRM(TEXT))).toEqual(error);
    expect(thrownBy(() => stream.unwrapWinRM(TEXT))).toEqual(error);
    const dce = await established('Kerberos', { flags: DCE });
    expect(thrownBy(() => dce.wrapWinRM(TEXT))).toEqual(refusal('ERR_SSPI_DCE_STYLE'));
  });
});

describe('a message of DCE/RPC', () => {
  const header = Buffer.from('header');
  const trailer = Buffer.from('trailer');

  test('is sealed with its header and trailer, the token last', async () => {
    const context = await established('Kerberos', { flags: DCE });
    const sealed = context.wrapDce({ header, data: TEXT, trailer });
    expect(String(sealed.data)).toBe('MESSAGE');
    expect(String(sealed.token)).toBe('T'.repeat(60));
    expect(seen()).toEqual([
      [SIGNED, 'header'],
      [DATA, 'message'],
      [SIGNED, 'trailer'],
      [TOKEN, '76 bytes'],
    ]);
    expect([header, TEXT, trailer].map(String)).toEqual(['header', 'message', 'trailer']);
  });

  test('is opened with the same parts, none of which is changed', async () => {
    const context = await established('Kerberos', { flags: DCE });
    const sealed = context.wrapDce({ header, data: TEXT, trailer });
    const opened = context.unwrapDce({ header, trailer, ...sealed });
    expect(opened).toMatchObject({ data: TEXT, encrypted: true });
    expect(String(sealed.data)).toBe('MESSAGE');
    expect(seen().map(([type]) => type)).toEqual([SIGNED, DATA, SIGNED, TOKEN]);
  });

  test('may be signed only, and need not have a header', async () => {
    const context = await established('Kerberos', { flags: DCE });
    context.wrapDce({ data: TEXT }, { encrypt: false });
    expect(fake.messages[0]?.qop).toBe(SECQOP.WRAP_NO_ENCRYPT);
    expect(seen().map(([type]) => type)).toEqual([DATA, TOKEN]);
  });

  test('passes on what the package says', async () => {
    fake.decrypt = () => Status.SEC_E_MESSAGE_ALTERED;
    const context = await established('Kerberos', { flags: DCE });
    expect(thrownBy(() => context.unwrapDce({ data: TEXT, token: TEXT }))).toMatchObject({
      name: 'MessageAlteredError',
    });
  });

  test.each<[unknown, ArgumentErrorCode, string]>([
    [null, 'ERR_INVALID_ARG_TYPE', 'message'],
    [{}, 'ERR_INVALID_ARG_TYPE', 'message.data'],
    [{ data: TEXT, header: 'text' }, 'ERR_INVALID_ARG_TYPE', 'message.header'],
    [{ data: TEXT, body: TEXT }, 'ERR_INVALID_ARG_VALUE', 'body'],
  ])('is refused when it is %p', async (message, code, text) => {
    const context = await established('Kerberos', { flags: DCE });
    const error = argumentError(code, text);
    expect(thrownBy(() => context.wrapDce(message as never))).toEqual(error);
  });
});
