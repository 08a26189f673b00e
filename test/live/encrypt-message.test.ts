import { describe, expect, test } from '@jest/globals';

import {
  BufferTooSmallError,
  InvalidTokenError,
  SecBuffer,
  SECBUFFER,
  SECQOP,
  SspiError,
  Status,
  UnsupportedFunctionError,
} from 'secur32';

import { describeEach, GSS_PACKAGES } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { refusal, thrownBy } from '../support/errors.js';
import type { End } from '../support/loopback.js';
import { onWine } from '../support/platform.js';
import {
  KERBEROS_SEALED,
  kerberosHeader,
  mechanismOf,
  NTLM_SIGNATURE,
  ntlmSequence,
  ROTATION,
  serverProtects,
} from '../support/sealed.js';

// The documented calls of Kerberos, Negotiate and NTLM, with the buffers of the caller.

const TEXT = Buffer.from('plaintext that nobody else should read');

/** The layout of every caller of Windows: TOKEN, DATA and PADDING. */
function layout(end: End, data: Buffer): SecBuffer[] {
  const { securityTrailer, blockSize } = end.query('sizes');
  return [SecBuffer.token(securityTrailer), SecBuffer.data(data), SecBuffer.padding(blockSize)];
}

const bytesOf = (buffer: SecBuffer | undefined): Buffer => Buffer.from(buffer?.data ?? []);

/** The parts of a sealed message in their order on the wire; Wine's Kerberos puts DATA first. */
function onTheWire(end: End, buffers: readonly SecBuffer[]): Buffer {
  const [token, data, padding] = buffers.map(bytesOf);
  const dataFirst = onWine && mechanismOf(end) === 'Kerberos';
  const parts = dataFirst ? [data, token] : [token, data, padding];
  return Buffer.concat(parts.filter((each) => each !== undefined));
}

