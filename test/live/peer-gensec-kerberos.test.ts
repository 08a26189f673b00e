// Kerberos opposite Samba's gensec, which has an implementation of its own (Heimdal), in both
// directions, bare and within SPNEGO. Wine's client sends it bare, its server takes both.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { Credentials, ISC_REQ } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { expectBytes } from '../support/bytes.js';
import type { GensecOptions, PeerEnds } from '../support/gensec.js';
import { connectGensec, DC, INITIATOR } from '../support/gensec.js';
import { describeWithPeer, talkInPlace } from '../support/peers.js';
import { byPlatform, onWine } from '../support/platform.js';
import { mechanismOf } from '../support/sealed.js';

// Samba has the keys of the domain controller.
const TARGET = process.env['SECUR32_TEST_SPN_LDAP'] ?? '';
const MESSAGES = ['first', '', 'x'.repeat(60_000), 'last'].map((text) => Buffer.from(text));
// The identifier 1.3.6.1.5.5.2, as it is encoded.
const SPNEGO = Buffer.from('06062b0601050502', 'hex');
const BOTH = ['sign', 'seal'];

const ends = ['Kerberos', 'Negotiate'].flatMap((packageName) =>
  ['gssapi_krb5', 'spnego'].flatMap((mechanism) => [
    { packageName, mechanism, use: 'initiate' as const },
    { packageName, mechanism, use: 'accept' as const },
  ]),
);

function options({ packageName, mechanism, use }: (typeof ends)[number]): GensecOptions {
  const initiating = use === 'initiate';
  const peer = initiating ? ['accept', mechanism, DC] : ['initiate', mechanism, ...INITIATOR];
  return { packageName, use, target: TARGET, peer };
}

describeWithPeer("Samba's gensec", () => {
  describe.each(ends)('with $mechanism opposite $packageName that is there to $use', (end) => {
    let connected: PeerEnds;

    beforeAll(async () => {
      connected = await connectGensec(options(end));
    });

    afterAll(() => {
      connected[Symbol.dispose]();
    });

    test('agrees on the mechanism and the protection', async () => {
      expect((await connected.peer.describe()).flags).toEqual(BOTH);
      expect(mechanismOf(connected.context)).toBe('Kerberos');
    });

    test('opens what we seal, and seals what we open', async () => {
      const { context, peer } = connected;
      for (const message of MESSAGES) {
        expectBytes((await peer.unwrap(context.wrap(message))).data, message);
        const opened = context.unwrap(await peer.wrap(message));
        expectBytes(opened.data, message);
        expect(opened.encrypted).toBe(true);
      }
    });

    test('does so with a sealer and an opener', async () => {
      await talkInPlace(connected.context, connected.peer, MESSAGES);
    });

    test('checks our signatures, and makes ones that we accept', async () => {
      const { context, peer } = connected;
      const message = Buffer.from('signed apart from the text');
      await peer.verify(message, context.sign(message));
      context.verify(message, await peer.sign(message));
    });
  });

  const servers = ends.filter(({ use }) => use === 'accept');
  const clients = ends.filter(({ use }) => use === 'initiate');

  describe.each(servers)('with $mechanism that signs only, opposite $packageName', (end) => {
    test('takes what we sign, and signs what we take', async () => {
      const { peer: words, ...rest } = options(end);
      using signing = await connectGensec({ ...rest, peer: [...words, 'sign'] });
      const { context, peer } = signing;
      expect((await peer.describe()).flags).toEqual(['sign']);
      for (const message of MESSAGES) {
        const signed = context.wrap(message, { encrypt: false });
        expectBytes((await peer.unwrap(signed)).data, message);
        const opened = context.unwrap(await peer.wrap(message), { requireEncryption: false });
        expectBytes(opened.data, message);
        expect(opened.encrypted).toBe(false);
      }
      await talkInPlace(context, peer, MESSAGES, false);
    });
  });

  // A client of Wine is a client of MIT Kerberos, which grants confidentiality to all who ask for less.
  describe.each(clients)('with $mechanism opposite a signing client of $packageName', (end) => {
    test('takes no message that is only signed where it may be sealed', async () => {
      using signing = await connectGensec({ ...options(end), flags: ISC_REQ.INTEGRITY });
      const { context, peer } = signing;
      expect((await peer.describe()).flags).toEqual(byPlatform({ windows: ['sign'], wine: BOTH }));
      const signed = context.wrap(Buffer.from('in the open'), { encrypt: false });
      if (onWine) await expect(peer.unwrap(signed)).rejects.toThrow(/refused/);
      else expect((await peer.unwrap(signed)).data.toString()).toBe('in the open');
    });
  });

  test('is answered in SPNEGO when it speaks SPNEGO, which Wine does not do first', async () => {
    using outbound = await Credentials.acquire({ package: 'Negotiate' });
    using client = outbound.initiate({ target: TARGET });
    const { token } = await client.step();
    expect(token?.includes(SPNEGO)).toBe(!onWine);
    using inbound = await Credentials.acquire({ package: 'Negotiate', use: 'accept' });
    using server = inbound.accept();
    const peer = await PeerContext.start('gensec-peer', 'initiate', 'spnego', ...INITIATOR);
    const first = await peer.step();
    expect(first?.includes(SPNEGO)).toBe(true);
    const answer = await server.step(first);
    // NegTokenResp of RFC 4178 4.2.2 has the context tag 1.
    expect(answer.token?.readUInt8(0)).toBe(0xa1);
    peer.close();
  });
});
