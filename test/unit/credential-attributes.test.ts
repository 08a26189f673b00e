import { beforeEach, describe, expect, test } from '@jest/globals';

import { acquire } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import type { NativeSetting, NativeValue } from '#lib/native';
import { SECPKG_ATTR, SECPKG_CRED_ATTR } from '#lib/constants';
import type { CredentialAttributes, CredentialSettings } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal, rejectionOf } from '../support/errors';

beforeEach(resetFake);

const data = Buffer.from('data');
const dwords = Buffer.from('1066000003660000', 'hex');

type Rows = { [Name in keyof CredentialAttributes]: [number, NativeValue[], unknown] };

const ROWS: Rows = {
  names: [SECPKG_CRED_ATTR.NAMES, ['SSPI\\alice'], { userName: 'SSPI\\alice' }],
  ssiProvider: [
    SECPKG_CRED_ATTR.SSI_PROVIDER,
    ['Provider', data],
    { providerName: 'Provider', providerInfo: data },
  ],
  certificate: [SECPKG_CRED_ATTR.CERT, [data], data],
  supportedAlgorithms: [SECPKG_ATTR.SUPPORTED_ALGS, [dwords], [0x6610, 0x6603]],
  cipherStrengths: [SECPKG_ATTR.CIPHER_STRENGTHS, [128, 256], { minimum: 128, maximum: 256 }],
  supportedProtocols: [SECPKG_ATTR.SUPPORTED_PROTOCOLS, [0x2800], 0x2800],
};

const rows = Object.entries(ROWS).map(
  ([name, row]) => [name, ...row] as [keyof CredentialAttributes, ...Rows['names']],
);

describe('query of credentials', () => {
  test.each(rows)(
    '%s gives names to what Windows has in it',
    async (name, id, values, expected) => {
      const credentials = await acquire('Kerberos');
      fake.credentialAttributes.set(id, values);
      expect(await credentials.query(name)).toEqual(expected);
      expect(fake.queried).toEqual([id]);
    },
  );

  test.each(rows)('%s rejects where the package does not have it', async (name) => {
    const credentials = await acquire('NTLM');
    expect(await rejectionOf(credentials.query(name))).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'QueryCredentialsAttributes',
      package: 'NTLM',
    });
  });

  test.each<[unknown, ArgumentErrorCode]>([
    ['sizes', 'ERR_INVALID_ARG_VALUE'],
    [1, 'ERR_INVALID_ARG_TYPE'],
  ])('refuses the attribute %p', async (name, code) => {
    const credentials = await acquire('NTLM');
    const error = await rejectionOf(credentials.query(name as 'names'));
    expect(error).toEqual(argumentError(code, 'attribute'));
  });

  test('by number returns the bytes of a structure without pointers', async () => {
    const credentials = await acquire('NTLM');
    const structure = Buffer.alloc(4096, 1);
    fake.structures.set(4711, structure);
    expect(await credentials.queryRaw(4711)).toBe(structure);
    for (const attribute of [SECPKG_CRED_ATTR.NAMES, SECPKG_ATTR.SUPPORTED_ALGS]) {
      expect(await rejectionOf(credentials.queryRaw(attribute))).toEqual(
        argumentError('ERR_INVALID_ARG_VALUE', 'query('),
      );
    }
  });
});

/** A SecPkgCredentials_KdcProxySettingsW. */
const PROXY = '0100000001000000' + '100002001400' + '0400' + '70000000' + data.toString('hex');
const GUID = '00112233-4455-6677-8899-aabbccddeeff';
const GUID_BYTES = Buffer.from('33221100554477668899aabbccddeeff', 'hex');

const key = Buffer.alloc(88);
key.fill(1, 4, 20).fill(2, 20, 52);
key[84] = 32;

type Name = keyof CredentialSettings;

const settings: [Name, CredentialSettings[Name], number, NativeSetting][] = [
  ['names', { userName: 'alice' }, SECPKG_CRED_ATTR.NAMES, ['alice']],
  [
    'kdcProxySettings',
    { proxyServer: 'p', force: true, clientTlsCredential: data },
    SECPKG_CRED_ATTR.KDC_PROXY_SETTINGS,
    Buffer.from(PROXY, 'hex'),
  ],
  ['supportedAlgorithms', [0x6610, 0x6603], SECPKG_ATTR.SUPPORTED_ALGS, [dwords]],
  ['cipherStrengths', { minimum: 0x6610, maximum: 0x6603 }, SECPKG_ATTR.CIPHER_STRENGTHS, dwords],
  ['supportedProtocols', 0x6610, SECPKG_ATTR.SUPPORTED_PROTOCOLS, dwords.subarray(0, 4)],
  [
    'clientCertificatePolicy',
    { policyId: GUID, omitUsageCheck: true, ctlStoreName: 'CTL' },
    SECPKG_ATTR.CLIENT_CERT_POLICY,
    [0, GUID_BYTES, 0, 0, 0, 0, 1, 'CTL', null],
  ],
  [
    'sessionTicketKeys',
    [{ keyId: Buffer.alloc(16, 1), keyingMaterial: Buffer.alloc(32, 2) }],
    SECPKG_ATTR.SESSION_TICKET_KEYS,
    [key],
  ],
];

