import { beforeEach, describe, expect, test } from '@jest/globals';

import { inspect } from 'node:util';

import { acquire, client } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import type { AcquireOptions } from '#lib/index';
import { Credentials, Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal } from '../support/errors';
import { unusableBytes } from '../support/memory';

const TYPE = 'ERR_INVALID_ARG_TYPE';
const VALUE = 'ERR_INVALID_ARG_VALUE';

beforeEach(resetFake);

async function acquireWith(options: unknown): Promise<Credentials> {
  return await Credentials.acquire(options as AcquireOptions);
}

/** What the addon is asked for; members that are undefined do not count. */
async function asked(options: AcquireOptions): Promise<unknown> {
  await Credentials.acquire(options);
  return fake.acquired.at(-1);
}

describe('acquire', () => {
  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['no options', undefined, TYPE, 'options'],
    ['a name in place of options', 'Kerberos', TYPE, 'options'],
    ['no package', {}, TYPE, 'options.package'],
    ['an empty package', { package: '' }, VALUE, 'options.package'],
    ['an unknown option', { package: 'NTLM', user: 'a' }, VALUE, "no option 'user'"],
    ['an unknown use', { package: 'NTLM', use: 'client' }, VALUE, 'options.use'],
    ['a use of Object', { package: 'NTLM', use: 'toString' }, VALUE, 'options.use'],
    ['a use null', { package: 'NTLM', use: null }, TYPE, 'options.use'],
    ['an empty principal', { package: 'NTLM', principal: '' }, VALUE, 'options.principal'],
    ['a principal null', { package: 'NTLM', principal: null }, TYPE, 'options.principal'],
    ['an identity null', { package: 'NTLM', identity: null }, TYPE, 'options.identity'],
    ['tls on Kerberos', { package: 'Kerberos', tls: {} }, VALUE, 'options.tls is for Schannel'],
    ['tls null on Schannel', { package: 'Schannel', tls: null }, TYPE, 'options.tls'],
    ['tls true on Schannel', { package: 'Schannel', tls: true }, TYPE, 'options.tls'],
    [
      'an identity on Schannel',
      { package: 'Schannel', identity: { user: 'a', password: 'b' } },
      VALUE,
      'options.identity is not for Schannel',
    ],
    [
      'a package list on Schannel',
      { package: 'Schannel', packageList: ['Kerberos'] },
      VALUE,
      'options.packageList is not for Schannel',
    ],
  ])('refuses %s before it asks Windows', async (_name, options, code, text) => {
    await expect(acquireWith(options)).rejects.toEqual(argumentError(code, text));
    expect(fake.acquired).toEqual([]);
  });

  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['no user', { password: 'x' }, TYPE, 'identity.user'],
    ['an empty user', { user: '', password: 'x' }, VALUE, 'identity.user'],
    ['a user with a zero', { user: 'a\0b', password: 'x' }, VALUE, 'identity.user'],
    ['no password', { user: 'a' }, TYPE, 'identity.password'],
    ['a password that is a number', { user: 'a', password: 5 }, TYPE, 'identity.password'],
    ['a domain null', { user: 'a', domain: null, password: 'x' }, TYPE, 'identity.domain'],
    ['an unknown key', { user: 'a', password: 'x', realm: 'R' }, VALUE, "no option 'realm'"],
    ['bytes not UTF-8', { user: 'a', password: Buffer.from([0xff]) }, VALUE, 'UTF-8'],
    ['a zero in bytes', { user: 'a', password: Buffer.from('a\0') }, VALUE, 'zero byte'],
    ['a zero in the password', { user: 'a', password: 'a\0' }, VALUE, 'zero character'],
  ])('refuses an identity with %s', async (_name, identity, code, text) => {
    await expect(acquireWith({ package: 'NTLM', identity })).rejects.toEqual(
      argumentError(code, text),
    );
    expect(fake.acquired).toEqual([]);
  });

  test.each(unusableBytes())('refuses a password in %s memory', async (_kind, password) => {
    const identity = { user: 'alice', password };
    await expect(acquireWith({ package: 'NTLM', identity })).rejects.toEqual(
      argumentError(VALUE, 'options.identity.password'),
    );
  });

  test.each([
    ['is text', 'Kerberos', VALUE],
    ['is empty', [], VALUE],
    ['has a number', [5], TYPE],
    ['has an empty name', [''], VALUE],
    ['has two names in one', ['Kerberos,NTLM'], VALUE],
  ] as [string, unknown, ArgumentErrorCode][])(
    'refuses a package list that %s',
    async (_name, packageList, code) => {
      await expect(acquireWith({ package: 'Negotiate', packageList })).rejects.toEqual(
        argumentError(code, 'options.packageList'),
      );
    },
  );

  test('refuses a package that the system does not have', async () => {
    await expect(acquire('Digest')).rejects.toMatchObject({
      name: 'PackageNotFoundError',
      package: 'Digest',
    });
    expect(fake.credentials).toEqual([]);
  });
});

