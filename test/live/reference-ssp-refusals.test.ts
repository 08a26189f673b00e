import { expect, test } from '@jest/globals';

import { ISC_REQ, SECBUFFER, SecBuffer } from 'secur32';

import { binding } from '#lib/binding';
import { METHOD } from '#lib/message/calls';

import { describeReference } from '../support/describe-reference.js';
import { runBuffers } from '../support/run-buffers.js';
import { thrownBy } from '../support/errors.js';
import { pack } from '../support/reference-crypto.js';
import {
  BUILT,
  connectReference,
  copy,
  HOSTED,
  message,
  SECRET,
  SECUR32,
  TOKEN_SIZE,
} from '../support/reference-ssp.js';

const INVALID_PARAMETER = { code: 'STATUS_INVALID_PARAMETER', name: 'NtStatusError' };
const INVALID_HANDLE = { code: 'STATUS_INVALID_HANDLE', name: 'NtStatusError' };

/** A context of the addon itself, which makes calls that the library refuses before. */
async function bareContext() {
  const native = binding();
  const module = new native.SspModule();
  module.load(BUILT);
  const credentials = new native.SspCredentials();
  const identity = { user: 'alice', domain: '', password: SECRET, packageList: '' };
  await credentials.acquire(module, 0, { use: 2, identity });
  return new native.SspContext(credentials);
}

// What the library refuses by itself before the package is reached, by one way or by both.
describeReference('a message that the example package refuses by itself', () => {
  test('is refused with an invalid handle where no integrity was asked for', async () => {
    const options = { client: { flags: 0 }, server: { flags: 0 } };
    using pair = await connectReference(HOSTED, HOSTED, options);
    const { client, server } = pair;
    expect(client.flags & (ISC_REQ.INTEGRITY | ISC_REQ.CONFIDENTIALITY)).toBe(0);
    expect(thrownBy(() => client.seal(message('?')))).toMatchObject({
      ...{ ...INVALID_HANDLE, syscall: 'SpSealMessage' },
    });
    expect(thrownBy(() => client.sign(message('?')))).toMatchObject(INVALID_HANDLE);
    expect(thrownBy(() => server.unseal(message('?')))).toMatchObject(INVALID_HANDLE);
    expect(thrownBy(() => server.verify(message('?')))).toMatchObject(INVALID_HANDLE);
  });

  test('is refused by Secur32 without DATA, with two of them, or a read-only one', async () => {
    using pair = await connectReference(SECUR32);
    const token = () => SecBuffer.token(TOKEN_SIZE);
    const data = (flags?: number) => ({
      ...SecBuffer.data(Buffer.from('a message')),
      ...(flags !== undefined && { flags }),
    });
    expect(thrownBy(() => pair.client.seal([token()]))).toMatchObject({
      ...{ code: 'SEC_E_INVALID_TOKEN', name: 'InvalidTokenError' },
    });
    for (const buffers of [
      [token(), data(), data()],
      [token(), data(SECBUFFER.READONLY)],
      [token(), data(SECBUFFER.READONLY_WITH_CHECKSUM)],
      [token(), data(), data(SECBUFFER.READONLY_WITH_CHECKSUM)],
    ]) {
      const before = copy(buffers);
      expect(thrownBy(() => pair.client.seal(buffers))).toMatchObject(INVALID_PARAMETER);
      expect(copy(buffers)).toEqual(before);
    }
  });

  test('is refused with an invalid handle before there is a key', async () => {
    const context = await bareContext();
    const leg = await context.initialize(null, 0x10, [], [{ type: SECBUFFER.TOKEN, size: 1024 }]);
    expect(leg.status).toBe(0x90312);
    for (const method of Object.values(METHOD)) {
      const request = { method, buffers: message('?') as never, qop: 0, sequenceNumber: 0 };
      expect(runBuffers(context, request).status).toBe(0xc000_0008);
    }
    context.close();
  });

  test('is refused with an invalid handle after its context was exported', async () => {
    const context = await bareContext();
    const packed = pack({ role: 'client', key: Buffer.alloc(32, 7) });
    expect(await context.import(packed)).toMatchObject({ status: 0 });
    expect(context.export(2).status).toBe(0);
    const request = { method: METHOD.PROTECT, buffers: message('?') as never };
    const numbers = { qop: 0, sequenceNumber: 0 };
    expect(runBuffers(context, { ...request, ...numbers }).status).toBe(0xc000_0008);
    expect(context.export(2).status).toBe(0xc000_0008);
    context.close();
  });
});