describeEach(GSS_PACKAGES, 'EncryptMessage of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('overwrites the memory of the caller', () => {
    const { client } = loopback();
    const data = Buffer.from(TEXT);
    const { status, buffers } = client.encryptMessage(layout(client, data));
    expect(status).toBe(Status.SEC_E_OK);
    expect(data.equals(TEXT)).toBe(false);
    expect(bytesOf(buffers[1])).toEqual(data);
  });

  test('cuts the token to its size', () => {
    const { client } = loopback();
    const buffers = layout(client, Buffer.from(TEXT));
    const result = client.encryptMessage(buffers);
    const expected = mechanismOf(client) === 'NTLM' ? NTLM_SIGNATURE : KERBEROS_SEALED;
    expect(result.buffers.map((each) => each.type)).toEqual(buffers.map((each) => each.type));
    expect(result.buffers[0]?.data).toHaveLength(expected);
    expect(result.buffers[1]?.data).toHaveLength(TEXT.length);
  });

  test('makes the token of the package', () => {
    const { client } = loopback();
    const [first, second] = [1, 2].map(() => {
      const { buffers } = client.encryptMessage(layout(client, Buffer.from(TEXT)));
      return onTheWire(client, buffers);
    }) as [Buffer, Buffer];
    if (mechanismOf(client) === 'NTLM') {
      expect(ntlmSequence(second)).toBe(ntlmSequence(first) + 1);
      return;
    }
    const header = kerberosHeader(first);
    expect(header).toMatchObject({ sealed: true, sentByAcceptor: false });
    expect([header.extra, header.rotation]).toEqual([0, ROTATION.sealed]);
    expect(kerberosHeader(second).sequence).toBe(header.sequence + 1n);
  });

  test('takes TOKEN and DATA alone, as WinRM does', () => {
    const { client, server } = loopback();
    const { buffers } = client.encryptMessage(layout(client, Buffer.from(TEXT)).slice(0, 2));
    if (!serverProtects(name)) return;
    expect(server.unwrap(onTheWire(client, buffers)).data).toEqual(TEXT);
  });

  test('takes buffers of one memory and of several', () => {
    const { client, server } = loopback();
    const room = client.query('sizes').securityTrailer;
    const memory = Buffer.alloc(room + TEXT.length);
    TEXT.copy(memory, room);
    const { buffers } = client.encryptMessage([
      SecBuffer.token(memory.subarray(0, room)),
      SecBuffer.data(memory.subarray(room)),
    ]);
    const separate = client.encryptMessage(layout(client, Buffer.from(TEXT)));
    if (!serverProtects(name)) return;
    expect(server.unwrap(onTheWire(client, buffers)).data).toEqual(TEXT);
    expect(server.unwrap(onTheWire(client, separate.buffers)).data).toEqual(TEXT);
  });

  test('finds its buffers by type, in any order', () => {
    const { client, server } = loopback();
    const [token, data, padding] = layout(client, Buffer.from(TEXT)) as [
      SecBuffer,
      SecBuffer,
      SecBuffer,
    ];
    const { buffers } = client.encryptMessage([data, padding, token]);
    expect(buffers.map((each) => each.type)).toEqual([data.type, padding.type, token.type]);
    if (!serverProtects(name)) return;
    const ordered = [buffers[2], buffers[0], buffers[1]] as SecBuffer[];
    expect(server.unwrap(onTheWire(client, ordered)).data).toEqual(TEXT);
  });

  test('leaves a READONLY buffer as it is', () => {
    const { client, server } = loopback();
    const header = Buffer.from('a header that is read only');
    const before = Buffer.from(header);
    const readOnly = { type: SECBUFFER.DATA, flags: SECBUFFER.READONLY, data: header };
    const [token, data, padding] = layout(client, Buffer.from(TEXT));
    const buffers = [token, readOnly, data, padding] as SecBuffer[];
    const sealed = client.encryptMessage(buffers).buffers;
    expect(header).toEqual(before);
    expect(data?.data).not.toEqual(TEXT);
    if (!serverProtects(name)) return;
    // NTLM of Windows has it in its signature, so that the other end must be given it, too.
    const opened = server.decryptMessage(sealed.slice(0, 3));
    expect(header).toEqual(before);
    expect(opened.data).toEqual(TEXT);
  });

  test('refuses buffers without DATA, or without TOKEN', () => {
    const { client } = loopback();
    const [token, data, padding] = layout(client, Buffer.from(TEXT)) as [
      SecBuffer,
      SecBuffer,
      SecBuffer,
    ];
    for (const buffers of [[token, padding], [data, padding], []]) {
      const error = thrownBy(() => client.encryptMessage(buffers));
      expect(error).toBeInstanceOf(InvalidTokenError);
      expect(error).toMatchObject({ syscall: 'EncryptMessage', package: name });
    }
  });

  test.each([0, 1, 15])('refuses a TOKEN of %d bytes, and leaves DATA as it is', (size) => {
    const { client } = loopback();
    const data = Buffer.from(TEXT);
    const error = thrownBy(() =>
      client.encryptMessage([SecBuffer.token(size), SecBuffer.data(data)]),
    );
    expect(error).toBeInstanceOf(BufferTooSmallError);
    expect(error).toMatchObject({ code: 'SEC_E_BUFFER_TOO_SMALL' });
    expect(data).toEqual(TEXT);
  });

  test.each<[string, typeof SspiError, (data: SecBuffer) => SecBuffer[]]>([
    // A page of the documentation gives Kerberos and Negotiate this layout too.
    [
      "Schannel's layout",
      InvalidTokenError,
      (data) => [
        SecBuffer.streamHeader(100),
        data,
        SecBuffer.streamTrailer(100),
        SecBuffer.empty(),
      ],
    ],
    [
      'a second DATA',
      UnsupportedFunctionError,
      (data) => [SecBuffer.token(100), SecBuffer.data(Buffer.from(TEXT)), data],
    ],
  ])('refuses %s, or seals all of it', (_, wineError, make) => {
    const { client } = loopback();
    const data = Buffer.from(TEXT);
    const encrypt = (): unknown => client.encryptMessage(make(SecBuffer.data(data)));
    if (onWine) {
      // Wine refuses the one; of the other it would seal the first DATA only.
      expect(thrownBy(encrypt)).toBeInstanceOf(wineError);
      return;
    }
    // What Windows does is not documented.
    try {
      encrypt();
    } catch (error) {
      expect(error).toBeInstanceOf(SspiError);
      return;
    }
    expect(data.equals(TEXT)).toBe(false);
  });
});

