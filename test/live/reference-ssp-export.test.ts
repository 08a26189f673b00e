import { expect, test } from '@jest/globals';

import { SECQOP, SspModule } from 'secur32';

import { describeReference } from '../support/describe-reference.js';
import { pack } from '../support/reference-crypto.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import type { ReferenceEnd, Route } from '../support/reference-ssp.js';
import {
  BUILT,
  bytesOf,
  connectReference,
  hosted,
  HOSTED,
  hostedEnd,
  INSTALLED,
  message,
  textOf,
  SECRET,
  SECUR32,
  shakeReferenceHands,
} from '../support/reference-ssp.js';

/** A context of the host with the session key of another one: the same key, and no number used. */
async function withKeyOf(end: ReferenceEnd, role: 'client' | 'server'): Promise<ReferenceEnd> {
  using module = SspModule.load(BUILT);
  return hostedEnd(await module.importContext(pack({ role, key: end.query('sessionKey') })));
}

async function establish(route: Route = HOSTED) {
  using module = SspModule.load(BUILT);
  const identity = { user: 'alice', password: SECRET };
  using credentials = await module.acquire({ identity });
  const client = credentials.initiate();
  const server = await route.accept();
  await shakeReferenceHands(hostedEnd(client), server);
  return { client, server };
}

describeReference('both ways to the example package', () => {
  test.each(['client', 'server'] as const)(
    'make the same bytes of the same key, number and message, as a %s',
    async (role) => {
      using pair = await connectReference(SECUR32);
      const direct = await withKeyOf(pair[role], role);
      for (const data of ['the same', '', 'x'.repeat(70_000)]) {
        const encrypted = pair[role].seal(message(data));
        const sealed = direct.seal(message(data));
        expect(bytesOf(sealed.buffers)).toEqual(bytesOf(encrypted.buffers));
      }
      const qop = SECQOP.WRAP_NO_ENCRYPT;
      const wrapped = pair[role].seal(message('in the open'), { qop });
      expect(bytesOf(direct.seal(message('in the open'), { qop }).buffers)).toEqual(
        bytesOf(wrapped.buffers),
      );
      const signed = pair[role].sign(message('signed'));
      expect(bytesOf(direct.sign(message('signed')).buffers)).toEqual(bytesOf(signed.buffers));
      direct.close();
    },
  );

  test('make the same bytes under a number of the caller', async () => {
    using pair = await connectReference(SECUR32);
    const direct = await withKeyOf(pair.client, 'client');
    const options = { sequenceNumber: 0x1234_5678 };
    const encrypted = pair.client.seal(message('numbered'), options);
    const sealed = direct.seal(message('numbered'), options);
    expect(bytesOf(sealed.buffers)).toEqual(bytesOf(encrypted.buffers));
    expect(textOf(pair.server.unseal(sealed.buffers, options).buffers)).toBe('numbered');
    direct.close();
  });

  test('lead to one module where the path is the same', async () => {
    using pair = await connectReference(SECUR32, hosted(INSTALLED));
    const { buffers } = pair.client.seal(message('to itself'));
    expect(textOf(pair.server.unseal(buffers).buffers)).toBe('to itself');
  });
});

