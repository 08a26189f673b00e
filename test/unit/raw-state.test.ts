import { beforeEach, expect, test } from '@jest/globals';

import { acquire, established, leg } from '../support/contexts';
import { refusal, rejectionOf, thrownBy } from '../support/errors';
import { fake, resetFake } from '../support/fake-binding';

import { SCHANNEL, SECBUFFER } from '#lib/constants';
import { raw, Status } from '#lib/index';

// What raw calls do to a context, its methods go by.

beforeEach(() => {
  resetFake();
});

test('step() after a raw leg asks for the same target and flags', async () => {
  fake.legs = [leg({ status: Status.SEC_I_CONTINUE_NEEDED }), leg()];
  const credentials = await acquire('Kerberos');
  const request = { target: 'HTTP/real.target', flags: 0x1234 };
  const { context } = await raw.initializeSecurityContext(credentials, request);
  await context.step(Buffer.from('answer'));
  expect(fake.legCalls).toMatchObject([request, request]);
});

test('a raw message that asks for a new handshake holds messages back', async () => {
  const context = await established('Schannel');
  fake.decrypt = () => Status.SEC_I_RENEGOTIATE;
  raw.decryptMessage(context, []);
  expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(
    refusal('ERR_SSPI_NOT_ESTABLISHED'),
  );
});

test('a raw control token that ends the stream ends the messages', async () => {
  const context = await established('Schannel');
  fake.control = () => 0;
  const token = Buffer.alloc(4);
  token.writeUInt32LE(SCHANNEL.SHUTDOWN);
  await raw.applyControlToken(context, token);
  expect(thrownBy(() => context.wrap(Buffer.from('x')))).toEqual(refusal('ERR_SSPI_CLOSED'));
});

test('a closed handle is a status, and so is what Wine refuses', async () => {
  fake.wineVersion = '10.0';
  expect(await raw.acquireCredentialsHandle({ package: 'NTLM', packageList: ['NTLM'] })).toEqual({
    status: Status.SEC_E_UNSUPPORTED_FUNCTION,
    syscall: 'AcquireCredentialsHandle',
  });
});

test('outputs of a leg have a limit in number and in all', async () => {
  const credentials = await acquire('NTLM');
  const many = (count: number, size: number) =>
    Array.from({ length: count }, () => ({ type: SECBUFFER.TOKEN, size }));
  for (const outputs of [many(257, 1), many(3, 0x80_0000)]) {
    const error = await rejectionOf(raw.initializeSecurityContext(credentials, { outputs }));
    expect(error).toMatchObject({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE' });
  }
  expect(fake.legCalls).toEqual([]);
});

test('session ticket keys are read once', async () => {
  const credentials = await acquire('Schannel');
  let reads = 0;
  const key = {
    keyId: Buffer.alloc(16),
    get keyingMaterial() {
      reads += 1;
      return Buffer.alloc(reads === 1 ? 32 : 60);
    },
  };
  await credentials.set('sessionTicketKeys', [key]);
  expect(reads).toBe(1);
});

test('secrets that are set are wiped of our own memory', async () => {
  const credentials = await acquire('Schannel');
  const keys = [{ keyId: Buffer.alloc(16, 1), keyingMaterial: Buffer.alloc(64, 2) }];
  await credentials.set('sessionTicketKeys', keys);
  const [given] = (fake.given[0] ?? []) as Buffer[];
  expect(given).toHaveLength(88);
  expect(given?.every((byte) => byte === 0)).toBe(true);
  expect(keys[0]?.keyingMaterial[0]).toBe(2);
});