describeEach(GSS_PACKAGES.filter(serverProtects), 'DecryptMessage of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('opens TOKEN and DATA in the memory of the caller', () => {
    const { client, server } = loopback();
    const { buffers } = client.encryptMessage(layout(client, Buffer.from(TEXT)));
    const [token, data] = buffers.map(bytesOf) as [Buffer, Buffer];
    const opened = server.decryptMessage([SecBuffer.token(token), SecBuffer.data(data)]);
    expect(opened).toMatchObject({ status: Status.SEC_E_OK, qop: 0 });
    expect(data).toEqual(TEXT);
    expect(opened.data).toEqual(TEXT);
  });

  test('opens STREAM and an empty DATA', () => {
    const { client, server } = loopback();
    const stream = client.wrap(TEXT);
    const buffers = [SecBuffer.stream(stream), { type: SECBUFFER.DATA }];
    if (onWine) {
      // Wine opens no STREAM; unwrap() divides the token itself.
      expect(thrownBy(() => server.decryptMessage(buffers))).toBeInstanceOf(InvalidTokenError);
      return;
    }
    const { data } = server.decryptMessage(buffers);
    expect(data).toEqual(TEXT);
    expect(data?.buffer).toBe(stream.buffer);
  });

  test('refuses buffers without DATA', () => {
    const { client, server } = loopback();
    const { buffers } = client.encryptMessage(layout(client, Buffer.from(TEXT)));
    const [token] = buffers as [SecBuffer];
    expect(thrownBy(() => server.decryptMessage([token]))).toBeInstanceOf(InvalidTokenError);
    expect(thrownBy(() => server.decryptMessage([]))).toBeInstanceOf(InvalidTokenError);
  });
});

describe('the quality of protection', () => {
  describeEach(['Kerberos'], 'of %s', (name) => {
    const loopback = connectBeforeEach(name);

    test('is reported by DecryptMessage', () => {
      const { client, server } = loopback();
      for (const qop of [0, SECQOP.WRAP_NO_ENCRYPT]) {
        const { buffers } = client.encryptMessage(layout(client, Buffer.from(TEXT)), { qop });
        const [token, data] = buffers as [SecBuffer, SecBuffer];
        expect(server.decryptMessage([token, data]).qop).toBe(qop);
      }
    });

    test('can be demanded of DecryptMessage', () => {
      const { client, server } = loopback();
      const seal = (qop: number): SecBuffer[] =>
        client.encryptMessage(layout(client, Buffer.from(TEXT)), { qop }).buffers.slice(0, 2);
      const demand = { requireEncryption: true };
      expect(server.decryptMessage(seal(0), demand).data).toEqual(TEXT);
      const signed = seal(SECQOP.WRAP_NO_ENCRYPT);
      expect(thrownBy(() => server.decryptMessage(signed, demand))).toEqual(
        refusal('ERR_SSPI_NOT_ENCRYPTED'),
      );
    });

    test('is 0 or WRAP_NO_ENCRYPT, and nothing else', () => {
      const { client } = loopback();
      const data = Buffer.from(TEXT);
      const error = thrownBy(() => client.encryptMessage(layout(client, data), { qop: 2 }));
      expect(error).toMatchObject({ syscall: 'EncryptMessage' });
      expect(data).toEqual(TEXT);
    });
  });
});
