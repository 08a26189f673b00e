// Both directions with MIT Kerberos' GSSAPI, which knows nothing of SSPI.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Credentials, SECQOP } from 'secur32';
import type { SecurityContext } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { describeWithPeer, shakeHands } from '../support/peers.js';

const SPN = process.env['SECUR32_TEST_SPN_HTTP'] ?? '';
const SERVICE = SPN.replace('/', '@');
const MESSAGES = [Buffer.alloc(0), Buffer.from('x'), Buffer.alloc(65_536, 'secur32 ')];

type Role = 'initiate' | 'accept';

const ends: ['Kerberos' | 'Negotiate', Role, Role][] = [
  ['Kerberos', 'initiate', 'accept'],
  ['Kerberos', 'accept', 'initiate'],
  ['Negotiate', 'initiate', 'accept'],
  ['Negotiate', 'accept', 'initiate'],
];

describeWithPeer('MIT GSSAPI', () => {
  describe.each(ends)('opposite %s that is there to %s', (packageName, use, peerRole) => {
    let credentials: Credentials;
    let context: SecurityContext;
    let peer: PeerContext;

    beforeAll(async () => {
      credentials = await Credentials.acquire({ package: packageName, use });
      context = use === 'initiate' ? credentials.initiate({ target: SPN }) : credentials.accept();
      peer = await PeerContext.start('gssapi-peer', peerRole, SERVICE);
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

    test.each(MESSAGES.map((message): [number, Buffer] => [message.length, message]))(
      'opens what we seal, and seals what we open: %i bytes',
      async (_length, message) => {
        expect(await peer.unwrap(context.wrap(message))).toEqual({
          data: message,
          encrypted: true,
        });
        const opened = context.unwrap(await peer.wrap(message));
        expect(opened).toMatchObject({ data: message, encrypted: true, qop: 0 });
      },
    );

    test('tells a signed message from a sealed one', async () => {
      const message = Buffer.from('only signed');
      const signed = context.wrap(message, { encrypt: false });
      expect(signed.includes(message)).toBe(true);
      expect(await peer.unwrap(signed)).toEqual({ data: message, encrypted: false });

      const token = await peer.wrap(message, false);
      const opened = context.unwrap(token, { requireEncryption: false });
      expect(opened).toMatchObject({
        data: message,
        encrypted: false,
        qop: SECQOP.WRAP_NO_ENCRYPT,
      });
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
