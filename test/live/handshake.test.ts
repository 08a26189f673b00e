import { expect, test } from '@jest/globals';

import {
  ASC_REQ,
  ASC_RET,
  DEFAULT_INITIATE_FLAGS,
  ISC_REQ,
  ISC_RET,
  QopNotSupportedError,
  UnsupportedFunctionError,
} from 'secur32';

import { SERVICE } from '../support/accounts.js';
import { describeEach, GSS_PACKAGES } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { refusal, rejectionOf, thrownBy } from '../support/errors.js';
import type { Loopback } from '../support/loopback.js';
import { connect, prepare, shakeHands } from '../support/loopback.js';
import { byPlatform, onWine } from '../support/platform.js';

const mechanismOf = ({ client }: Loopback): string => client.query('negotiationInfo').package.name;

describeEach(GSS_PACKAGES, 'the handshake of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('is that of the package that the credentials are of', () => {
    const { client, server } = loopback();
    expect([client.package, server.package]).toEqual([name, name]);
  });

  test('reports the package that was negotiated, on both ends', () => {
    const { client, server } = loopback();
    // Without a domain there is no Kerberos, and Negotiate falls back to NTLM.
    const expected = name === 'Negotiate' ? (SERVICE === undefined ? 'NTLM' : 'Kerberos') : name;
    for (const end of [client, server]) {
      expect(end.query('negotiationInfo')).toMatchObject({ package: { name: expected }, state: 0 });
    }
  });

  test('grants confidentiality and integrity, which are asked for by default', () => {
    const { client, server } = loopback();
    const wanted = ISC_RET.CONFIDENTIALITY | ISC_RET.INTEGRITY;
    expect(client.flags & wanted).toBe(wanted);
    const accepted = ASC_RET.CONFIDENTIALITY | ASC_RET.INTEGRITY;
    expect(server.flags & accepted).toBe(accepted);
  });

  test('states the sizes of messages, the same on both ends', () => {
    const { client, server } = loopback();
    const sizes = client.query('sizes');
    expect(sizes.maxToken).toBeGreaterThan(0);
    expect(sizes.maxSignature).toBeGreaterThanOrEqual(16);
    expect(sizes.securityTrailer).toBeGreaterThanOrEqual(
      mechanismOf(loopback()) === 'NTLM' ? 16 : 60,
    );
    expect(server.query('sizes')).toEqual(sizes);
  });

  test('gives both ends the same session key, another one each time', async () => {
    const { client, server } = loopback();
    const key = client.query('sessionKey');
    expect(key.length).toBeGreaterThanOrEqual(16);
    expect(key.every((byte) => byte === 0)).toBe(false);
    expect(server.query('sessionKey')).toEqual(key);
    using other = await connect(name);
    expect(other.client.query('sessionKey')).not.toEqual(key);
  });

  test.each(['client', 'server'] as const)('tells the %s the name of the user', (side) => {
    const end = loopback()[side];
    if (onWine) {
      // Wine has no names of contexts.
      expect(thrownBy(() => end.query('names'))).toBeInstanceOf(UnsupportedFunctionError);
      return;
    }
    expect(end.query('names').userName).toMatch(/^[^\\]+\\[^\\]+$/);
  });

  test.each(['streamSizes', 'connectionInfo', 'cipherInfo', 'remoteCertificate'] as const)(
    'has no %s, which are of streams',
    (attribute) => {
      const error = thrownBy(() => loopback().client.query(attribute));
      expect(error).toBeInstanceOf(UnsupportedFunctionError);
      expect(error).toMatchObject({ syscall: 'QueryContextAttributes', package: name });
    },
  );

  test('has no further legs', async () => {
    const { client } = loopback();
    expect(await rejectionOf(client.step(Buffer.of(1)))).toEqual(refusal('ERR_SSPI_ESTABLISHED'));
    expect(client.state).toBe('established');
  });

  test('ends with a token that is not one, and that context with it', async () => {
    using prepared = await prepare(name);
    const { server } = prepared;
    const error = await rejectionOf(server.step(Buffer.from('this is not a token')));
    expect(error).toMatchObject({ syscall: 'AcceptSecurityContext', package: name });
    expect(server.state).toBe('failed');
    expect(await rejectionOf(server.step(Buffer.of(1)))).toEqual(
      refusal('ERR_SSPI_NOT_ESTABLISHED'),
    );
  });

  test('protects no message before it is done', async () => {
    using prepared = await prepare(name);
    const { client } = prepared;
    const notYet = refusal('ERR_SSPI_NOT_ESTABLISHED');
    expect(thrownBy(() => client.wrap(Buffer.of(1)))).toEqual(notYet);
    await client.step();
    if (client.state === 'established') return;
    expect(thrownBy(() => client.wrap(Buffer.of(1)))).toEqual(notYet);
    expect(thrownBy(() => client.query('sizes'))).toEqual(notYet);
  });
});

