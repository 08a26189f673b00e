import { expect, test } from '@jest/globals';

import { Secur32Error, UnsupportedFunctionError } from 'secur32';

import { describeEach, GSS_PACKAGES, PACKAGES } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import { connect } from '../support/loopback.js';
import { onWine } from '../support/platform.js';
import { mechanismOf, serverProtects } from '../support/sealed.js';

const TEXT = Buffer.from('plaintext that nobody else should read');

/** A message whose bytes differ from place to place. */
function message(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, at) => at * 7 + (at >> 8)));
}

// Wine's NTLM opens nothing on the server's end; what it seals is opened by an independent peer.
const OPENING = PACKAGES.filter(serverProtects);

describeEach(OPENING, 'messages of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test.each([
    ['of one byte', 1],
    ['of 38 bytes', 38],
    ['of 4 KiB', 4096],
    ['of 64 KiB', 65_536],
  ])('%s are sealed by the client and opened by the server', (_, size) => {
    const { client, server } = loopback();
    const opened = server.unwrap(client.wrap(message(size)));
    expect([opened.encrypted, opened.qop]).toEqual([true, 0]);
    expect(opened.data.equals(message(size))).toBe(true);
  });

  test.each([1, 65_536])(
    'of %d bytes are sealed by the server and opened by the client',
    (size) => {
      const { client, server } = loopback();
      const opened = client.unwrap(server.wrap(message(size)));
      expect([opened.encrypted, opened.qop]).toEqual([true, 0]);
      expect(opened.data.equals(message(size))).toBe(true);
    },
  );

  test('go both ways, in any order between the ways', () => {
    const { client, server } = loopback();
    const questions = [1, 2, 3].map((size) => client.wrap(message(size)));
    const answers = [4, 5, 6].map((size) => server.wrap(message(size)));
    expect(answers.map((each) => client.unwrap(each).data.length)).toEqual([4, 5, 6]);
    expect(questions.map((each) => server.unwrap(each).data.length)).toEqual([1, 2, 3]);
  });

  test('may be opened by the hundred', () => {
    const { client, server } = loopback();
    for (let i = 0; i < 200; i += 1) {
      const data = message(i + 1);
      expect(server.unwrap(client.wrap(data)).data.equals(data)).toBe(true);
    }
  });

  test('leave the token as it is when they are opened', () => {
    const { client, server } = loopback();
    const token = client.wrap(TEXT);
    const copy = Buffer.from(token);
    const { data } = server.unwrap(token);
    data.fill(0);
    expect(token).toEqual(copy);
  });

  test('of another context pair are refused', async () => {
    using other = await connect(name);
    const { server } = loopback();
    const token = other.client.wrap(TEXT);
    expect(thrownBy(() => server.unwrap(token))).toMatchObject({ syscall: 'DecryptMessage' });
  });

  test('of the same end are refused', () => {
    const { client } = loopback();
    const token = client.wrap(TEXT);
    expect(thrownBy(() => client.unwrap(token))).toMatchObject({ syscall: 'DecryptMessage' });
  });
});

describeEach(PACKAGES, 'what %s seals', (name) => {
  const loopback = connectBeforeEach(name);

  test('does not show the plaintext', () => {
    const { client } = loopback();
    expect(client.wrap(TEXT).includes(TEXT)).toBe(false);
    const zeros = client.wrap(Buffer.alloc(1024));
    expect(zeros.includes(Buffer.alloc(32))).toBe(false);
  });

  test('is another each time', () => {
    const { client } = loopback();
    expect(client.wrap(TEXT)).not.toEqual(client.wrap(TEXT));
  });

  test('is a copy: the data of the caller stays as it is', () => {
    const { client } = loopback();
    const data = Buffer.from(TEXT);
    client.wrap(data).fill(0);
    expect(data).toEqual(TEXT);
  });

  test('may be part of a larger memory', () => {
    const { client } = loopback();
    const memory = Buffer.alloc(64, 0xaa);
    TEXT.copy(memory, 10);
    client.wrap(memory.subarray(10, 10 + TEXT.length));
    expect(memory.subarray(0, 10)).toEqual(Buffer.alloc(10, 0xaa));
    expect(memory.subarray(10 + TEXT.length)).toEqual(Buffer.alloc(64 - 10 - TEXT.length, 0xaa));
  });

  test('is nothing once the context is closed', async () => {
    const { client } = loopback();
    const token = client.wrap(TEXT);
    client.close();
    const closed = refusal('ERR_SSPI_CLOSED');
    expect(thrownBy(() => client.wrap(TEXT))).toEqual(closed);
    expect(thrownBy(() => client.unwrap(token))).toEqual(closed);
    expect(thrownBy(() => client.encryptMessage([]))).toEqual(closed);
    expect(thrownBy(() => client.decryptMessage([]))).toEqual(closed);
    expect(thrownBy(() => client.query('negotiationInfo'))).toEqual(closed);
    expect(await rejectionOf(client.step(Buffer.of(1)))).toBeInstanceOf(Secur32Error);
  });
});

describeEach(GSS_PACKAGES, 'an empty message of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('is sealed to a token that authenticates it', () => {
    const { client, server } = loopback();
    const token = client.wrap(Buffer.alloc(0));
    expect(token.length).toBeGreaterThanOrEqual(mechanismOf(client) === 'NTLM' ? 16 : 60);
    if (!serverProtects(name)) return;
    expect(server.unwrap(token)).toMatchObject({ data: Buffer.alloc(0), encrypted: true });
  });
});

describeEach(['NTLM'], "the server's end of %s", (name) => {
  test("protects messages, except Wine's", async () => {
    using loopback = await connect(name);
    const { client, server } = loopback;
    const token = client.wrap(TEXT);
    if (!onWine) {
      expect(server.unwrap(token).data).toEqual(TEXT);
      return;
    }
    // Wine's server would "seal" to plaintext: the library refuses to call it.
    for (const call of [() => server.wrap(TEXT), () => server.unwrap(token)]) {
      const error = thrownBy(call);
      expect(error).toBeInstanceOf(UnsupportedFunctionError);
      expect(error).toMatchObject({ package: 'NTLM', code: 'SEC_E_UNSUPPORTED_FUNCTION' });
    }
  });
});
