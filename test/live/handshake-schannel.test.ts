import { createHash } from 'node:crypto';

import { describe, expect, test } from '@jest/globals';

import { ISC_REQ, ISC_RET, SP_PROT, SspiError, Status } from 'secur32';

import { CERTIFICATE, TLS_HOST } from '../support/certificate.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import { connect, deliverByBytes, deliverWhole, prepare, shakeHands } from '../support/loopback.js';
import { onWine } from '../support/platform.js';

// TLS 1.2, which Wine and every Windows speak; what is said of the connection depends on it.
const TLS_12 = { tls: { maxVersion: 'TLSv1.2' } } as const;

const HANDSHAKE_RECORD = 0x16;

describe('the handshake of Schannel', () => {
  const loopback = connectBeforeEach('Schannel', TLS_12);

  test('grants confidentiality, and is a stream', () => {
    const { client, server } = loopback();
    const wanted = ISC_RET.CONFIDENTIALITY | ISC_RET.REPLAY_DETECT | ISC_RET.SEQUENCE_DETECT;
    for (const { flags } of [client, server]) expect(flags & wanted).toBe(wanted);
    expect(client.flags & ISC_RET.STREAM).toBe(ISC_RET.STREAM);
  });

  test('states the sizes of records, the same on both ends', () => {
    const { client, server } = loopback();
    const sizes = client.query('streamSizes');
    expect(sizes).toMatchObject({ maximumMessage: 16_384, buffers: 4 });
    // The header of Windows has room for the explicit nonce of an AES-GCM record, which Wine puts
    // among what follows.
    expect(sizes.header).toBeGreaterThanOrEqual(5);
    expect(sizes.trailer).toBeGreaterThanOrEqual(16);
    expect(server.query('streamSizes')).toEqual(sizes);
  });

  test('tells the protocol, and the strength of the cipher', () => {
    const { protocol, cipherStrength } = loopback().client.query('connectionInfo');
    expect(protocol).toBe(SP_PROT.TLS1_2_CLIENT);
    expect(cipherStrength).toBeGreaterThanOrEqual(128);
  });

  test('names the cipher suite, the same on both ends', () => {
    const { client, server } = loopback();
    const info = client.query('cipherInfo');
    expect(info).toMatchObject({ protocol: 0x0303, cipher: 'AES' });
    expect(info.cipherSuiteName).toMatch(/^TLS_ECDHE_RSA_WITH_AES_(128|256)_/);
    expect(server.query('cipherInfo').cipherSuiteName).toBe(info.cipherSuiteName);
  });

  test('gives the client the certificate of the server, byte by byte', () => {
    expect(loopback().client.query('remoteCertificate')).toEqual(CERTIFICATE.raw);
  });

  test('gives the server no certificate of a client that has none', () => {
    expect(thrownBy(() => loopback().server.query('remoteCertificate'))).toBeInstanceOf(SspiError);
  });

  test('gives channel bindings that are a hash of the certificate', () => {
    const hash = createHash('sha256').update(CERTIFICATE.raw).digest();
    const expected = Buffer.concat([Buffer.from('tls-server-end-point:'), hash]);
    expect(loopback().client.query('endpointBindings')).toEqual(expected);
    if (onWine) {
      // Wine hashes the certificate of the peer only, and a server's peer has none.
      const error = thrownBy(() => loopback().server.query('endpointBindings'));
      expect(error).toMatchObject({ code: 'SEC_E_INTERNAL_ERROR' });
      return;
    }
    expect(loopback().server.query('endpointBindings')).toEqual(expected);
  });

  test('gives unique channel bindings, the same on both ends', async () => {
    const { client, server } = loopback();
    const bindings = client.query('uniqueBindings');
    const prefix = 'tls-unique:';
    expect(bindings.subarray(0, prefix.length).toString()).toBe(prefix);
    expect(bindings.length).toBe(prefix.length + 12);
    expect(server.query('uniqueBindings')).toEqual(bindings);
    using other = await connect('Schannel', TLS_12);
    expect(other.client.query('uniqueBindings')).not.toEqual(bindings);
  });

  test('has no application protocol when none was asked for', () => {
    expect(loopback().client.query('applicationProtocol')).toBe('');
  });

  test('needs neither its credentials nor those of the other end any longer', () => {
    const { clientCredentials, serverCredentials, client, server } = loopback();
    clientCredentials.close();
    serverCredentials.close();
    const text = Buffer.from('the credentials are closed');
    expect(server.unwrap(client.wrap(text)).data).toEqual(text);
  });
});

