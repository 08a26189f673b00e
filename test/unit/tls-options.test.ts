import os from 'node:os';

import { beforeEach, describe, expect, jest, test } from '@jest/globals';

import { fake, resetFake } from '../support/fake-binding';

import { SCH_CRED, SCH_SEND, SCH_USE, SP_PROT } from '#lib/constants';
import type { TlsOptions, TlsVersion } from '#lib/tls-options';
import { toSchannel as convert } from '#lib/tls-options';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError } from '../support/errors';
import { unusableBytes } from '../support/memory';

const toSchannel = (options: TlsOptions): ReturnType<typeof convert> =>
  convert(options, 'initiate');
const TYPE = 'ERR_INVALID_ARG_TYPE';
const VALUE = 'ERR_INVALID_ARG_VALUE';
const THUMBPRINT = '0123456789abcdef0123456789ABCDEF01234567';
const pfx = Buffer.from('a PFX');

beforeEach(resetFake);

describe('TLS options', () => {
  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['an unknown key', { cert: 'x' }, VALUE, "no option 'cert'"],
    ['the PFX as text', { pfx: 'x' }, TYPE, 'tls.pfx'],
    ['the PFX null', { pfx: null }, TYPE, 'tls.pfx'],
    ['an empty PFX', { pfx: Buffer.alloc(0) }, VALUE, 'tls.pfx'],
    ['a passphrase of a wrong type', { pfx, passphrase: 5 }, TYPE, 'tls.passphrase'],
    ['a passphrase not UTF-8', { pfx, passphrase: Buffer.from([0xff]) }, VALUE, 'UTF-8'],
    ['a passphrase without a PFX', { passphrase: 'x' }, VALUE, 'tls.passphrase'],
    ['two certificates', { pfx, certificate: { thumbprint: THUMBPRINT } }, VALUE, 'not have both'],
    ['a certificate as text', { certificate: THUMBPRINT }, TYPE, 'tls.certificate'],
    ['no thumbprint', { certificate: {} }, TYPE, 'certificate.thumbprint'],
    ['an unknown version', { minVersion: 'SSLv3' }, VALUE, 'tls.minVersion'],
    ['a version as a number', { maxVersion: 1.2 }, TYPE, 'tls.maxVersion'],
    ['a version null', { minVersion: null }, TYPE, 'tls.minVersion'],
    ['versions crossed', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }, VALUE, 'newer than'],
    ['rejectUnauthorized 0', { rejectUnauthorized: 0 }, TYPE, 'tls.rejectUnauthorized'],
    ['signed flags', { flags: -1 }, 'ERR_OUT_OF_RANGE', 'tls.flags'],
    ['flags as text', { flags: '8' }, TYPE, 'tls.flags'],
  ])('are refused: %s', (_name, options, code, text) => {
    expect(() => toSchannel(options as TlsOptions)).toThrow(argumentError(code, text));
  });

  test.each(unusableBytes())('refuse a PFX in %s memory', (_kind, bytes) => {
    expect(() => toSchannel({ pfx: bytes })).toThrow(argumentError(VALUE, 'options.tls.pfx'));
  });

  test('may all be left out: no certificate, the versions of the system', () => {
    expect(toSchannel({})).toMatchObject({ certificates: [], enabledProtocols: 0 });
  });
});

describe('the certificate', () => {
  test('is a PFX as given, whose passphrase is empty by default', () => {
    const passphrase = Buffer.from('geheim');
    expect(toSchannel({ pfx }).certificates).toEqual([{ pfx, passphrase: '' }]);
    const [certificate] = toSchannel({ pfx, passphrase }).certificates;
    expect(certificate).toEqual({ pfx, passphrase });
    expect(certificate).toHaveProperty('passphrase', passphrase);
  });

  test('is one of the personal store of the user by default', () => {
    expect(toSchannel({ certificate: { thumbprint: THUMBPRINT } }).certificates).toEqual([
      { localMachine: false, storeName: 'MY', thumbprint: Buffer.from(THUMBPRINT, 'hex') },
    ]);
  });

  test('is one of a store of the machine', () => {
    const certificate = { thumbprint: THUMBPRINT, store: 'WebHosting' };
    expect(
      toSchannel({ certificate: { ...certificate, location: 'localMachine' } }).certificates,
    ).toEqual([expect.objectContaining({ localMachine: true, storeName: 'WebHosting' })]);
  });

  test.each([
    ['an empty store', { store: '' }, VALUE],
    ['an unknown location', { location: 'service' }, VALUE],
    ['an unknown key', { subject: 'x' }, VALUE],
  ] as [string, object, ArgumentErrorCode][])('is refused with %s', (_name, more, code) => {
    const certificate = { thumbprint: THUMBPRINT, ...more };
    expect(() => toSchannel({ certificate })).toThrow(argumentError(code, 'tls.certificate'));
  });
});

