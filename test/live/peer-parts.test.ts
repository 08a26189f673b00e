// Messages whose token stands apart from the data, opposite MIT's gss_wrap_iov and gss_unwrap_iov.
import { afterEach, describe, expect, test } from '@jest/globals';

import type { SecurityContext } from 'secur32';
import { Credentials, DEFAULT_INITIATE_FLAGS, ISC_REQ } from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { describeWithPeer, shakeHands } from '../support/peers.js';

const SPN = process.env['SECUR32_TEST_SPN_WSMAN'] ?? '';
const MESSAGES = [Buffer.from('<s:Envelope/>'), Buffer.from('x'), Buffer.alloc(40_000, 'secur32 ')];
const KERBEROS_TOKEN = 60;
const DCE_TOKEN = 76;

const open: { close(): void }[] = [];

async function connect(flags: number): Promise<{ context: SecurityContext; peer: PeerContext }> {
  const credentials = await Credentials.acquire({ package: 'Negotiate' });
  const context = credentials.initiate({ target: SPN, flags });
  const peer = await PeerContext.start('gssapi-peer', 'accept', SPN.replace('/', '@'));
  open.push(credentials, context, peer);
  await shakeHands(context, peer, 'context');
  return { context, peer };
}

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

describeWithPeer('MIT GSSAPI', () => {
  describe('with frames of WinRM', () => {
    test('opens what we seal, whose token is 60 bytes', async () => {
      const { context, peer } = await connect(DEFAULT_INITIATE_FLAGS);
      for (const message of MESSAGES) {
        const frame = context.wrapWinRM(message);
        expect(frame.readUInt32LE(0)).toBe(KERBEROS_TOKEN);
        expect(frame).toHaveLength(4 + KERBEROS_TOKEN + message.length);
        const [token, data] = [frame.subarray(4, 64), frame.subarray(64)];
        expect(await peer.unwrapParts(data, token)).toEqual({ data: message, encrypted: true });
      }
    });

    test('seals what we open', async () => {
      const { context, peer } = await connect(DEFAULT_INITIATE_FLAGS);
      for (const message of MESSAGES) {
        const { data, token } = await peer.wrapParts(message);
        const length = Buffer.alloc(4);
        length.writeUInt32LE(token.length);
        const frame = Buffer.concat([length, token, data]);
        expect(context.unwrapWinRM(frame)).toMatchObject({ data: message, encrypted: true });
      }
    });
  });

  test('opens and seals messages of DCE style', async () => {
    const { context, peer } = await connect(DEFAULT_INITIATE_FLAGS | ISC_REQ.USE_DCE_STYLE);
    const message = Buffer.alloc(64, 'stub data');
    const sealed = context.wrapDce({ data: message });
    expect(sealed.token).toHaveLength(DCE_TOKEN);
    expect(await peer.unwrapParts(sealed.data, sealed.token)).toEqual({
      data: message,
      encrypted: true,
    });
    const answer = await peer.wrapParts(message);
    expect(context.unwrapDce(answer)).toMatchObject({ data: message, encrypted: true });
  });
});
