// Both directions with MIT Kerberos' GSSAPI, which knows nothing of SSPI.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SecurityContext } from 'secur32';
import { Credentials, SECQOP } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { expectBytes } from '../support/bytes.js';
import { describeWithPeer, shakeHands, talkInPlace } from '../support/peers.js';

// Some are about where the length at the front of an RC4 token takes another byte.
const SIZES = [0, 1, 83, 84, 211, 212, 65_490, 65_536];

type Role = 'initiate' | 'accept';

const PACKAGES = ['Kerberos', 'Negotiate'] as const;
const ROLES: [Role, Role][] = [
  ['initiate', 'accept'],
  ['accept', 'initiate'],
];
// Each with what the peer is told besides. A peer that knew AES would agree on it with this end.
const KEYS = [
  { keys: 'AES', spn: process.env['SECUR32_TEST_SPN_HTTP'] ?? '', styles: [] },
  { keys: 'RC4', spn: process.env['SECUR32_TEST_SPN_RC4'] ?? '', styles: ['rc4'] },
];
const ends = KEYS.flatMap((each) =>
  PACKAGES.flatMap((packageName) =>
    ROLES.map(([use, peerRole]) => ({ ...each, packageName, use, peerRole })),
  ),
);

describeWithPeer('MIT GSSAPI', () => {
  describe.each(ends)('with $keys keys opposite $packageName that is there to $use', (end) => {
    const { keys, spn, styles, packageName, use, peerRole } = end;
    let credentials: Credentials;
    let context: SecurityContext;
    let peer: PeerContext;

    beforeAll(async () => {
      credentials = await Credentials.acquire({ package: packageName, use });
      context = use === 'initiate' ? credentials.initiate({ target: spn }) : credentials.accept();
      peer = await PeerContext.start('gssapi-peer', peerRole, spn.replace('/', '@'), ...styles);
      await shakeHands(context, peer, use === 'initiate' ? 'context' : 'peer');
    });

    afterAll(() => {
      context.close();
      credentials.close();
      peer.close();
    });

    test('agrees on the protection', async () => {
      const { flags, mechanism, initiator } = await peer.describe();
      expect(flags).toEqual(
        expect.arrayContaining(['confidentiality', 'integrity', 'mutual_authentication']),
      );
      expect(mechanism).toContain('1.2.840.113554.1.2.2');
      expect(initiator).toBe('alice@SSPI.TEST');
    });

    test.each(SIZES)('opens what we seal, and seals what we open: %i bytes', async (size) => {
      const message = Buffer.alloc(size, 'secur32 ');
      const { data, encrypted } = await peer.unwrap(context.wrap(message));
      expectBytes(data, message);
      const opened = context.unwrap(await peer.wrap(message));
      expectBytes(opened.data, message);
      expect([encrypted, opened.encrypted, opened.qop]).toEqual([true, true, 0]);
    });

    test.each([true, false])(
      'does so with a sealer and an opener, encrypted: %p',
      async (encrypt) => {
        const messages = SIZES.map((size) => Buffer.alloc(size, 'in place '));
        await talkInPlace(context, peer, messages, encrypt);
      },
    );

    test('seals with these keys', async () => {
      const token = await peer.wrap(Buffer.from('a message'));
      // The token of RFC 4121, or the older one in the frame of RFC 2743.
      expect(token.readUInt8(0)).toBe(keys === 'AES' ? 0x05 : 0x60);
      context.unwrap(token);
    });

    test('tells a signed message from a sealed one', async () => {
      for (const size of SIZES.slice(1)) {
        const message = Buffer.alloc(size, 'only signed ');
        const signed = context.wrap(message, { encrypt: false });
        expect(signed.includes(message)).toBe(true);
        const { data, encrypted } = await peer.unwrap(signed);
        expectBytes(data, message);

        const token = await peer.wrap(message, false);
        const opened = context.unwrap(token, { requireEncryption: false });
        expectBytes(opened.data, message);
        expect([encrypted, opened.encrypted]).toEqual([false, false]);
        expect(opened.qop).toBe(SECQOP.WRAP_NO_ENCRYPT);
      }
    });

    test('checks our signatures, and makes ones that we accept', async () => {
      const message = Buffer.from('signed apart from the text');
      await peer.verify(message, context.sign(message));
      context.verify(message, await peer.sign(message));
      const signature = context.sign(message);
      await expect(peer.verify(Buffer.from('other text'), signature)).rejects.toThrow(/refused/);
    });

    test('refuses a message with one bit changed', async () => {
      const sealed = context.wrap(Buffer.from('do not touch'));
      sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
      await expect(peer.unwrap(sealed)).rejects.toThrow(/refused/);
    });
  });
});
