// NTLM opposite Samba's gensec. Wine's NTLM has keys on the client's end only, so that the other
// direction, a server of ours, waits for Windows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SecurityContext } from 'secur32';
import { Credentials } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { describeWithPeer, shakeHands } from '../support/peers.js';

const identity = {
  user: process.env['SECUR32_TEST_USER'] ?? '',
  domain: process.env['SECUR32_TEST_DOMAIN'] ?? '',
  password: process.env['SECUR32_TEST_PASSWORD'] ?? '',
};
const NTLM_SIGNATURE = 16;
const SEQUENCE_AT = 12;

describeWithPeer("Samba's gensec", () => {
  describe.each(['ntlmssp', 'spnego'])('accepting %s from a client of NTLM', (mechanism) => {
    let credentials: Credentials;
    let context: SecurityContext;
    let peer: PeerContext;

    beforeAll(async () => {
      credentials = await Credentials.acquire({ package: 'NTLM', identity });
      context = credentials.initiate({});
      peer = await PeerContext.start('gensec-peer', 'accept', mechanism);
      await shakeHands(context, peer, 'context');
    });

    afterAll(() => {
      context.close();
      credentials.close();
      peer.close();
    });

    test('agrees on the protection', async () => {
      expect((await peer.describe()).flags).toEqual(['sign', 'seal']);
    });

    test('opens what we seal in order, and seals what we open', async () => {
      const messages = ['first', '', 'x'.repeat(60_000), 'last'].map((text) => Buffer.from(text));
      for (const [index, message] of messages.entries()) {
        const sealed = context.wrap(message);
        expect(sealed.length).toBe(NTLM_SIGNATURE + message.length);
        expect(sealed.readUInt32LE(0)).toBe(1);
        expect(sealed.readUInt32LE(SEQUENCE_AT)).toBe(index);
        expect((await peer.unwrap(sealed)).data).toEqual(message);
        expect(context.unwrap(await peer.wrap(message)).data).toEqual(message);
      }
    });

    test('checks our signatures, and makes ones that we accept', async () => {
      const message = Buffer.from('signed apart from the text');
      await peer.verify(message, context.sign(message));
      context.verify(message, await peer.sign(message));
    });
  });
});
