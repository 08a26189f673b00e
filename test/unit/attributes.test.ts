import { beforeEach, describe, expect, test } from '@jest/globals';

import { established } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import type { NativeValue } from '#lib/binding';
import { channelBindings } from '#lib/channel-bindings';
import { SECPKG_ATTR } from '#lib/constants';
import type { ContextAttributes } from '#lib/index';
import { Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError } from '../support/errors';
import { FAKE_PACKAGES } from '../support/fake-packages';

beforeEach(resetFake);

const [negotiate] = FAKE_PACKAGES as [NativeValue];
const bindings = Buffer.from('tls-server-end-point:0123');

type Row = [keyof ContextAttributes, number, NativeValue[], unknown];

const rows: Row[] = [
  [
    'sizes',
    SECPKG_ATTR.SIZES,
    [48_000, 60, 8, 76],
    { maxToken: 48_000, maxSignature: 60, blockSize: 8, securityTrailer: 76 },
  ],
  [
    'streamSizes',
    SECPKG_ATTR.STREAM_SIZES,
    [13, 16, 16_384, 4, 1],
    { header: 13, trailer: 16, maximumMessage: 16_384, buffers: 4, blockSize: 1 },
  ],
  ['names', SECPKG_ATTR.NAMES, ['SSPI\\alice'], { userName: 'SSPI\\alice' }],
  ['packageInfo', SECPKG_ATTR.PACKAGE_INFO, [negotiate], negotiate],
  [
    'negotiationInfo',
    SECPKG_ATTR.NEGOTIATION_INFO,
    [negotiate, 2],
    { package: negotiate, state: 2 },
  ],
  ['sessionKey', SECPKG_ATTR.SESSION_KEY, [Buffer.from('key')], Buffer.from('key')],
  [
    'connectionInfo',
    SECPKG_ATTR.CONNECTION_INFO,
    [0x800, 0x6610, 256, 0x800d, 384, 0xae06, 255],
    {
      protocol: 0x800,
      cipher: 0x6610,
      cipherStrength: 256,
      hash: 0x800d,
      hashStrength: 384,
      exchange: 0xae06,
      exchangeStrength: 255,
    },
  ],
  [
    'cipherInfo',
    SECPKG_ATTR.CIPHER_INFO,
    [0x303, 0xc030, 0xc030, 'TLS_X', 'AES', 256, 16, 'SHA384', 384, 'ECDH', 0, 65_536, 'RSA', 24],
    {
      protocol: 0x303,
      cipherSuite: 0xc030,
      baseCipherSuite: 0xc030,
      cipherSuiteName: 'TLS_X',
      cipher: 'AES',
      cipherLength: 256,
      cipherBlockLength: 16,
      hash: 'SHA384',
      hashLength: 384,
      exchange: 'ECDH',
      minimumExchangeLength: 0,
      maximumExchangeLength: 65_536,
      certificate: 'RSA',
      keyType: 24,
    },
  ],
  ['remoteCertificate', SECPKG_ATTR.REMOTE_CERT_CONTEXT, [Buffer.from('0')], Buffer.from('0')],
  ['endpointBindings', SECPKG_ATTR.ENDPOINT_BINDINGS, [channelBindings(bindings)], bindings],
  ['uniqueBindings', SECPKG_ATTR.UNIQUE_BINDINGS, [channelBindings(bindings)], bindings],
  ['applicationProtocol', SECPKG_ATTR.APPLICATION_PROTOCOL, [1, Buffer.from('h2')], 'h2'],
];

describe('query', () => {
  test.each(rows)(
    '%s gives names to what Windows has in it',
    async (name, id, values, expected) => {
      const context = await established('Kerberos');
      fake.attributes.set(id, values);
      expect(context.query(name)).toEqual(expected);
      expect(fake.queried.at(-1)).toBe(id);
    },
  );

  test.each([
    ['names', SECPKG_ATTR.NAMES, [null], { userName: '' }],
    ['sessionKey', SECPKG_ATTR.SESSION_KEY, [null], Buffer.alloc(0)],
    ['remoteCertificate', SECPKG_ATTR.REMOTE_CERT_CONTEXT, [null], Buffer.alloc(0)],
    ['endpointBindings', SECPKG_ATTR.ENDPOINT_BINDINGS, [null], Buffer.alloc(0)],
    ['uniqueBindings', SECPKG_ATTR.UNIQUE_BINDINGS, [null], Buffer.alloc(0)],
    ['applicationProtocol', SECPKG_ATTR.APPLICATION_PROTOCOL, [0, Buffer.alloc(0)], ''],
  ] as Row[])('%s is empty where Windows has nothing', async (name, id, values, expected) => {
    const context = await established('Schannel');
    fake.attributes.set(id, values);
    expect(context.query(name)).toEqual(expected);
  });

  test.each(rows)('%s throws where the package does not have it', async (name, id) => {
    const context = await established('NTLM');
    fake.attributes.delete(id);
    expect(() => context.query(name)).toThrow(
      expect.objectContaining({
        name: 'UnsupportedFunctionError',
        syscall: 'QueryContextAttributes',
        package: 'NTLM',
      }),
    );
  });

  test('throws what Windows says', async () => {
    const context = await established('NTLM');
    fake.attributes.set(SECPKG_ATTR.NAMES, { status: Status.SEC_E_INTERNAL_ERROR, values: [] });
    expect(() => context.query('names')).toThrow(/SEC_E_INTERNAL_ERROR/);
  });

  test.each<[unknown, ArgumentErrorCode]>([
    ['flags', 'ERR_INVALID_ARG_VALUE'],
    ['toString', 'ERR_INVALID_ARG_VALUE'],
    [SECPKG_ATTR.SIZES, 'ERR_INVALID_ARG_TYPE'],
    [undefined, 'ERR_INVALID_ARG_TYPE'],
  ])('refuses the attribute %p', async (name, code) => {
    const context = await established('NTLM');
    expect(() => context.query(name as 'sizes')).toThrow(argumentError(code, 'attribute'));
  });

  test('asks again each time: a session may have changed', async () => {
    const context = await established('Schannel');
    const before = fake.queried.length;
    context.query('streamSizes');
    context.query('streamSizes');
    expect(fake.queried.slice(before)).toHaveLength(2);
  });
});
