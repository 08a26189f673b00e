import { expect, test } from '@jest/globals';

import type { ContextAttributes } from 'secur32';
import { ISC_RET, SECPKG_ATTR, UnsupportedFunctionError } from 'secur32';

import type { Member } from '../scripted-ssp/index.js';
import { calls, lastCall, script } from '../scripted-ssp/index.js';
import { thrownBy } from '../support/errors.js';
import {
  connectScripted,
  connectScriptedBeforeEach,
  describeScripted,
} from '../support/scripted.js';

const info = { name: 'Chosen', comment: 'By Negotiate', capabilities: 0x13, maxToken: 1234 };
const described = { ...info, version: 1, rpcId: 0xffff };

/** An inline text of 64 units, as in SecPkgContext_CipherInfo. */
function inline(text: string): Member {
  const bytes = Buffer.alloc(128);
  bytes.write(text, 'utf16le');
  return { inline: bytes };
}

/** SEC_CHANNEL_BINDINGS with nothing but application data. */
function bindings(data: string): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(data.length, 24);
  header.writeUInt32LE(32, 28);
  return Buffer.concat([header, Buffer.from(data)]);
}

const unique = bindings('tls-unique:1234');
const protocol = Buffer.alloc(256);
protocol.write('\x02h2', 'latin1');

type Row<Name extends keyof ContextAttributes> = [Name, number, Member[], ContextAttributes[Name]];

const rows: readonly { [Name in keyof ContextAttributes]: Row<Name> }[keyof ContextAttributes][] = [
  [
    'sizes',
    SECPKG_ATTR.SIZES,
    [48_256, 60, 1, 76],
    { maxToken: 48_256, maxSignature: 60, blockSize: 1, securityTrailer: 76 },
  ],
  [
    'streamSizes',
    SECPKG_ATTR.STREAM_SIZES,
    [13, 38, 16_384, 4, 16],
    { header: 13, trailer: 38, maximumMessage: 16_384, buffers: 4, blockSize: 16 },
  ],
  ['names', SECPKG_ATTR.NAMES, ['SSPI\\größe'], { userName: 'SSPI\\größe' }],
  ['packageInfo', SECPKG_ATTR.PACKAGE_INFO, [info], described],
  ['negotiationInfo', SECPKG_ATTR.NEGOTIATION_INFO, [info, 2], { package: described, state: 2 }],
  ['sessionKey', SECPKG_ATTR.SESSION_KEY, [32, Buffer.alloc(32, 7)], Buffer.alloc(32, 7)],
  [
    'connectionInfo',
    SECPKG_ATTR.CONNECTION_INFO,
    [1, 2, 3, 4, 5, 6, 0xffff_ffff],
    {
      protocol: 1,
      cipher: 2,
      cipherStrength: 3,
      hash: 4,
      hashStrength: 5,
      exchange: 6,
      exchangeStrength: 0xffff_ffff,
    },
  ],
  [
    'uniqueBindings',
    SECPKG_ATTR.UNIQUE_BINDINGS,
    [unique.length, unique],
    Buffer.from('tls-unique:1234'),
  ],
  [
    'endpointBindings',
    SECPKG_ATTR.ENDPOINT_BINDINGS,
    [unique.length, unique],
    Buffer.from('tls-unique:1234'),
  ],
  ['applicationProtocol', SECPKG_ATTR.APPLICATION_PROTOCOL, [1, 2, { inline: protocol }], 'h2'],
  [
    'cipherInfo',
    SECPKG_ATTR.CIPHER_INFO,
    [
      ...[1, 0x304, 0x1301, 0x1302],
      ...[inline('TLS_AES_128_GCM_SHA256'), inline('AES'), 128, 16],
      ...[inline('SHA256'), 256, inline('ECDH'), 255, 384, inline('RSA'), 18],
    ],
    {
      protocol: 0x304,
      cipherSuite: 0x1301,
      baseCipherSuite: 0x1302,
      cipherSuiteName: 'TLS_AES_128_GCM_SHA256',
      cipher: 'AES',
      cipherLength: 128,
      cipherBlockLength: 16,
      hash: 'SHA256',
      hashLength: 256,
      exchange: 'ECDH',
      minimumExchangeLength: 255,
      maximumExchangeLength: 384,
      certificate: 'RSA',
      keyType: 18,
    },
  ],
];

describeScripted('an attribute', () => {
  const pair = connectScriptedBeforeEach();

  test.each(rows)('is read from its structure: %s', (name, attribute, structure, value) => {
    script('QueryContextAttributes', { attribute, structure });
    expect(pair().client.query(name)).toEqual(value);
    expect(lastCall('QueryContextAttributes').attribute).toBe(attribute);
  });

  test.each(['names', 'sessionKey', 'uniqueBindings'] as const)(
    'is empty where the package has a NULL pointer: %s',
    (name) => {
      const structure = name === 'names' ? [null] : [0, null];
      script('QueryContextAttributes', { structure });
      const value = pair().client.query(name);
      expect(value).toEqual(name === 'names' ? { userName: '' } : Buffer.alloc(0));
    },
  );

  test('is an error with the status of the package', () => {
    expect(thrownBy(() => pair().client.query('names'))).toBeInstanceOf(UnsupportedFunctionError);
    script('QueryContextAttributes', { status: 0x80090317 });
    expect(thrownBy(() => pair().client.query('names'))).toMatchObject({
      code: 'SEC_E_CONTEXT_EXPIRED',
      syscall: 'QueryContextAttributes',
      package: 'Scripted',
    });
  });

  test('that says how long messages may be limits encryptMessage()', () => {
    script('QueryContextAttributes', {
      attribute: SECPKG_ATTR.STREAM_SIZES,
      structure: [5, 16, 10, 4, 1],
    });
    const { client } = pair();
    const message = (size: number) => [
      { type: 2, data: Buffer.alloc(16) },
      { type: 1, data: Buffer.alloc(size) },
    ];
    expect(thrownBy(() => client.encryptMessage(message(11)))).toMatchObject({
      code: 'ERR_OUT_OF_RANGE',
    });
    expect(client.encryptMessage(message(10)).status).toBe(0);
    expect(calls('SealMessage')).toHaveLength(1);
  });

  test('with the flags is asked for on Wine where a handshake grants none', async () => {
    const flags = ISC_RET.CONFIDENTIALITY | ISC_RET.INTEGRITY;
    script('InitLsaModeContext', { flags: 0, times: 2 });
    script('QueryContextAttributes', { attribute: SECPKG_ATTR.FLAGS, structure: [flags] });
    using other = await connectScripted();
    expect(other.client.flags).toBe(flags);
  });
});
