import { beforeEach, describe, expect, test } from '@jest/globals';

import { established, GRANTED, KERBEROS_SIZES } from '../support/contexts';
import { argumentError, refusal, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';
import { bytesOf, fill } from '../support/fake-message';

import { ISC_RET, SECBUFFER, SECPKG_ATTR } from '#lib/constants';
import { SecBuffer, Status } from '#lib/index';

const DATA = Buffer.from('to be signed');
const UNSIGNED = GRANTED & ~ISC_RET.INTEGRITY;

beforeEach(() => {
  resetFake();
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
  fake.sign = ({ buffers: [data, token] }) => {
    fill(token, `MIC of ${String(bytesOf(data))}`);
    return 0;
  };
  fake.verify = ({ buffers: [data, token] }) =>
    String(bytesOf(token)) === `MIC of ${String(bytesOf(data))}` ? 0 : Status.SEC_E_MESSAGE_ALTERED;
});

describe('sign', () => {
  test('gives the signature, cut to its size, and leaves the message alone', async () => {
    const context = await established('Kerberos');
    expect(String(context.sign(DATA))).toBe('MIC of to be signed');
    expect(String(DATA)).toBe('to be signed');
    expect(fake.messages[0]).toMatchObject({ qop: 0, sequenceNumber: 0 });
    const [data, token] = fake.messages[0]?.given ?? [];
    expect([data?.type, token?.type]).toEqual([SECBUFFER.DATA, SECBUFFER.TOKEN]);
    expect(token?.size).toBe(KERBEROS_SIZES[1]);
  });

  test('is refused where integrity was not granted', async () => {
    const context = await established('NTLM', { flags: UNSIGNED });
    const error = { code: 'SEC_E_QOP_NOT_SUPPORTED', syscall: 'MakeSignature' };
    expect(thrownBy(() => context.sign(DATA))).toMatchObject(error);
    expect(thrownBy(() => context.makeSignature([SecBuffer.data(DATA)]))).toMatchObject(error);
    expect(fake.messages).toEqual([]);
  });

  test('passes on what the package says', async () => {
    fake.sign = () => Status.SEC_E_OUT_OF_SEQUENCE;
    const context = await established('Kerberos');
    expect(thrownBy(() => context.sign(DATA))).toMatchObject({
      name: 'OutOfSequenceError',
      syscall: 'MakeSignature',
      package: 'Kerberos',
    });
  });
});

describe('verify', () => {
  test('accepts what sign made, and nothing else', async () => {
    const context = await established('Kerberos');
    const signature = context.sign(DATA);
    expect(() => context.verify(DATA, signature)).not.toThrow();
    expect(thrownBy(() => context.verify(Buffer.from('other'), signature))).toMatchObject({
      name: 'MessageAlteredError',
      syscall: 'VerifySignature',
    });
  });
});

describe('a context without protection', () => {
  // What NTLM makes, and takes, when nothing was granted.
  const constant = Buffer.from('01000000000000000000000000000000', 'hex');

  test('takes no signature from anybody', async () => {
    fake.verify = () => 0;
    const context = await established('NTLM', { flags: 0 });
    const error = { code: 'SEC_E_QOP_NOT_SUPPORTED', syscall: 'VerifySignature' };
    expect(thrownBy(() => context.verify(DATA, constant))).toMatchObject(error);
  });

  test('takes no message from anybody', async () => {
    fake.decrypt = () => 0;
    const context = await established('NTLM', { flags: 0 });
    const error = { code: 'SEC_E_QOP_NOT_SUPPORTED', syscall: 'DecryptMessage' };
    const token = Buffer.concat([constant, DATA]);
    expect(thrownBy(() => context.unwrap(token))).toMatchObject(error);
    expect(fake.messages).toEqual([]);
  });
});

describe('the documented calls', () => {
  test('pass on quality of protection and sequence number', async () => {
    const context = await established('Kerberos');
    const token = SecBuffer.token(60);
    const signed = context.makeSignature([SecBuffer.data(DATA), token], {
      qop: 7,
      sequenceNumber: 9,
    });
    expect(fake.messages[0]).toMatchObject({ qop: 7, sequenceNumber: 9 });
    expect(String(signed.buffers[1]?.data)).toBe('MIC of to be signed');
    fake.verify = (message) => {
      message.qop = 3;
      return 0;
    };
    const result = context.verifySignature(signed.buffers, { sequenceNumber: 10 });
    expect(result).toEqual({ status: 0, qop: 3 });
    expect(fake.messages[1]).toMatchObject({ sequenceNumber: 10 });
  });

  test('refuse wrong arguments and closed contexts', async () => {
    const context = await established('Kerberos');
    const type = argumentError('ERR_INVALID_ARG_TYPE', 'data');
    expect(thrownBy(() => context.sign('text' as never))).toEqual(type);
    expect(thrownBy(() => context.verify(DATA, 5 as never))).toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'signature'),
    );
    expect(thrownBy(() => context.verifySignature([], { qop: 1 } as never))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'qop'),
    );
    context.close();
    expect(thrownBy(() => context.sign(DATA))).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(thrownBy(() => context.verify(DATA, DATA))).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test("give Wine's Kerberos no room that it would write beyond", async () => {
    fake.wineVersion = '10.0';
    const context = await established('Kerberos');
    // A signature is of 28 bytes, and of 37 with RC4 keys.
    const buffers = (size: number): SecBuffer[] => [SecBuffer.data(DATA), SecBuffer.token(size)];
    expect(thrownBy(() => context.makeSignature(buffers(36)))).toMatchObject({
      name: 'BufferTooSmallError',
      syscall: 'MakeSignature',
    });
    expect(fake.messages).toEqual([]);
    expect(context.makeSignature(buffers(37))).toMatchObject({ status: 0 });
  });
});