describeReference('an export of the example package', () => {
  test('moves a context with its key and its counts', async () => {
    const { client, server } = await establish();
    server.unseal(client.sealMessage(message('first')).buffers);
    client.unsealMessage(server.seal(message('answer')).buffers);
    const key = client.query('sessionKey');
    const packed = client.export({ deleteOld: true });
    expect(client.state).toBe('closed');
    expect(thrownBy(() => client.sealMessage(message('?')))).toEqual(refusal('ERR_SSPI_CLOSED'));

    using module = SspModule.load(BUILT);
    using moved = await module.importContext(packed);
    expect(moved.query('sessionKey')).toEqual(key);
    expect(moved.query('names')).toEqual({ userName: 'alice' });
    const second = moved.sealMessage(message('second'));
    expect(textOf(server.unseal(second.buffers).buffers)).toBe('second');
    const answer = server.seal(message('second answer'));
    expect(textOf(moved.unsealMessage(answer.buffers).buffers)).toBe('second answer');
    server.close();
  });

  test('has the layout that its README tells', async () => {
    const { client, server } = await establish();
    server.unseal(client.sealMessage(message('first')).buffers);
    const key = client.query('sessionKey');
    expect(client.export({ deleteOld: true })).toEqual(pack({ role: 'client', key, sent: 1 }));
    server.close();
  });

  test('leaves no copy, and begins no count anew', async () => {
    const { client, server } = await establish();
    for (const options of [{}, { resetNew: true }, { resetNew: true, deleteOld: true }]) {
      expect(thrownBy(() => client.export(options))).toMatchObject({
        ...{ code: 'SEC_E_UNSUPPORTED_FUNCTION', syscall: 'SpExportContext' },
      });
    }
    const { buffers } = client.sealMessage(message('still here'));
    expect(textOf(server.unseal(buffers).buffers)).toBe('still here');
    client.close();
    server.close();
  });

  const key = Buffer.alloc(32, 7);
  const whole = pack({ role: 'client', key });
  const changed = (at: number, value: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(value, at);
    return bytes;
  };
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['another mark', changed(0, 0)],
    ['no such role', changed(14, 3)],
    ['no such counter', changed(16, 3)],
    ['a piece of a key', whole.subarray(0, 60)],
    ['half a letter', Buffer.concat([whole, Buffer.of(0)])],
    ['a name that is too long', pack({ role: 'client', key, user: 'x'.repeat(257) })],
  ])('is not imported from %s', async (_, packed) => {
    using module = SspModule.load(BUILT);
    expect(await rejectionOf(module.importContext(packed))).toMatchObject({
      ...{ code: 'STATUS_INVALID_PARAMETER', syscall: 'SpImportContext' },
    });
  });

  test('keeps the package loaded, after its module was closed', async () => {
    const module = SspModule.load(BUILT);
    const one = await module.importContext(pack({ role: 'client', key }));
    const other = await module.importContext(pack({ role: 'server', key }));
    module.close();
    const { buffers } = one.sealMessage(message('a message'));
    expect(textOf(other.unsealMessage(buffers).buffers)).toBe('a message');
    one.close();
    other.close();
  });
});

describeReference('the context of one module of the example package', () => {
  test('is not ended by another module of the same file', async () => {
    const { client, server } = await establish();
    const other = SspModule.load(BUILT);
    (await other.acquire({ identity: { user: 'bob', password: SECRET } })).close();
    other.close();
    const { buffers } = client.sealMessage(message('still here'));
    expect(textOf(server.unseal(buffers).buffers)).toBe('still here');
    client.close();
    server.close();
  });

  test('seals on the thread pool in its order, while it opens', async () => {
    const { client, server } = await establish();
    const seals = Array.from({ length: 50 }, (_, i) =>
      client.sealMessageAsync(message(`message ${i}`)),
    );
    const opens = Array.from({ length: 50 }, (_, i) =>
      client.unsealMessageAsync(server.seal(message(`answer ${i}`)).buffers),
    );
    for (const [i, { buffers }] of (await Promise.all(seals)).entries()) {
      expect(textOf(server.unseal(buffers).buffers)).toBe(`message ${i}`);
    }
    for (const [i, { buffers }] of (await Promise.all(opens)).entries()) {
      expect(textOf(buffers)).toBe(`answer ${i}`);
    }
    const signed = await client.makeSignatureAsync(message('signed'));
    expect(server.verify(signed.buffers).status).toBe(0);
    const signature = server.sign(message('signed'));
    expect(await client.verifySignatureAsync(signature.buffers)).toEqual({ status: 0, qop: 0 });
    client.close();
    server.close();
  });
});