describeEach(['Kerberos', 'Negotiate'], 'the flags of %s', (name) => {
  test('are granted as they are asked for', async () => {
    using loopback = await connect(name);
    // NTLM proves nothing about the server.
    const provable = mechanismOf(loopback) === 'NTLM' ? ~ISC_REQ.MUTUAL_AUTH : ~0;
    const wanted = DEFAULT_INITIATE_FLAGS & provable;
    expect(loopback.client.flags & wanted).toBe(wanted);
  });
});

// Negotiate of Windows protects its own negotiation, and grants more than was asked for.
describeEach(['Kerberos'], 'the flags of %s', (name) => {
  test.each(['MUTUAL_AUTH', 'REPLAY_DETECT', 'SEQUENCE_DETECT'] as const)(
    'lack %s when it is not asked for',
    async (flag) => {
      using loopback = await connect(name, { flags: DEFAULT_INITIATE_FLAGS & ~ISC_REQ[flag] });
      expect(loopback.client.flags & ISC_RET[flag]).toBe(0);
      expect(loopback.server.flags & ASC_RET[flag]).toBe(0);
    },
  );
});

describeEach(['Kerberos', 'NTLM'], 'a context of %s without confidentiality', (name) => {
  // Wine's Kerberos is MIT's, which protects every context both ways, asked or not.
  const always = onWine && name === 'Kerberos';
  const options = { flags: ISC_REQ.INTEGRITY, acceptFlags: ASC_REQ.INTEGRITY };

  test('is what a client gets that asks for integrity only', async () => {
    using loopback = await connect(name, options);
    expect(loopback.client.flags & ISC_RET.INTEGRITY).toBe(ISC_RET.INTEGRITY);
    expect((loopback.client.flags & ISC_RET.CONFIDENTIALITY) !== 0).toBe(always);
  });

  test('seals nothing', async () => {
    using loopback = await connect(name, options);
    const { client } = loopback;
    const text = Buffer.from('not to be sent in the clear');
    if (always) {
      expect(client.wrap(text).includes(text)).toBe(false);
      return;
    }
    const error = thrownBy(() => client.wrap(text));
    expect(error).toBeInstanceOf(QopNotSupportedError);
    expect(error).toMatchObject({ code: 'SEC_E_QOP_NOT_SUPPORTED', syscall: 'EncryptMessage' });
  });
});

describeEach(['NTLM'], 'a context of %s without any protection', (name) => {
  test('neither seals nor signs', async () => {
    // Without a bit of the client's that means protection, none is negotiated.
    using loopback = await connect(name, { flags: ISC_REQ.CONNECTION, acceptFlags: 0 });
    const { client } = loopback;
    expect(client.flags & (ISC_RET.CONFIDENTIALITY | ISC_RET.INTEGRITY)).toBe(0);
    for (const encrypt of [true, false]) {
      const error = thrownBy(() => client.wrap(Buffer.of(1), { encrypt }));
      expect(error).toBeInstanceOf(QopNotSupportedError);
    }
  });
});

describeEach(['Kerberos'], 'a handshake of %s without mutual authentication', (name) => {
  test('is done for the client before the server answers', async () => {
    const flags = DEFAULT_INITIATE_FLAGS & ~ISC_REQ.MUTUAL_AUTH;
    using prepared = await prepare(name, { flags });
    const { done, token } = await prepared.client.step();
    expect([done, token === undefined]).toEqual([true, false]);
    const answer = await prepared.server.step(token);
    expect([answer.done, answer.token]).toEqual([true, undefined]);
  });
});

describeEach(['Kerberos'], 'a token of %s', (name) => {
  test('that was altered is refused', async () => {
    using prepared = await prepare(name);
    const { token = Buffer.alloc(0) } = await prepared.client.step();
    const at = token.length - 20;
    token.writeUInt8(token.readUInt8(at) ^ 1, at);
    const error = await rejectionOf(prepared.server.step(token));
    expect(error).toMatchObject({
      syscall: 'AcceptSecurityContext',
      code: byPlatform({ windows: 'SEC_E_MESSAGE_ALTERED', wine: 'SEC_E_INTERNAL_ERROR' }),
    });
  });

  test('is accepted once: a replay is refused', async () => {
    using prepared = await prepare(name);
    const { token } = await prepared.client.step();
    using second = prepared.serverCredentials.accept();
    await prepared.server.step(token);
    const error = await rejectionOf(second.step(token));
    expect(error).toMatchObject({ syscall: 'AcceptSecurityContext' });
  });

  test('is no business of another client', async () => {
    using first = await prepare(name);
    using second = await prepare(name);
    await second.client.step();
    const { token } = await first.client.step();
    const answer = await first.server.step(token);
    const error = await rejectionOf(second.client.step(answer.token));
    expect(error).toMatchObject({ syscall: 'InitializeSecurityContext' });
    expect(second.client.state).toBe('failed');
  });
});

describeEach(GSS_PACKAGES, 'handshakes of %s', (name) => {
  test('run beside each other', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => prepare(name)));
    await Promise.all(all.map((each) => shakeHands(each)));
    for (const each of all) {
      expect(each.client.state).toBe('established');
      each.close();
    }
  });
});
