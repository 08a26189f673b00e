import { describe, expect, test } from '@jest/globals';

import {
  ASC_REQ,
  ASC_RET,
  AuthenticationError,
  Credentials,
  ISC_REQ,
  ISC_RET,
  listPackages,
  SECPKG_FLAG,
  SspModule,
} from 'secur32';

import { describeReference } from '../support/describe-reference.js';
import { rejectionOf, thrownBy } from '../support/errors.js';
import { flipped } from '../support/flip.js';
import {
  BUILT,
  connectReference,
  copy,
  hosted,
  HOSTED,
  INSTALLED,
  message,
  REFERENCE,
  SECRET,
  SECUR32,
  shakeReferenceHands,
  TOKEN_SIZE,
} from '../support/reference-ssp.js';

describeReference('the example package', () => {
  test('is listed by Windows, and shows its tables to the host', () => {
    const found = listPackages().find(({ name }) => name === REFERENCE);
    const flags = SECPKG_FLAG.INTEGRITY | SECPKG_FLAG.PRIVACY | SECPKG_FLAG.MUTUAL_AUTH;
    expect((found?.capabilities ?? 0) & flags).toBe(flags >>> 0);
    using module = SspModule.load(BUILT);
    const [own] = module.packages;
    expect(own).toMatchObject({ ...found });
    expect(own?.userFunctions).toMatchObject({
      ...{ SealMessage: true, UnsealMessage: true, InitUserModeContext: true },
      ...{ ExportContext: true, ImportContext: true, GetContextToken: false },
    });
    expect(own?.lsaFunctions).toMatchObject({ InitLsaModeContext: true, LogonUser: false });
  });

  describe.each([
    ['the host', HOSTED, HOSTED],
    ['Secur32', SECUR32, SECUR32],
    ['the host and Secur32', HOSTED, SECUR32],
    ['Secur32 and the host', SECUR32, HOSTED],
    ['the host, in the module that Secur32 has loaded', hosted(INSTALLED), SECUR32],
  ])('of %s', (_, initiator, acceptor) => {
    test('agrees on a key that is another one each time', async () => {
      using one = await connectReference(initiator, acceptor);
      using other = await connectReference(initiator, acceptor);
      const key = one.client.query('sessionKey');
      expect(key).toHaveLength(32);
      expect(one.server.query('sessionKey')).toEqual(key);
      expect(other.client.query('sessionKey')).not.toEqual(key);
    });

    test('tells both ends who the client is, and how much room a token takes', async () => {
      using pair = await connectReference(initiator, acceptor, { client: { user: 'Zoë' } });
      for (const end of [pair.client, pair.server]) {
        expect(end.query('names')).toEqual({ userName: 'Zoë' });
        expect(end.query('sizes')).toMatchObject({
          ...{ securityTrailer: TOKEN_SIZE, maxSignature: TOKEN_SIZE, blockSize: 0 },
        });
        expect(thrownBy(() => end.query('streamSizes'))).toMatchObject({
          code: 'SEC_E_UNSUPPORTED_FUNCTION',
        });
      }
    });

    test('grants what either end asks for', async () => {
      const flags = ISC_REQ.INTEGRITY;
      const options = { client: { flags }, server: { flags: ASC_REQ.CONFIDENTIALITY } };
      using pair = await connectReference(initiator, acceptor, options);
      const both = ISC_RET.MUTUAL_AUTH | ISC_RET.REPLAY_DETECT | ISC_RET.SEQUENCE_DETECT;
      const all = both | ISC_RET.CONFIDENTIALITY;
      expect(pair.client.flags).toBe(all | ISC_RET.INTEGRITY);
      expect(pair.server.flags).toBe(all | ASC_RET.INTEGRITY);
    });

    test('refuses the end that does not know the secret', async () => {
      const client = await initiator.initiate({ secret: 'the secret of someone else' });
      const server = await acceptor.accept();
      const hello = await client.step();
      const welcome = await server.step(hello.token);
      const error = await rejectionOf(client.step(welcome.token));
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ code: 'SEC_E_LOGON_DENIED' });
      expect(client.state).toBe('failed');
      client.close();
      server.close();
    });

    test.each(['hello', 'welcome', 'finish'])('refuses a changed %s', async (which) => {
      const deliver = (name: string, token: Buffer | undefined, at: number) =>
        name === which ? flipped(token as Buffer, at) : token;
      const client = await initiator.initiate();
      const server = await acceptor.accept();
      const handshake = async () => {
        const hello = await client.step();
        // The flags behind the mark of 12 bytes: what is asked for must not be lowered unseen.
        const welcome = await server.step(deliver('hello', hello.token, 12));
        const finish = await client.step(deliver('welcome', welcome.token, 20));
        await server.step(deliver('finish', finish.token, 20));
      };
      expect(await rejectionOf(handshake())).toMatchObject({ code: 'SEC_E_LOGON_DENIED' });
      client.close();
      server.close();
    });

    test('refuses what is no token of the handshake', async () => {
      const server = await acceptor.accept();
      const error = await rejectionOf(server.step(Buffer.from('GET / HTTP/1.1')));
      expect(error).toMatchObject({ code: 'SEC_E_INVALID_TOKEN' });
      server.close();
    });

    test('does not take the answer of an earlier handshake', async () => {
      const [first, server] = [await initiator.initiate(), await acceptor.accept()];
      const welcome = await server.step((await first.step()).token);
      const second = await initiator.initiate();
      await second.step();
      expect(await rejectionOf(second.step(welcome.token))).toMatchObject({
        code: 'SEC_E_LOGON_DENIED',
      });
      for (const end of [first, second, server]) end.close();
    });

    test('keeps connections apart', async () => {
      using one = await connectReference(initiator, acceptor);
      using other = await connectReference(initiator, acceptor);
      const sealed = one.client.seal(message('for one of them'));
      expect(thrownBy(() => other.server.unseal(copy(sealed.buffers)))).toMatchObject({
        code: 'SEC_E_MESSAGE_ALTERED',
      });
      expect(thrownBy(() => one.client.unseal(copy(sealed.buffers)))).toMatchObject({
        code: 'SEC_E_MESSAGE_ALTERED',
      });
      expect(String(one.server.unseal(sealed.buffers).buffers[1]?.data)).toBe('for one of them');
    });
  });

  test('wants a secret, and one that cannot be guessed', async () => {
    using module = SspModule.load(BUILT);
    const rejections = async (identity?: { user: string; password: string }) => {
      const given = identity && { identity };
      return [
        await rejectionOf(module.acquire(given)),
        await rejectionOf(Credentials.acquire({ package: REFERENCE, ...given })),
      ];
    };
    for (const error of await rejections()) {
      expect(error).toMatchObject({ code: 'SEC_E_NO_CREDENTIALS' });
    }
    for (const password of ['short', 'x'.repeat(1025)]) {
      for (const error of await rejections({ user: 'alice', password })) {
        expect(error).toMatchObject({ code: 'SEC_E_UNKNOWN_CREDENTIALS' });
      }
    }
  });

  test('makes no context that its credentials are not for', async () => {
    using module = SspModule.load(BUILT);
    using credentials = await module.acquire({ identity: { user: 'alice', password: SECRET } });
    using server = credentials.accept();
    expect(await rejectionOf(server.step(Buffer.from('?')))).toMatchObject({
      code: 'SEC_E_UNKNOWN_CREDENTIALS',
    });
  });

  test('serves many connections at once', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const route = index % 2 === 0 ? HOSTED : SECUR32;
        const [client, server] = [await route.initiate(), await route.accept()];
        await shakeReferenceHands(client, server);
        return { client, server };
      }),
    );
    for (const [index, { client, server }] of pairs.entries()) {
      const { buffers } = client.seal(message(`message ${index}`));
      expect(String(server.unseal(buffers).buffers[1]?.data)).toBe(`message ${index}`);
      client.close();
      server.close();
    }
  });
});
