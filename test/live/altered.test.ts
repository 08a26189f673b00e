import { expect, test } from '@jest/globals';

import {
  IncompleteMessageError,
  InvalidTokenError,
  MessageAlteredError,
  OutOfSequenceError,
  SspiError,
} from 'secur32';

import { describeEach, describeKerberos } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { thrownBy } from '../support/errors.js';
import { flipped } from '../support/flip.js';
import type { Loopback } from '../support/loopback.js';
import { connect } from '../support/loopback.js';
import { byPlatform, onWine } from '../support/platform.js';
import { isSameMessage, serverProtects } from '../support/sealed.js';

const TEXT = Buffer.from('plaintext that nobody else should read');

const errorOf = ({ client, server }: Loopback, change: (token: Buffer) => Buffer): unknown =>
  thrownBy(() => server.unwrap(change(client.wrap(TEXT))));

describeKerberos('a sealed message of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test.each([
    ['the flag that says it is sealed', 2, 2],
    ['the flag of the key that sealed it', 2, 4],
    ['the rotation count', 7, 1],
    ['the confounder', 16, 1],
    ['the text', -40, 0x80],
    ['the checksum', -1, 1],
  ])('with a flipped bit in %s was altered', (_, at, mask) => {
    // The flag makes it a shorter token, which fails in its own way.
    const error = errorOf(loopback(), (token) => flipped(token, at, mask));
    if (mask === 2) expect(error).toBeInstanceOf(SspiError);
    else expect(error).toBeInstanceOf(MessageAlteredError);
    expect(error).toMatchObject({ syscall: 'DecryptMessage', package: name });
  });

  test.each([
    ['its identifier', 0],
    ['its direction', 2],
    ['its filler', 3],
    ['its sequence number', 15],
  ])('with a flipped bit in %s is not one of this context', (_, at) => {
    const error = errorOf(loopback(), (token) => flipped(token, at));
    // The header is read before anything is decrypted, and its number judged first of all.
    if (onWine && at !== 2) expect(error).toBeInstanceOf(InvalidTokenError);
    expect(error).toBeInstanceOf(SspiError);
    expect(error).toMatchObject({ syscall: 'DecryptMessage' });
  });

  test('whose rotation count has a whole turn more is the same message', () => {
    const { client, server } = loopback();
    const token = client.wrap(TEXT);
    const turned = Buffer.from(token);
    turned.writeUInt16BE(turned.readUInt16BE(6) + turned.length - 16, 6);
    expect([turned.equals(token), isSameMessage(turned, token)]).toEqual([false, true]);
    // Nothing protects the count. Whether Windows takes one that it would not write is not known.
    if (onWine) expect(server.unwrap(turned).data).toEqual(TEXT);
  });

  test('may be opened after altered copies of it were refused', () => {
    const { client, server } = loopback();
    const token = client.wrap(TEXT);
    for (const at of [16, 30, -1]) {
      expect(thrownBy(() => server.unwrap(flipped(token, at)))).toBeInstanceOf(MessageAlteredError);
    }
    expect(server.unwrap(token).data).toEqual(TEXT);
  });

  test.each([0, 1, 15, 16, 59])('cut to %d bytes is no token', (size) => {
    const error = errorOf(loopback(), (token) => token.subarray(0, size));
    if (onWine) expect(error).toBeInstanceOf(InvalidTokenError);
    expect(error).toMatchObject({ syscall: 'DecryptMessage' });
  });

  test.each([
    ['without its last byte', (token: Buffer) => token.subarray(0, -1)],
    ['with a byte more', (token: Buffer) => Buffer.concat([token, Buffer.of(0)])],
    ['in front of another', (token: Buffer) => Buffer.concat([token, token])],
  ])('%s was altered', (_, change) => {
    expect(errorOf(loopback(), change)).toBeInstanceOf(MessageAlteredError);
  });
});

