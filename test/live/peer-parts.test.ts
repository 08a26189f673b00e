// Messages whose token stands apart from the data, opposite MIT's gss_wrap_iov and gss_unwrap_iov.
import { afterEach, describe, expect, test } from '@jest/globals';

import type { SecurityContext } from 'secur32';
import {
  Credentials,
  DEFAULT_ACCEPT_FLAGS,
  DEFAULT_INITIATE_FLAGS,
  ISC_REQ,
  MessageAlteredError,
} from 'secur32';

import { PeerContext } from '../../lab/peer-client.js';
import { expectBytes } from '../support/bytes.js';
import { thrownBy } from '../support/errors.js';
import { describeWithPeer, shakeHands } from '../support/peers.js';
import { onWine } from '../support/platform.js';

// Each with what the peer is told besides, and the size of tokens that stand apart.
const KEYS = [
  { keys: 'AES', spn: process.env['SECUR32_TEST_SPN_WSMAN'] ?? '', styles: [], dceToken: 76 },
  { keys: 'RC4', spn: process.env['SECUR32_TEST_SPN_RC4'] ?? '', styles: ['rc4'], dceToken: 45 },
];
const ENDS = KEYS.flatMap((each) => [
  { ...each, use: 'initiate' as const },
  { ...each, use: 'accept' as const },
]);
type End = (typeof ENDS)[number];

const MESSAGES = [13, 1, 84, 212, 40_000].map((size) => Buffer.alloc(size, '<s:Envelope/>'));

// RC4's begins with a length of its own.
function winRMToken(keys: string, size: number): number {
  if (keys === 'AES') return 60;
  if (size < 84) return 45;
  return size < 212 ? 46 : 47;
}

const open: { close(): void }[] = [];

/** DCE style is the same bit for both ends. */
const DCE = ISC_REQ.USE_DCE_STYLE;

async function connect(
  { spn, styles, use }: End,
  more = 0,
): Promise<{ context: SecurityContext; peer: PeerContext }> {
  const credentials = await Credentials.acquire({ package: 'Negotiate', use });
  const context =
    use === 'initiate'
      ? credentials.initiate({ target: spn, flags: DEFAULT_INITIATE_FLAGS | more })
      : credentials.accept({ flags: DEFAULT_ACCEPT_FLAGS | more });
  const asked = more === DCE && use === 'accept' ? ['dce', ...styles] : styles;
  const role = use === 'initiate' ? 'accept' : 'initiate';
  const peer = await PeerContext.start('gssapi-peer', role, spn.replace('/', '@'), ...asked);
  open.push(credentials, context, peer);
  await shakeHands(context, peer, use === 'initiate' ? 'context' : 'peer');
  return { context, peer };
}

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

describeWithPeer('MIT GSSAPI', () => {
  describe.each(ENDS)('with $keys keys and frames of WinRM, where we $use', (end) => {
    test('opens what we seal, whose token is all that is in front of the data', async () => {
      const { context, peer } = await connect(end);
      for (const message of MESSAGES) {
        const frame = context.wrapWinRM(message);
        const size = frame.readUInt32LE(0);
        expect(size).toBe(winRMToken(end.keys, message.length));
        const [token, data] = [frame.subarray(4, 4 + size), frame.subarray(4 + size)];
        const opened = await peer.unwrapParts(data, token);
        expectBytes(opened.data, message);
        expect(opened.encrypted).toBe(true);
      }
    });

    test('seals what we open', async () => {
      const { context, peer } = await connect(end);
      for (const message of MESSAGES) {
        const { data, token } = await peer.wrapParts(message);
        const length = Buffer.alloc(4);
        length.writeUInt32LE(token.length);
        const frame = Buffer.concat([length, token, data]);
        const opened = context.unwrapWinRM(frame);
        expectBytes(opened.data, message);
        expect(opened.encrypted).toBe(true);
      }
    });
  });

  describe.each(ENDS)('with $keys keys and messages of DCE style, where we $use', (end) => {
    test('opens and seals them', async () => {
      const { context, peer } = await connect(end, DCE);
      const message = Buffer.alloc(64, 'stub data');
      const sealed = context.wrapDce({ data: message });
      expect(sealed.token).toHaveLength(end.dceToken);
      expect(await peer.unwrapParts(sealed.data, sealed.token)).toEqual({
        data: message,
        encrypted: true,
      });
      const answer = await peer.wrapParts(message);
      expect(context.unwrapDce(answer)).toMatchObject({ data: message, encrypted: true });
    });

    test('are refused by Wine outside of DCE style, where its parts are in another order', async () => {
      const { context } = await connect(end);
      const data = Buffer.alloc(64, 'stub data');
      if (!onWine) {
        expect(context.wrapDce({ data }).data).toHaveLength(data.length);
        return;
      }
      const refused = {
        code: 'SEC_E_UNSUPPORTED_FUNCTION',
        hint: expect.stringMatching(/DCE_STYLE/),
      };
      expect(thrownBy(() => context.wrapDce({ data }))).toMatchObject(refused);
      expect(thrownBy(() => context.unwrapDce({ data, token: data }))).toMatchObject(refused);
    });

    // Wine gives gss_wrap_iov and gss_unwrap_iov empty buffers in place of the header and the trailer,
    // and has no call that takes them. Windows authenticates them.
    test('authenticates headers, which on Wine no end of ours can', async () => {
      const { context, peer } = await connect(end, DCE);
      const data = Buffer.alloc(64, 'stub data');
      const header = Buffer.from('the header of the packet');
      const theirs = await peer.wrapParts(data, header);
      if (onWine) {
        const refused = { code: 'SEC_E_UNSUPPORTED_FUNCTION' };
        expect(thrownBy(() => context.wrapDce({ header, data }))).toMatchObject(refused);
        expect(thrownBy(() => context.unwrapDce({ header, ...theirs }))).toMatchObject(refused);
        // Nor is a message with a header taken for one without.
        expect(thrownBy(() => context.unwrapDce(theirs))).toBeInstanceOf(MessageAlteredError);
        const ours = context.wrapDce({ data });
        await expect(peer.unwrapParts(ours.data, ours.token, header)).rejects.toThrow(/refused/);
        return;
      }
      expect(context.unwrapDce({ header, ...theirs }).data).toEqual(data);
      const ours = context.wrapDce({ header, data });
      expect((await peer.unwrapParts(ours.data, ours.token, header)).data).toEqual(data);
    });

    test('opens and makes signatures of a whole packet', async () => {
      const { context, peer } = await connect(end, DCE);
      const packet = Buffer.alloc(100, 'header, stub data and trailer');
      await peer.verify(packet, context.sign(packet));
      context.verify(packet, await peer.sign(packet));
    });
  });
});
