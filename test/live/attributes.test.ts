import { expect, test } from '@jest/globals';

import type { ContextAttributes } from 'secur32';
import { SECPKG_ATTR, SP_PROT, UnsupportedFunctionError } from 'secur32';

import { STRUCTURES } from '../support/attribute-structures.js';
import { describeEach, describeWith, GSS_PACKAGES, PACKAGES } from '../support/capabilities.js';
import { CERTIFICATE } from '../support/certificate.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { argumentError, rejectionOf, thrownBy } from '../support/errors.js';
import { onWine } from '../support/platform.js';

type Name = keyof ContextAttributes;

// What Wine 10 answers, on both ends unless said otherwise. Windows answers more: of its packages,
// Kerberos and NTLM all of the general attributes, and Schannel all of its own.
const COMMON = ['sizes', 'negotiationInfo', 'sessionKey'] as const;
const ANSWERED_BY_WINE: Readonly<Record<(typeof PACKAGES)[number], readonly Name[]>> = {
  Kerberos: COMMON,
  Negotiate: COMMON,
  NTLM: [...COMMON, 'flags', 'keyInfo'],
  Schannel: [
    ...(['streamSizes', 'keyInfo', 'connectionInfo', 'cipherInfo', 'applicationProtocol'] as const),
    // The server has none of a client without a certificate: SEC_E_INTERNAL_ERROR.
    ...(['endpointBindings', 'uniqueBindings', 'remoteCertificate'] as const),
  ],
};

const TLS_12 = { tls: { maxVersion: 'TLSv1.2' } } as const;
const ALL = Object.keys(STRUCTURES) as Name[];

describeEach(PACKAGES, 'an attribute of %s', (name) => {
  const loopback = connectBeforeEach(name, name === 'Schannel' ? TLS_12 : {});

  // Which attributes a release of Windows has is not listed anywhere.
  const windowsToo = onWine ? test : test.skip;
  windowsToo('is answered, or not supported, and never anything else', () => {
    const { client } = loopback();
    const answered = ALL.filter((attribute) => {
      try {
        client.query(attribute);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(UnsupportedFunctionError);
        return false;
      }
    });
    expect(answered.sort()).toEqual([...ANSWERED_BY_WINE[name]].sort());
  });

  test('can be asked for by its number, and a handle cannot', () => {
    const { client } = loopback();
    const attribute = name === 'Schannel' ? SECPKG_ATTR.STREAM_SIZES : SECPKG_ATTR.SIZES;
    const bytes = client.queryRaw(attribute);
    expect(bytes).toHaveLength(4096);
    const first =
      name === 'Schannel' ? client.query('streamSizes').header : client.query('sizes').maxToken;
    expect(bytes.readUInt32LE()).toBe(first);
    expect(thrownBy(() => client.queryRaw(SECPKG_ATTR.ACCESS_TOKEN))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'handle'),
    );
    expect(thrownBy(() => client.queryRaw(999))).toBeInstanceOf(UnsupportedFunctionError);
  });

  test('that nobody has, cannot be set', () => {
    const { client } = loopback();
    const set = (): void => client.setRaw(999, Buffer.alloc(4));
    expect(thrownBy(set)).toMatchObject({ syscall: 'SetContextAttributes' });
  });

  test('of credentials is answered, or not supported', async () => {
    const { clientCredentials } = loopback();
    if (name === 'Schannel') {
      const protocols = await clientCredentials.query('supportedProtocols');
      expect(protocols & SP_PROT.TLS1_2_CLIENT).toBe(SP_PROT.TLS1_2_CLIENT);
      const { minimum, maximum } = await clientCredentials.query('cipherStrengths');
      expect(minimum).toBeLessThanOrEqual(maximum);
      return;
    }
    // Windows names the user: SSPI\alice.
    const asked = clientCredentials.query('names');
    if (onWine) expect(await rejectionOf(asked)).toBeInstanceOf(UnsupportedFunctionError);
    else expect((await asked).userName).not.toBe('');
  });

  // Windows sets it for Kerberos, and says SEC_E_UNSUPPORTED_FUNCTION for others.
  test('of credentials cannot be set by Wine', async () => {
    const { clientCredentials } = loopback();
    const set = clientCredentials.set('kdcProxySettings', { proxyServer: 'proxy.sspi.test' });
    if (onWine) expect(await rejectionOf(set)).toBeInstanceOf(UnsupportedFunctionError);
    else await set.catch(() => undefined);
  });
});

describeEach(GSS_PACKAGES, 'the session key of %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('is the same on both ends', () => {
    const { client, server } = loopback();
    const key = client.query('sessionKey');
    expect(key.length).toBeGreaterThanOrEqual(16);
    if (name === 'NTLM' && onWine) return; // Its server makes no keys.
    expect(server.query('sessionKey').equals(key)).toBe(true);
  });
});

describeWith('NTLM', 'the key of NTLM', () => {
  const loopback = connectBeforeEach('NTLM');

  test('has 128 bits, and names its algorithms', () => {
    const { keySize, signatureAlgorithmName, encryptAlgorithmName } =
      loopback().client.query('keyInfo');
    expect(keySize).toBe(128);
    expect([signatureAlgorithmName, encryptAlgorithmName]).toEqual(['HMAC-MD5', 'RSADSI RC4']);
  });
});

describeWith('Schannel', 'the key of Schannel', () => {
  const loopback = connectBeforeEach('Schannel', TLS_12);

  // The text is a constant of Wine's, which would not survive being freed.
  test('names its algorithms as often as it is asked', () => {
    const { client } = loopback();
    const first = client.query('keyInfo');
    for (let i = 0; i < 1000; i += 1) client.query('keyInfo');
    expect(client.query('keyInfo')).toEqual(first);
    expect(first.keySize).toBeGreaterThanOrEqual(128);
    expect(first.encryptAlgorithmName).toMatch(/AES/);
  });

  test('comes with the certificate of the server, alone or in its chain', () => {
    const { client } = loopback();
    expect(client.query('remoteCertificate')).toEqual(CERTIFICATE.raw);
    const chain = (): Buffer[] => client.query('remoteCertificateChain');
    if (onWine) expect(thrownBy(chain)).toBeInstanceOf(UnsupportedFunctionError);
    else expect(chain()[0]).toEqual(CERTIFICATE.raw);
  });

  // Windows takes it of DTLS only.
  test('is of a stream, which has no datagrams whose size could be set', () => {
    const set = (): void => {
      loopback().client.set('dtlsMtu', 1400);
    };
    expect(thrownBy(set)).toMatchObject({ syscall: 'SetContextAttributes' });
    if (onWine) expect(thrownBy(set)).toBeInstanceOf(UnsupportedFunctionError);
  });
});