describe('what reaches AcquireCredentialsHandle', () => {
  test('is the current user of a client, when only a package is given', async () => {
    expect(await asked({ package: 'Kerberos' })).toEqual({ package: 'Kerberos', use: 2 });
  });

  test.each<['initiate' | 'accept' | 'both', number]>([
    ['initiate', 2],
    ['accept', 1],
    ['both', 3],
  ])('is the use %s as %p', async (use, value) => {
    expect(await asked({ package: 'NTLM', use })).toMatchObject({ use: value });
  });

  test('is the identity and the principal as given, with an empty domain and list', async () => {
    const identity = { user: 'alice@EXAMPLE.COM', password: '' };
    expect(await asked({ package: 'kerberos', principal: 'HTTP/a', identity })).toEqual({
      package: 'kerberos',
      use: 2,
      principal: 'HTTP/a',
      identity: { ...identity, domain: '', packageList: '' },
    });
  });

  test('is the very bytes of a password, without a copy that nobody wipes', async () => {
    const password = Buffer.from('pässwörd');
    await acquire('NTLM', { identity: { user: 'alice', domain: 'D', password } });
    expect(fake.acquired[0]?.identity?.password).toBe(password);
  });

  test('is a package list with commas, also for the current user', async () => {
    const packageList = ['!ntlm', 'Kerberos'];
    expect(await asked({ package: 'Negotiate', packageList })).toMatchObject({
      identity: { packageList: '!ntlm,Kerberos' },
    });
    const identity = { user: 'a', domain: 'D', password: 'x' };
    expect(await asked({ package: 'Negotiate', packageList, identity })).toMatchObject({
      identity: { ...identity, packageList: '!ntlm,Kerberos' },
    });
  });

  test('has options of Schannel for Schannel alone', async () => {
    expect(await asked({ package: 'Schannel' })).toMatchObject({
      schannel: { certificates: [], enabledProtocols: 0 },
    });
    expect(await asked({ package: 'NTLM' })).not.toHaveProperty('schannel', expect.anything());
  });
});

describe('a failure', () => {
  test.each([
    ['AcquireCredentialsHandle', Status.SEC_E_UNKNOWN_CREDENTIALS, 'AuthenticationError'],
    ['PFXImportCertStore', Status.ERROR_INVALID_PASSWORD, 'SspiError'],
    ['CertFindCertificateInStore', Status.CRYPT_E_NOT_FOUND, 'SspiError'],
  ])('of %s names it', async (syscall, status, name) => {
    fake.acquire = () => ({ status, syscall, expiry: 0n });
    const tls = { pfx: Buffer.from('pfx'), passphrase: 'hunter2' };
    const failed = Credentials.acquire({ package: 'Schannel', tls });
    await expect(failed).rejects.toMatchObject({ name, syscall, status, package: 'Schannel' });
    await expect(failed).rejects.toThrow(new RegExp(`^${syscall} failed with `));
    await expect(failed).rejects.not.toThrow(/hunter2/);
  });
});

