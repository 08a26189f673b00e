import { expect, test } from '@jest/globals';

import type { ClientContext, ServerContext } from 'secur32';
import {
  ASC_REQ,
  ASC_RET,
  BufferTooSmallError,
  DEFAULT_ACCEPT_FLAGS,
  DEFAULT_INITIATE_FLAGS,
  ISC_REQ,
  ISC_RET,
  MessageAlteredError,
  SecBuffer,
  SECBUFFER,
  UnsupportedFunctionError,
} from 'secur32';

import { describeKerberos } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { refusal, thrownBy } from '../support/errors.js';
import { flipped } from '../support/flip.js';
import { prepare } from '../support/loopback.js';
import { onWine } from '../support/platform.js';
import { KERBEROS_DCE, kerberosHeader } from '../support/sealed.js';

const DCE_STYLE = {
  flags: DEFAULT_INITIATE_FLAGS | ISC_REQ.USE_DCE_STYLE,
  acceptFlags: DEFAULT_ACCEPT_FLAGS | ASC_REQ.USE_DCE_STYLE,
};

// Its length is a multiple of 16, as DCE/RPC pads its stubs.
const STUB = Buffer.from('the stub of a request of DCE/RPC');
const HEADER = Buffer.from('the header of the packet');

type Context = ClientContext | ServerContext;

function seal(from: Context, data: Buffer): [Buffer, Buffer] {
  const { buffers } = from.encryptMessage([
    SecBuffer.data(data),
    SecBuffer.token(from.query('sizes').securityTrailer),
  ]);
  return buffers.map((each) => each.data) as [Buffer, Buffer];
}

function open(by: Context, data: Buffer, token: Buffer): Uint8Array | undefined {
  return by.decryptMessage([SecBuffer.data(data), SecBuffer.token(token)]).data;
}

describeKerberos('a DCE style context of %s', (name) => {
  const loopback = connectBeforeEach(name, DCE_STYLE);

  test('has the style on both ends', () => {
    const { client, server } = loopback();
    expect(client.flags & ISC_RET.USED_DCE_STYLE).toBe(ISC_RET.USED_DCE_STYLE);
    expect(server.flags & ASC_RET.USED_DCE_STYLE).toBe(ASC_RET.USED_DCE_STYLE);
    expect(client.query('sizes').securityTrailer).toBe(KERBEROS_DCE);
  });

  test('seals DATA in place, with all that protects it in TOKEN', () => {
    const { client, server } = loopback();
    const data = Buffer.from(STUB);
    const [sealed, token] = seal(client, data);
    expect(token).toHaveLength(KERBEROS_DCE);
    expect(data.equals(STUB)).toBe(false);
    expect(sealed).toEqual(data);
    expect(open(server, data, token)).toEqual(STUB);
    expect(data).toEqual(STUB);
  });

  test('seals on both ends', () => {
    const { client, server } = loopback();
    const [data, token] = seal(server, Buffer.from(STUB));
    expect(kerberosHeader(token)).toMatchObject({ sealed: true, sentByAcceptor: true });
    expect(open(client, data, token)).toEqual(STUB);
  });

  test('rotates its tokens, and fills them up to a block', () => {
    const [, token] = seal(loopback().client, Buffer.from(STUB));
    expect(kerberosHeader(token)).toMatchObject({ sealed: true, extra: 16, rotation: 28 });
  });

  test.each<[string, number, 'data' | 'token']>([
    ['the data', 0, 'data'],
    ['the token', 20, 'token'],
    ['the end of the token', -1, 'token'],
  ])('sees a flipped bit in %s', (_, at, part) => {
    const { client, server } = loopback();
    const [data, token] = seal(client, Buffer.from(STUB));
    const error = thrownBy(() =>
      part === 'data'
        ? open(server, flipped(data, at), token)
        : open(server, data, flipped(token, at)),
    );
    expect(error).toBeInstanceOf(MessageAlteredError);
  });

  test.each([0, 16, 60, 75])('refuses a TOKEN of %d bytes, and leaves DATA as it is', (size) => {
    const { client } = loopback();
    const data = Buffer.from(STUB);
    const error = thrownBy(() =>
      client.encryptMessage([SecBuffer.data(data), SecBuffer.token(size)]),
    );
    expect(error).toBeInstanceOf(BufferTooSmallError);
    expect(data).toEqual(STUB);
  });

  test('has no single tokens: wrap and unwrap refuse', () => {
    const { client } = loopback();
    const error = refusal('ERR_SSPI_DCE_STYLE');
    expect(thrownBy(() => client.wrap(STUB))).toEqual(error);
    expect(thrownBy(() => client.unwrap(STUB))).toEqual(error);
  });

  test('authenticates the header of a packet that it leaves readable', () => {
    const { client, server } = loopback();
    const packet = (header: Buffer, data: Buffer, token: Buffer): SecBuffer[] => [
      { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY_WITH_CHECKSUM, data: header },
      SecBuffer.data(data),
      SecBuffer.token(token),
    ];
    const [data, token] = [Buffer.from(STUB), Buffer.alloc(KERBEROS_DCE)];
    const encrypt = (): unknown => client.encryptMessage(packet(Buffer.from(HEADER), data, token));
    if (onWine) {
      // Wine would leave the header out of the checksum: the library refuses.
      expect(thrownBy(encrypt)).toBeInstanceOf(UnsupportedFunctionError);
      return;
    }
    encrypt();
    const altered = packet(flipped(HEADER, 0), Buffer.from(data), Buffer.from(token));
    expect(thrownBy(() => server.decryptMessage(altered))).toBeInstanceOf(MessageAlteredError);
    server.decryptMessage(packet(Buffer.from(HEADER), data, token));
    expect(data).toEqual(STUB);
  });
});

describeKerberos('the handshake of a DCE style context of %s', (name) => {
  test('has a third leg', async () => {
    using prepared = await prepare(name, DCE_STYLE);
    const { client, server } = prepared;
    const first = await client.step();
    const second = await server.step(first.token);
    expect([first.done, second.done]).toEqual([false, false]);
    const third = await client.step(second.token);
    expect([third.done, third.token === undefined]).toEqual([true, false]);
    const last = await server.step(third.token);
    expect([last.done, last.token]).toEqual([true, undefined]);
  });
});