describe('a thumbprint', () => {
  test.each([
    ['plain', THUMBPRINT],
    ['with colons', THUMBPRINT.replace(/..(?!$)/g, '$&:')],
    ['with spaces', ` ${THUMBPRINT.replace(/../g, '$& ')}`],
    ["as Windows' dialog copies it", `\u200e${THUMBPRINT}`],
    ['in capitals', THUMBPRINT.toUpperCase()],
  ])('is read %s', (_name, thumbprint) => {
    expect(toSchannel({ certificate: { thumbprint } }).certificates).toEqual([
      expect.objectContaining({ thumbprint: Buffer.from(THUMBPRINT, 'hex') }),
    ]);
  });

  test.each([
    ['too short', THUMBPRINT.slice(1)],
    ['too long', `${THUMBPRINT}0`],
    ['of SHA-256', THUMBPRINT + THUMBPRINT.slice(16)],
    ['with another letter', THUMBPRINT.replace('a', 'g')],
    ['empty', ''],
  ])('is refused %s', (_name, thumbprint) => {
    expect(() => toSchannel({ certificate: { thumbprint } })).toThrow(
      argumentError(VALUE, 'options.tls.certificate.thumbprint'),
    );
  });
});

describe('the versions', () => {
  const { TLS1_0, TLS1_1, TLS1_2, TLS1_3 } = SP_PROT;

  test.each<[TlsVersion | undefined, TlsVersion | undefined, number]>([
    [undefined, 'TLSv1', TLS1_0],
    [undefined, 'TLSv1.2', TLS1_0 | TLS1_1 | TLS1_2],
    ['TLSv1.1', 'TLSv1.2', TLS1_1 | TLS1_2],
    ['TLSv1.2', 'TLSv1.2', TLS1_2],
    ['TLSv1.2', undefined, TLS1_2 | TLS1_3],
    ['TLSv1.3', undefined, TLS1_3],
  ])('from %p to %p are bits of SP_PROT', (minVersion, maxVersion, bits) => {
    const options = { ...(minVersion && { minVersion }), ...(maxVersion && { maxVersion }) };
    expect(toSchannel(options).enabledProtocols).toBe(bits);
  });
});

describe('the flags', () => {
  const always = SCH_CRED.NO_DEFAULT_CREDS | SCH_USE.STRONG_CRYPTO;

  test('have Windows check the certificate of the server by default', () => {
    expect(toSchannel({}).flags).toBe(always | SCH_CRED.AUTO_CRED_VALIDATION);
    expect(toSchannel({ rejectUnauthorized: true }).flags).toBe(toSchannel({}).flags);
  });

  test('leave the check to the caller when asked to', () => {
    expect(toSchannel({ rejectUnauthorized: false }).flags).toBe(
      always | SCH_CRED.MANUAL_CRED_VALIDATION | SCH_CRED.NO_SERVERNAME_CHECK,
    );
  });

  test('keep the bits of the caller, and are unsigned', () => {
    const flags = (SCH_SEND.ROOT_CERT | 0x8000_0000) >>> 0;
    expect(toSchannel({ flags }).flags & SCH_SEND.ROOT_CERT).not.toBe(0);
    expect(toSchannel({ flags }).flags).toBeGreaterThan(0x8000_0000);
  });
});

test.each([
  ['10.0.14393', null, false],
  ['10.0.17763', null, true],
  ['10.0.26100', null, true],
  ['10.0.26100', '10.0', false],
])(
  'SCH_CREDENTIALS is for builds that know it, and not for Wine: %s, Wine %p',
  (release, wineVersion, expected) => {
    const spy = jest.spyOn(os, 'release').mockReturnValue(release);
    fake.wineVersion = wineVersion;
    expect(toSchannel({}).schCredentials).toBe(expected);
    spy.mockRestore();
  },
);

describe('a server', () => {
  const server = (options: TlsOptions): ReturnType<typeof convert> => convert(options, 'accept');

  test('has no flags that are for clients', () => {
    expect(server({ pfx }).flags).toBe(SCH_CRED.NO_SYSTEM_MAPPER | SCH_USE.STRONG_CRYPTO);
  });

  test('shows a certificate', () => {
    expect(() => server({})).toThrow(argumentError(VALUE, 'must have a pfx or a certificate'));
  });

  test('does not check one', () => {
    expect(() => server({ pfx, rejectUnauthorized: true })).toThrow(
      argumentError(VALUE, 'options.tls.rejectUnauthorized'),
    );
  });
});

test('Schannel has no credentials for both ends', () => {
  expect(() => convert({ pfx }, 'both')).toThrow(argumentError(VALUE, 'options.use'));
});

test.each([SCH_CRED.AUTO_CRED_VALIDATION, SCH_CRED.MANUAL_CRED_VALIDATION])(
  'validation has an option of its own, and is no flag: %p',
  (flags) => {
    expect(() => toSchannel({ flags })).toThrow(argumentError(VALUE, 'options.tls.flags'));
  },
);
