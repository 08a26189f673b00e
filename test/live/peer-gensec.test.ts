// NTLM opposite Samba's gensec. Wine's NTLM has keys on the client's end only: a server of ours shakes
// hands there, and its messages wait for Windows.
import { describe, expect, test } from '@jest/globals';

import { ASC_RET, Credentials, ISC_REQ } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { expectBytes } from '../support/bytes.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import type { PeerEnds } from '../support/gensec.js';
import { connectGensec, INITIATOR, NTLM_USER } from '../support/gensec.js';
import { describeWithPeer, talkInPlace } from '../support/peers.js';
import { onWine } from '../support/platform.js';
import { mechanismOf } from '../support/sealed.js';

const NTLM_SIGNATURE = 16;
const SEQUENCE_AT = 12;
const MESSAGE = Buffer.from('a message');
const MESSAGES = ['first', '', 'x'.repeat(60_000), 'last'].map((text) => Buffer.from(text));

describeWithPeer("Samba's gensec", () => {
  describe.each([
    { packageName: 'NTLM', mechanism: 'ntlmssp' },
    { packageName: 'NTLM', mechanism: 'spnego' },
    { packageName: 'Negotiate', mechanism: 'ntlmssp' },
  ])('accepting $mechanism from a client of $packageName', ({ packageName, mechanism }) => {
    const connect = async (flags?: number, ...words: string[]): Promise<PeerEnds> =>
      await connectGensec({
        ...{ packageName, use: 'initiate', identity: NTLM_USER },
        ...{ flags, peer: ['accept', mechanism, ...words] },
      });

    test('opens what we seal in order, and seals what we open', async () => {
      using ends = await connect();
      const { context, peer } = ends;
      expect((await peer.describe()).flags).toEqual(['sign', 'seal']);
      for (const [index, message] of MESSAGES.entries()) {
        const sealed = context.wrap(message);
        expect(sealed.length).toBe(NTLM_SIGNATURE + message.length);
        expect(sealed.readUInt32LE(0)).toBe(1);
        expect(sealed.readUInt32LE(SEQUENCE_AT)).toBe(index);
        expectBytes((await peer.unwrap(sealed)).data, message);
        expectBytes(context.unwrap(await peer.wrap(message)).data, message);
      }
    });

    test('does so with a sealer and an opener', async () => {
      using ends = await connect();
      await talkInPlace(ends.context, ends.peer, MESSAGES);
    });

    test('checks our signatures, and makes ones that we accept', async () => {
      using ends = await connect();
      const { context, peer } = ends;
      await peer.verify(MESSAGE, context.sign(MESSAGE));
      context.verify(MESSAGE, await peer.sign(MESSAGE));
    });

    test('signs messages that it does not seal, as we do', async () => {
      using ends = await connect(ISC_REQ.INTEGRITY, 'sign');
      const { context, peer } = ends;
      expect((await peer.describe()).flags).toEqual(['sign']);
      const signed = await peer.wrap(MESSAGE);
      expect(signed.subarray(NTLM_SIGNATURE)).toEqual(MESSAGE);
      context.verify(MESSAGE, signed.subarray(0, NTLM_SIGNATURE));
      const ours = Buffer.concat([context.sign(MESSAGE), MESSAGE]);
      expect((await peer.unwrap(ours)).data).toEqual(MESSAGE);
    });
  });

  describe.each(['NTLM', 'Negotiate'])('initiating NTLM with a server of %s', (packageName) => {
    test('shakes hands; messages of the server need Windows', async () => {
      const peer = ['initiate', 'ntlmssp', ...INITIATOR];
      using ends = await connectGensec({ packageName, use: 'accept', peer });
      const { context, peer: samba } = ends;
      expect((await samba.describe()).flags).toEqual(['sign', 'seal']);
      const granted = ASC_RET.INTEGRITY | ASC_RET.CONFIDENTIALITY;
      expect(context.flags & granted).toBe(granted);
      expect(mechanismOf(context)).toBe('NTLM');
      const token = await samba.wrap(MESSAGE);
      if (onWine) {
        const refused = { code: 'SEC_E_UNSUPPORTED_FUNCTION' };
        expect(thrownBy(() => context.unwrap(token))).toMatchObject(refused);
        expect(thrownBy(() => context.wrap(MESSAGE))).toMatchObject(refused);
        return;
      }
      expect(context.unwrap(token).data).toEqual(MESSAGE);
      expect((await samba.unwrap(context.wrap(MESSAGE))).data).toEqual(MESSAGE);
    });

    // Windows' Negotiate takes it, and its NTLM does not.
    test('within SPNEGO is refused by Wine', async () => {
      using credentials = await Credentials.acquire({ package: packageName, use: 'accept' });
      using context = credentials.accept();
      const peer = await PeerContext.start(
        'gensec-peer',
        'initiate',
        'spnego',
        ...INITIATOR,
        'ntlm',
      );
      const token = await peer.step();
      expect(await rejectionOf(context.step(token))).toMatchObject({
        code: 'SEC_E_INTERNAL_ERROR',
        syscall: 'AcceptSecurityContext',
      });
      peer.close();
    });
  });
});
