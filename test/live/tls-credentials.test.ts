import { describe, expect, test } from '@jest/globals';

import { CertificateError, Credentials, SP_PROT, SspiError } from 'secur32';

import { PASSPHRASE, PFX } from '../support/certificate.js';
import { argumentError, rejectionOf } from '../support/errors.js';
import { connect, prepare, shakeHands } from '../support/loopback.js';
import { byPlatform, onWine } from '../support/platform.js';
import { storedKeys } from '../support/stored-keys.js';

const acquireServer = (): Promise<Credentials> =>
  Credentials.acquire({
    package: 'Schannel',
    use: 'accept',
    tls: { pfx: PFX, passphrase: PASSPHRASE },
  });

describe('a PFX', () => {
  test('leaves no key behind when its credentials and contexts are closed', async () => {
    const before = storedKeys();
    const loopback = await connect('Schannel');
    expect(storedKeys().length).toBeGreaterThan(before.length);
    loopback.close();
    expect(storedKeys()).toEqual(before);
  });

  test('keeps its key while a context lives', async () => {
    const before = storedKeys();
    using loopback = await connect('Schannel');
    const { client, server } = loopback;
    loopback.clientCredentials.close();
    loopback.serverCredentials.close();
    expect(storedKeys().length).toBeGreaterThan(before.length);
    const text = Buffer.from('still open');
    expect(client.unwrap(server.wrap(text)).data).toEqual(text);
    loopback.close();
    expect(storedKeys()).toEqual(before);
  });

  test('may be used many times at once', async () => {
    const before = storedKeys();
    for (let round = 0; round < 5; round += 1) {
      const all = await Promise.all([1, 2, 3, 4].map(acquireServer));
      for (const each of all) each.close();
    }
    expect(storedKeys()).toEqual(before);
  });

  test('is of use to one server after another has closed it', async () => {
    const first = await connect('Schannel');
    using second = await connect('Schannel');
    first.close();
    const text = Buffer.from('the key is its own');
    expect(second.server.unwrap(second.client.wrap(text)).data).toEqual(text);
  });

  test('may have a password of bytes', async () => {
    const passphrase = Buffer.from(PASSPHRASE);
    using loopback = await connect('Schannel', { acceptTls: { passphrase } });
    expect(loopback.server.state).toBe('established');
  });

  test.each([
    ['a wrong password', { pfx: PFX, passphrase: 'wrong' }],
    ['no password', { pfx: PFX }],
    ['bytes that are no PFX', { pfx: Buffer.from('no PFX'), passphrase: PASSPHRASE }],
  ])('with %s is refused, and leaves no key behind', async (_, tls) => {
    const before = storedKeys();
    const error = await rejectionOf(
      Credentials.acquire({ package: 'Schannel', use: 'accept', tls }),
    );
    expect(error).toBeInstanceOf(SspiError);
    expect(error).toMatchObject({ syscall: 'PFXImportCertStore', package: 'Schannel' });
    expect(storedKeys()).toEqual(before);
  });
});

describe('a certificate of a store', () => {
  const thumbprint = '00'.repeat(20);

  test.each([
    // The one store that Wine has too from the beginning.
    ['an unknown thumbprint', 'Root', 'CertFindCertificateInStore', 'CRYPT_E_NOT_FOUND'],
    ['an unknown store', 'NoSuchStore', 'CertOpenStore', 'ERROR_FILE_NOT_FOUND'],
  ])('is not found by %s', async (_, store, syscall, code) => {
    const tls = { certificate: { thumbprint, store, location: 'localMachine' } } as const;
    const error = await rejectionOf(Credentials.acquire({ package: 'Schannel', tls }));
    expect(error).toMatchObject({ syscall, code });
  });
});

describe('a server without a certificate', () => {
  test('is refused before the call, which Wine would grant', async () => {
    const acquired = Credentials.acquire({ package: 'Schannel', use: 'accept' });
    expect(await rejectionOf(acquired)).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'must have a pfx or a certificate'),
    );
  });
});

describe('the certificate of a server', () => {
  test('must be trusted, unless the client checks it itself', async () => {
    using loopback = await prepare('Schannel', { tls: { rejectUnauthorized: true } });
    if (onWine) {
      // Wine's Schannel checks no certificate: its callers do that.
      await shakeHands(loopback);
      expect(loopback.client.state).toBe('established');
      return;
    }
    const error = await rejectionOf(shakeHands(loopback));
    expect(error).toBeInstanceOf(CertificateError);
    expect(error).toMatchObject({ code: 'SEC_E_UNTRUSTED_ROOT' });
  });
});

describe('the versions of TLS', () => {
  test('may end with 1.2', async () => {
    using loopback = await connect('Schannel', { tls: { maxVersion: 'TLSv1.2' } });
    const { protocol } = loopback.client.query('connectionInfo');
    expect(protocol & SP_PROT.TLS1_2).not.toBe(0);
  });

  test('may begin with 1.3', async () => {
    const connected = connect('Schannel', { tls: { minVersion: 'TLSv1.3' } });
    if (onWine) {
      expect(await rejectionOf(connected)).toMatchObject({
        code: 'SEC_E_ALGORITHM_MISMATCH',
        syscall: 'AcquireCredentialsHandle',
      });
      return;
    }
    using loopback = await connected;
    const { client, server } = loopback;
    const text = Buffer.from('sealed with 1.3');
    expect(client.query('connectionInfo').protocol & SP_PROT.TLS1_3).not.toBe(0);
    expect(server.unwrap(client.wrap(text)).data).toEqual(text);
  });

  test('are what both ends allow', async () => {
    const options = {
      tls: { maxVersion: 'TLSv1.2' },
      acceptTls: { minVersion: 'TLSv1.2' },
    } as const;
    using loopback = await connect('Schannel', options);
    // A server reports the bit of the server on Windows, and that of the client on Wine.
    const bit = byPlatform({ windows: SP_PROT.TLS1_2_SERVER, wine: SP_PROT.TLS1_2_CLIENT });
    expect(loopback.server.query('connectionInfo').protocol).toBe(bit);
  });
});