describe('the bytes of a handshake of Schannel', () => {
  test('are TLS records', async () => {
    using prepared = await prepare('Schannel', TLS_12);
    const { token, done, status } = await prepared.client.step();
    expect(token?.[0]).toBe(HANDSHAKE_RECORD);
    expect([done, status]).toEqual([false, Status.SEC_I_CONTINUE_NEEDED]);
    expect(token?.includes(TLS_HOST)).toBe(true);
  });

  test('may arrive one by one', async () => {
    using loopback = await connect('Schannel', { ...TLS_12, deliver: deliverByBytes });
    const text = Buffer.from('slowly, but surely');
    expect(loopback.server.unwrap(loopback.client.wrap(text)).data).toEqual(text);
  });

  test.each([2, 7, 100, 1000])('may arrive in pieces of %d', async (size) => {
    const deliver: typeof deliverWhole = async (end, token) => {
      const answers: Buffer[] = [];
      for (let at = 0; at < token.length; at += size) {
        const answer = await deliverWhole(end, token.subarray(at, at + size));
        if (answer !== undefined) answers.push(answer);
      }
      return answers.length === 0 ? undefined : Buffer.concat(answers);
    };
    using loopback = await connect('Schannel', { ...TLS_12, deliver });
    expect(loopback.client.state).toBe('established');
  });

  test('ask for more while a record is not whole', async () => {
    using prepared = await prepare('Schannel', TLS_12);
    const { token = Buffer.alloc(0) } = await prepared.client.step();
    const step = await prepared.server.step(token.subarray(0, 20));
    expect(step).toEqual({ done: false, status: Status.SEC_E_INCOMPLETE_MESSAGE });
    const answer = await prepared.server.step(token.subarray(20));
    expect(answer.token?.[0]).toBe(HANDSHAKE_RECORD);
  });

  test('may be followed by a message, which is left over', async () => {
    const sent = Buffer.from('sent together with the last bytes of the handshake');
    using prepared = await prepare('Schannel', TLS_12);
    const { client, server } = prepared;
    const hello = await client.step();
    const flight = await server.step(hello.token);
    const finished = await client.step(flight.token);
    const last = await server.step(finished.token);
    expect(last.done).toBe(true);
    const message = server.wrap(sent);
    const end = await client.step(Buffer.concat([last.token ?? Buffer.alloc(0), message]));
    expect(end).toMatchObject({ done: true, extra: message });
    expect(client.unwrap(end.extra ?? Buffer.alloc(0)).data).toEqual(sent);
  });

  test('are refused when they make no sense', async () => {
    using prepared = await prepare('Schannel', TLS_12);
    // A ClientHello without content.
    const record = Buffer.from([HANDSHAKE_RECORD, 3, 3, 0, 4, 1, 0, 0, 0]);
    const error = await rejectionOf(prepared.server.step(record));
    expect(error).toMatchObject({ syscall: 'AcceptSecurityContext', package: 'Schannel' });
    expect(prepared.server.state).toBe('failed');
  });
});

describe('flags of Schannel', () => {
  test('are granted as they are asked for', async () => {
    const flags = ISC_REQ.STREAM | ISC_REQ.CONFIDENTIALITY;
    using loopback = await connect('Schannel', { ...TLS_12, flags });
    expect(loopback.client.flags & flags).toBe(flags);
  });
});

describe('handshakes of Schannel', () => {
  test('run beside each other', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => prepare('Schannel')));
    await Promise.all(all.map((each) => shakeHands(each)));
    for (const each of all) {
      expect(each.client.state).toBe('established');
      each.close();
    }
  });
});