describe('set of credentials', () => {
  test.each(settings)('makes of %s what Windows takes', async (name, value, attribute, setting) => {
    const credentials = await acquire('Kerberos');
    await credentials.set(name, value);
    expect(fake.settings).toEqual([{ attribute, setting }]);
  });

  test('rejects with what Windows says', async () => {
    const credentials = await acquire('NTLM');
    fake.setStatus = () => 0x8009_0302;
    expect(await rejectionOf(credentials.set('names', { userName: 'alice' }))).toMatchObject({
      name: 'UnsupportedFunctionError',
      syscall: 'SetCredentialsAttributes',
      package: 'NTLM',
    });
  });

  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['certificate', data, 'ERR_INVALID_ARG_VALUE', 'attribute'],
    ['names', 'alice', 'ERR_INVALID_ARG_TYPE', 'value'],
    ['names', { userName: '' }, 'ERR_INVALID_ARG_VALUE', 'value.userName'],
    ['kdcProxySettings', { proxyServer: 1 }, 'ERR_INVALID_ARG_TYPE', 'value.proxyServer'],
    ['kdcProxySettings', { proxyServer: 'p'.repeat(40_000) }, 'ERR_OUT_OF_RANGE', 'value'],
    ['supportedAlgorithms', 0x6610, 'ERR_INVALID_ARG_TYPE', 'value'],
    ['supportedAlgorithms', ['AES'], 'ERR_INVALID_ARG_TYPE', 'value'],
    ['cipherStrengths', { minimum: 1 }, 'ERR_INVALID_ARG_TYPE', 'value.maximum'],
    ['clientCertificatePolicy', { policyId: 'x' }, 'ERR_INVALID_ARG_VALUE', 'value.policyId'],
    ['clientCertificatePolicy', { flags: -1 }, 'ERR_OUT_OF_RANGE', 'value.flags'],
    ['sessionTicketKeys', {}, 'ERR_INVALID_ARG_TYPE', 'value'],
    ['sessionTicketKeys', [{ keyId: data }], 'ERR_INVALID_ARG_TYPE', 'value[0].keyingMaterial'],
    [
      'sessionTicketKeys',
      [{ keyId: data, keyingMaterial: Buffer.alloc(32) }],
      ...(['ERR_OUT_OF_RANGE', 'value[0].keyId'] as const),
    ],
    [
      'sessionTicketKeys',
      [{ keyId: Buffer.alloc(16), keyingMaterial: Buffer.alloc(65) }],
      ...(['ERR_OUT_OF_RANGE', 'value[0].keyingMaterial'] as const),
    ],
    ['sessionTicketKeys', Array(17).fill({}), 'ERR_OUT_OF_RANGE', 'value'],
  ])('refuses %s: %p', async (name, value, code, text) => {
    const credentials = await acquire('Kerberos');
    const set = credentials.set(name as 'names', value as { userName: string });
    expect(await rejectionOf(set)).toEqual(argumentError(code, text));
    expect(fake.settings).toHaveLength(0);
  });

  test('by number gives Windows the bytes as they are, unless some are pointers', async () => {
    const credentials = await acquire('Kerberos');
    await credentials.setRaw(SECPKG_CRED_ATTR.PAC_BYPASS, data);
    await credentials.setRaw(SECPKG_CRED_ATTR.KDC_PROXY_SETTINGS, data);
    expect(fake.settings.map(({ setting }) => setting)).toEqual([data, data]);
    expect(await rejectionOf(credentials.setRaw(SECPKG_CRED_ATTR.NAMES, data))).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', "set('names'"),
    );
  });
});

describe('calls for attributes of credentials', () => {
  test('may ask beside each other', async () => {
    const credentials = await acquire('Schannel');
    fake.credentialAttributes.set(SECPKG_ATTR.SUPPORTED_PROTOCOLS, [1]);
    const asked = [1, 2].map(() => credentials.query('supportedProtocols'));
    expect(await Promise.all(asked)).toEqual([1, 1]);
  });

  test('change nothing while another call is on its way', async () => {
    const credentials = await acquire('Schannel');
    fake.credentialAttributes.set(SECPKG_ATTR.SUPPORTED_PROTOCOLS, [1]);
    let goOn = (): void => undefined;
    const wait = (): Promise<void> => new Promise((resolve) => (goOn = resolve));
    const busy = refusal('ERR_SSPI_BUSY');
    fake.pool = wait;
    const asked = credentials.query('supportedProtocols');
    expect(await rejectionOf(credentials.set('supportedProtocols', 1))).toEqual(busy);
    goOn();
    await asked;
    const set = credentials.set('supportedProtocols', 1);
    expect(await rejectionOf(credentials.set('supportedProtocols', 2))).toEqual(busy);
    expect(await rejectionOf(credentials.query('supportedProtocols'))).toEqual(busy);
    goOn();
    await set;
    fake.pool = () => Promise.resolve();
    await credentials.set('supportedProtocols', 3);
    expect(fake.settings).toHaveLength(2);
  });

  test('go on after one has failed', async () => {
    const credentials = await acquire('Schannel');
    fake.setStatus = () => 0x8009_0302;
    await rejectionOf(credentials.set('supportedProtocols', 1));
    await rejectionOf(credentials.query('names'));
    fake.setStatus = () => 0;
    await credentials.set('supportedProtocols', 1);
  });

  test('are refused once the credentials are closed', async () => {
    const credentials = await acquire('Schannel');
    credentials.close();
    const closed = refusal('ERR_SSPI_CLOSED');
    expect(await rejectionOf(credentials.query('names'))).toEqual(closed);
    expect(await rejectionOf(credentials.queryRaw(1))).toEqual(closed);
    expect(await rejectionOf(credentials.set('supportedProtocols', 1))).toEqual(closed);
    expect(await rejectionOf(credentials.setRaw(5, data))).toEqual(closed);
  });
});
