// The hot path, against wrap and unwrap of the other end, which speak the same wire format.
import { expect, test } from '@jest/globals';

import { describeEach, PACKAGES } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { thrownBy } from '../support/errors.js';
import { connect } from '../support/loopback.js';
import { onWine } from '../support/platform.js';
import { serverProtects } from '../support/sealed.js';
import {
  eachOpened,
  message,
  open,
  openRecords,
  openTokens,
  seal,
  sealEach,
} from '../support/streams.js';

// What is not so on Wine for NTLM's server end is opened by an independent peer elsewhere.
const OPENING = PACKAGES.filter(serverProtects);
const SIZES = [1, 5, 64, 1024, 16_384];

describeEach(OPENING, 'a sealer and an opener of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('seal what unwrap opens, and open what wrap seals', () => {
    const { client, server } = loopback();
    const sealer = client.createSealer();
    const opener = client.createOpener();
    for (const size of SIZES) {
      const { data, encrypted } = server.unwrap(seal(sealer, message(size)));
      expect(data.equals(message(size))).toBe(true);
      expect(encrypted).toBe(true);
      expect(open(opener, server.wrap(message(size, 1))).equals(message(size, 1))).toBe(true);
    }
  });

  test('serve each other on both ends, a thousand times', () => {
    const { client, server } = loopback();
    const [there, back] = [client.createSealer(), server.createSealer()];
    const [from, answers] = [server.createOpener(), client.createOpener()];
    for (let i = 0; i < 500; i += 1) {
      const data = message(1 + i * 3, i);
      expect(open(from, seal(there, data)).equals(data)).toBe(true);
      expect(open(answers, seal(back, data)).equals(data)).toBe(true);
    }
  });

  test('share their contexts with each other, and with wrap and unwrap', () => {
    const { client, server } = loopback();
    const [one, two] = [client.createSealer(), client.createSealer({ messageSize: 10 })];
    const opener = server.createOpener();
    expect(String(open(opener, seal(one, Buffer.from('one'))))).toBe('one');
    expect(String(server.unwrap(seal(two, Buffer.from('two'))).data)).toBe('two');
    expect(String(open(opener, client.wrap(Buffer.from('three'))))).toBe('three');
    expect(String(open(opener, seal(one, Buffer.from('four'))))).toBe('four');
  });

  test.each([false, true])('seal and open 64 messages in one call, packed: %p', (packed) => {
    const { client, server } = loopback();
    const sealer = client.createSealer({ messageSize: 100, count: 64, packed });
    const opener = server.createOpener({ size: 65_536, count: 64 });
    for (let round = 0; round < 3; round += 1) {
      const messages = Array.from({ length: 64 }, (_, i) => message(1 + ((i * 5) % 100), round));
      const sealed = sealEach(sealer, messages);
      const begins = sealed.map((_, i) => sealer.startOf(i));
      const ends = sealed.map(({ length }, i) => sealer.startOf(i) + length);
      if (packed) expect(begins.slice(1)).toEqual(ends.slice(0, -1));
      const openEach = name === 'Schannel' ? openRecords : openTokens;
      expect(openEach(opener, sealed)).toEqual(messages);
      expect(opener.next).toBe(Buffer.concat(sealed).length);
    }
  });

  test('refuse a message that was altered', () => {
    const { client, server } = loopback();
    const token = seal(client.createSealer(), message(100));
    token[token.length - 3] = (token[token.length - 3] ?? 0) ^ 1;
    const opener = server.createOpener();
    opener.bytes.set(token);
    expect(thrownBy(() => opener.open(token.length))).toMatchObject({
      syscall: 'DecryptMessage',
    });
    expect(opener.opened).toBe(0);
  });

  test('tell signed messages from sealed ones', () => {
    if (name === 'Schannel' || name === 'NTLM') return;
    const { client, server } = loopback();
    const token = seal(client.createSealer({ encrypt: false }), Buffer.from('visible'));
    expect(token.includes('visible')).toBe(true);
    const opener = server.createOpener({ requireEncryption: false });
    expect(String(open(opener, token))).toBe('visible');
    expect(opener.qop).not.toBe(0);
    const strict = server.createOpener();
    const next = seal(client.createSealer({ encrypt: false }), Buffer.from('visible'));
    expect(thrownBy(() => open(strict, next))).toMatchObject({ code: 'ERR_SSPI_NOT_ENCRYPTED' });
  });
});

describeEach(['Schannel'], 'a stream of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test.each([1, 16_384, 16_385, 100_000, 1_048_576])(
    'is sealed from %p bytes of other memory, and opened as it arrives',
    (size) => {
      const { client, server } = loopback();
      const sealer = client.createSealer({ count: 65 });
      const opener = server.createOpener({ size: 40_000, count: 10 });
      const data = message(size);
      const length = sealer.sealFrom(data);
      const records = sealer.bytes.subarray(sealer.start, sealer.start + length);
      const pieces: Buffer[] = [];
      let kept = 0;
      for (let from = 0; from < records.length;) {
        const chunk = records.subarray(from, from + Math.min(9_999, 40_000 - kept));
        from += chunk.length;
        opener.bytes.set(chunk, kept);
        const end = kept + chunk.length;
        opener.openAll(end);
        pieces.push(...eachOpened(opener));
        opener.bytes.copyWithin(0, opener.next, end);
        kept = end - opener.next;
      }
      expect(kept).toBe(0);
      expect(Buffer.concat(pieces).equals(data)).toBe(true);
    },
  );
});

test('a sealer of a server of NTLM is refused on Wine, which has no keys for it', async () => {
  if (!onWine) return;
  using pair = await connect('NTLM');
  expect(thrownBy(() => pair.server.createSealer())).toMatchObject({
    name: 'UnsupportedFunctionError',
  });
});