describeKerberos('the order of messages of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('is guarded against a replay', () => {
    const { client, server } = loopback();
    const token = client.wrap(TEXT);
    server.unwrap(token);
    const error = thrownBy(() => server.unwrap(token));
    // Wine has no status of its own for what MIT calls a duplicate token.
    const expected = byPlatform<typeof SspiError>({
      windows: OutOfSequenceError,
      wine: InvalidTokenError,
    });
    expect(error).toBeInstanceOf(expected);
  });

  test('is guarded against a loss and against a late arrival', () => {
    const { client, server } = loopback();
    const [first, second, third] = [1, 2, 3].map(() => client.wrap(TEXT)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    expect(thrownBy(() => server.unwrap(second))).toBeInstanceOf(OutOfSequenceError);
    expect(thrownBy(() => server.unwrap(first))).toBeInstanceOf(OutOfSequenceError);
    expect(server.unwrap(third).data).toEqual(TEXT);
  });
});

describeEach(['Kerberos'], 'messages of a context of %s without detection', (name) => {
  test('may be lost, repeated and reordered', async () => {
    using loopback = await connect(name, { flags: 0, acceptFlags: 0 });
    const { client, server } = loopback;
    const [first, second] = [1, 2].map(() => client.wrap(TEXT, { encrypt: onWine })) as [
      Buffer,
      Buffer,
    ];
    for (const token of [second, first, first]) {
      expect(server.unwrap(token).data).toEqual(TEXT);
    }
  });
});

describeEach((['NTLM'] as const).filter(serverProtects), 'a sealed message of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test.each([4, 12, 16, -1])('with a flipped bit at %d was altered', (at) => {
    const error = errorOf(loopback(), (token) => flipped(token, at));
    expect([MessageAlteredError, OutOfSequenceError]).toContain((error as SspiError).constructor);
  });
});

describeEach(['Schannel'], 'a record of %s', (name) => {
  // TLS 1.2 has the layout that the places below are of.
  const loopback = connectBeforeEach(name, { tls: { maxVersion: 'TLSv1.2' } });
  // Wine passes on that GnuTLS failed, and not why.
  const altered = byPlatform({ windows: 'SEC_E_MESSAGE_ALTERED', wine: 'SEC_E_INTERNAL_ERROR' });

  test.each([
    ['its explicit nonce', 5],
    ['the text', 20],
    ['the checksum', -1],
  ])('with a flipped bit in %s was altered', (_, at) => {
    const error = errorOf(loopback(), (token) => flipped(token, at));
    expect(error).toMatchObject({ code: altered, syscall: 'DecryptMessage', package: name });
  });

  test.each([
    ['its type', 0],
    ['its version', 1],
  ])('with a flipped bit in %s is refused', (_, at) => {
    const error = errorOf(loopback(), (token) => flipped(token, at));
    expect(error).toBeInstanceOf(SspiError);
    expect(error).toMatchObject({ syscall: 'DecryptMessage' });
  });

  test('that claims to be longer waits for the rest', () => {
    const error = errorOf(loopback(), (token) => flipped(token, 3));
    expect(error).toBeInstanceOf(IncompleteMessageError);
  });

  test.each([1, 4, 5, 20])('of which %d bytes have arrived is opened when the rest has', (size) => {
    const { client, server } = loopback();
    const record = client.wrap(TEXT);
    expect(thrownBy(() => server.unwrap(record.subarray(0, size)))).toBeInstanceOf(
      IncompleteMessageError,
    );
    expect(server.unwrap(record).data).toEqual(TEXT);
  });

  test('is opened once, and in its turn', async () => {
    const { client, server } = loopback();
    const record = client.wrap(TEXT);
    server.unwrap(record);
    expect(thrownBy(() => server.unwrap(record))).toMatchObject({ code: altered });
    using other = await connect(name, { tls: { maxVersion: 'TLSv1.2' } });
    other.client.wrap(TEXT);
    const second = other.client.wrap(TEXT);
    expect(thrownBy(() => other.server.unwrap(second))).toMatchObject({ code: altered });
  });
});