describe('credentials', () => {
  test("have the system's name of the package and its expiry", async () => {
    const credentials = await acquire('kerberos');
    expect(credentials.package).toBe('Kerberos');
    expect(credentials.expiry).toBeUndefined();
    fake.acquire = () => ({ status: 0, syscall: '', expiry: 134_000_000_000_000_000n });
    expect((await acquire('NTLM')).expiry?.getFullYear()).toBe(2025);
  });

  test('show no secret when they are inspected', async () => {
    const identity = { user: 'alice', password: 'hunter2' };
    const credentials = await acquire('Kerberos', { identity });
    expect(inspect(credentials, { showHidden: true, depth: 9 })).toBe('Credentials { Kerberos }');
    credentials.close();
    expect(inspect(credentials)).toBe('Credentials { Kerberos, closed }');
    expect(JSON.stringify(credentials)).toBe('{}');
  });

  test('make no contexts once they are closed', async () => {
    const credentials = await acquire('NTLM', { use: 'both' });
    credentials.close();
    expect(() => credentials.initiate({})).toThrow(refusal('ERR_SSPI_CLOSED'));
    expect(() => credentials.accept()).toThrow(refusal('ERR_SSPI_CLOSED'));
    expect(fake.contexts).toEqual([]);
  });

  test('can be closed twice, and by using', async () => {
    const credentials = await acquire('NTLM');
    credentials.close();
    credentials.close();
    expect(fake.credentials[0]?.acquired).toBe(false);
    const disposed = await acquire('NTLM');
    disposed[Symbol.dispose]();
    expect(() => disposed.initiate({})).toThrow(refusal('ERR_SSPI_CLOSED'));
  });
});

describe('options of a context', () => {
  test.each<[string, string, unknown, ArgumentErrorCode, string]>([
    ['NTLM', 'none', undefined, TYPE, 'options'],
    ['NTLM', 'an unknown key', { spn: 'HTTP/a' }, VALUE, "no option 'spn'"],
    ['NTLM', 'an empty target', { target: '' }, VALUE, 'options.target'],
    ['NTLM', 'a target null', { target: null }, TYPE, 'options.target'],
    ['Kerberos', 'no target', {}, TYPE, 'options.target'],
    ['Schannel', 'no target', {}, TYPE, 'options.target'],
    ['NTLM', 'signed flags', { flags: -1 }, 'ERR_OUT_OF_RANGE', 'options.flags'],
    ['NTLM', 'flags null', { flags: null }, TYPE, 'options.flags'],
    ['NTLM', 'ALLOCATE_MEMORY', { flags: 0x100 }, VALUE, 'ALLOCATE_MEMORY'],
    ['NTLM', 'bindings in text', { channelBindings: 'tls' }, TYPE, 'options.channelBindings'],
  ])('of a %s client are refused: %s', async (name, _problem, options, code, text) => {
    const credentials = await acquire(name);
    expect(() => credentials.initiate(options as never)).toThrow(argumentError(code, text));
    expect(fake.contexts).toEqual([]);
  });

  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['null', null, TYPE, 'options'],
    ['a target', { target: 'HTTP/a' }, VALUE, "no option 'target'"],
    ['flags as text', { flags: '0' }, TYPE, 'options.flags'],
    ['ALLOCATE_MEMORY', { flags: 0x100 }, VALUE, 'ALLOCATE_MEMORY'],
    ['bindings in an array', { channelBindings: [1] }, TYPE, 'options.channelBindings'],
  ])('of a server are refused: %s', async (_problem, options, code, text) => {
    const credentials = await acquire('NTLM', { use: 'accept' });
    expect(() => credentials.accept(options as never)).toThrow(argumentError(code, text));
    expect(fake.contexts).toEqual([]);
  });

  test.each(unusableBytes())('may not have bindings in %s memory', async (_kind, bytes) => {
    const refused = argumentError(VALUE, 'options.channelBindings');
    await expect(client('NTLM', { channelBindings: bytes })).rejects.toEqual(refused);
    const credentials = await acquire('NTLM', { use: 'accept' });
    expect(() => credentials.accept({ channelBindings: bytes })).toThrow(refused);
  });
});

test('are made by acquire() only', () => {
  const Public = Credentials as unknown as new (...args: unknown[]) => unknown;
  for (const args of [[], [{}, {}, 0n]]) {
    expect(() => new Public(...args)).toThrow(/made by Credentials.acquire\(\)/);
  }
});
