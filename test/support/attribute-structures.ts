import type { ContextAttributes } from 'secur32';
import { SECPKG_ATTR } from 'secur32';

import type { Member } from '../scripted-ssp/index.js';
import { CERTIFICATE } from './certificate.js';

// For each attribute of a context: its number, its structure as a package writes it, and what a
// caller is to get. The structures are those of the Windows SDK's sspi.h and schannel.h.

const info = { name: 'Chosen', comment: 'By Negotiate', capabilities: 0x13, maxToken: 1234 };
const described = { ...info, version: 1, rpcId: 0xffff };

/** An inline text of 64 units, as in SecPkgContext_CipherInfo. */
function inline(text: string): Member {
  const bytes = Buffer.alloc(128);
  bytes.write(text, 'utf16le');
  return { inline: bytes };
}

function uint16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16LE(value, 2 * index));
  return bytes;
}

/** A TimeStamp: a FILETIME, in local time. */
function timeStamp(date: Date): Member {
  const local = date.getTime() - date.getTimezoneOffset() * 60_000;
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(local) * 10_000n + 116_444_736_000_000_000n);
  return { inline: bytes };
}

/** SEC_CHANNEL_BINDINGS with nothing but application data. */
function bindings(data: string): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(data.length, 24);
  header.writeUInt32LE(32, 28);
  return Buffer.concat([header, Buffer.from(data)]);
}

/** Blobs, each behind its length. */
function blobs(...all: string[]): Buffer {
  return Buffer.concat(
    all.map((each) => Buffer.concat([uint16(each.length, 0), Buffer.from(each)])),
  );
}

/** A GUID within a structure. */
const guid = { inline: Buffer.from('33221100554477668899aabbccddeeff', 'hex') };
const GUID = '00112233-4455-6677-8899-aabbccddeeff';

const start = new Date(2026, 0, 2, 3, 4, 5);
const end = new Date(2026, 6, 2, 13, 4, 5);
const NEVER = { inline: Buffer.from('ffffffffffffff7f', 'hex') };

const unique = bindings('tls-unique:1234');
const uniqueData = Buffer.from('tls-unique:1234');
const protocol = Buffer.alloc(256);
protocol.write('\x02h2', 'latin1');
const sessionId = Buffer.alloc(32, 9);
const text = (value: string): Buffer => Buffer.from(`${value}\0`, 'utf16le');
const der = Buffer.from('DER');
const { raw } = CERTIFICATE;

type Structures = {
  readonly [Name in keyof ContextAttributes]: [number, Member[], ContextAttributes[Name]];
};

export const STRUCTURES: Structures = {
  sizes: [
    SECPKG_ATTR.SIZES,
    [48_256, 60, 1, 76],
    { maxToken: 48_256, maxSignature: 60, blockSize: 1, securityTrailer: 76 },
  ],
  streamSizes: [
    SECPKG_ATTR.STREAM_SIZES,
    [13, 38, 16_384, 4, 16],
    { header: 13, trailer: 38, maximumMessage: 16_384, buffers: 4, blockSize: 16 },
  ],
  names: [SECPKG_ATTR.NAMES, ['SSPI\\größe'], { userName: 'SSPI\\größe' }],
  nativeNames: [
    SECPKG_ATTR.NATIVE_NAMES,
    ['alice@SSPI.TEST', 'HTTP/app.sspi.test'],
    { clientName: 'alice@SSPI.TEST', serverName: 'HTTP/app.sspi.test' },
  ],
  authority: [SECPKG_ATTR.AUTHORITY, ['SSPI'], 'SSPI'],
  credentialName: [SECPKG_ATTR.CREDENTIAL_NAME, [2, 'saved'], { type: 2, name: 'saved' }],
  clientSpecifiedTarget: [SECPKG_ATTR.CLIENT_SPECIFIED_TARGET, ['HTTP/x'], 'HTTP/x'],
  target: [SECPKG_ATTR.TARGET, [3, der], der],
  targetInformation: [SECPKG_ATTR.TARGET_INFORMATION, [3, der], der],
  authenticationId: [SECPKG_ATTR.AUTHENTICATION_ID, [3, der], der],
  dceInfo: [
    SECPKG_ATTR.DCE_INFO,
    [1, 'SSPI\\alice'],
    { authorizationService: 1, name: 'SSPI\\alice' },
  ],
  packageInfo: [SECPKG_ATTR.PACKAGE_INFO, [info], described],
  negotiationInfo: [SECPKG_ATTR.NEGOTIATION_INFO, [info, 2], { package: described, state: 2 }],
  negotiationPackages: [SECPKG_ATTR.NEGO_PKG_INFO, [3], 3],
  negotiationStatus: [SECPKG_ATTR.NEGO_STATUS, [0x8009030c], 0x8009030c],
  promptingNeeded: [
    SECPKG_ATTR.PROMPTING_NEEDED,
    [40, 1],
    { credentialClass: 40, isPromptingNeeded: true },
  ],
  protocolInfo: [
    SECPKG_ATTR.PROTO_INFO,
    ['TLS', 1, 2],
    { name: 'TLS', majorVersion: 1, minorVersion: 2 },
  ],
  flags: [SECPKG_ATTR.FLAGS, [0x1_0010], 0x1_0010],
  userFlags: [SECPKG_ATTR.USER_FLAGS, [0xffff_ffff], 0xffff_ffff],
  lastClientTokenStatus: [SECPKG_ATTR.LAST_CLIENT_TOKEN_STATUS, [2], 2],
  lifespan: [SECPKG_ATTR.LIFESPAN, [timeStamp(start), timeStamp(end)], { start, expiry: end }],
  passwordExpiry: [SECPKG_ATTR.PASSWORD_EXPIRY, [NEVER], undefined],
  logoffTime: [SECPKG_ATTR.LOGOFF_TIME, [timeStamp(end)], end],
  keyInfo: [
    SECPKG_ATTR.KEY_INFO,
    ['HMAC', null, 256, 0xffff_ff76, 0x6610],
    {
      signatureAlgorithmName: 'HMAC',
      encryptAlgorithmName: '',
      keySize: 256,
      signatureAlgorithm: 0xffff_ff76,
      encryptAlgorithm: 0x6610,
    },
  ],
  sessionKey: [SECPKG_ATTR.SESSION_KEY, [32, Buffer.alloc(32, 7)], Buffer.alloc(32, 7)],
  negotiationKeys: [
    SECPKG_ATTR.NEGO_KEYS,
    [17, { inline: uint16(3) }, der, 18, { inline: uint16(2) }, Buffer.from('ok')],
    { keyType: 17, key: der, verifyKeyType: 18, verifyKey: Buffer.from('ok') },
  ],
  eapKeyBlock: [
    SECPKG_ATTR.EAP_KEY_BLOCK,
    [{ inline: Buffer.alloc(128, 1) }, { inline: Buffer.alloc(64, 2) }],
    { keys: Buffer.alloc(128, 1), ivs: Buffer.alloc(64, 2) },
  ],
  keyingMaterial: [SECPKG_ATTR.KEYING_MATERIAL, [3, der], der],
  tokenBindingKeyingMaterial: [SECPKG_ATTR.KEYING_MATERIAL_TOKEN_BINDING, [3, der], der],
  connectionInfo: [
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
  connectionInfoEx: [
    SECPKG_ATTR.CONNECTION_INFO_EX,
    [1, 0x2000, inline('AES'), 256, inline('SHA384'), 384, inline('x'.repeat(64)), 255],
    {
      protocol: 0x2000,
      cipher: 'AES',
      cipherStrength: 256,
      hash: 'SHA384',
      hashStrength: 384,
      exchange: 'x'.repeat(64),
      exchangeStrength: 255,
    },
  ],
  cipherInfo: [
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
  sessionInfo: [SECPKG_ATTR.SESSION_INFO, [1, 32, { inline: sessionId }], { flags: 1, sessionId }],
  appData: [SECPKG_ATTR.APP_DATA, [5, 3, der], { flags: 5, data: der }],
  applicationProtocol: [SECPKG_ATTR.APPLICATION_PROTOCOL, [1, 2, { inline: protocol }], 'h2'],
  negotiatedTlsExtensions: [
    SECPKG_ATTR.NEGOTIATED_TLS_EXTENSIONS,
    [2, uint16(16, 65_281)],
    [16, 65_281],
  ],
  dtlsMtu: [SECPKG_ATTR.DTLS_MTU, [1096], 1096],
  srtpParameters: [
    SECPKG_ATTR.SRTP_PARAMETERS,
    [{ inline: Buffer.from([0, 1, 3]) }, der],
    { protectionProfile: 0x100, masterKeyIdentifier: der },
  ],
  tokenBinding: [
    SECPKG_ATTR.TOKEN_BINDING,
    [{ inline: Buffer.from([1, 13, 3, 0]) }, der],
    { majorVersion: 1, minorVersion: 13, keyParameters: der },
  ],
  endpointBindings: [SECPKG_ATTR.ENDPOINT_BINDINGS, [unique.length, unique], uniqueData],
  uniqueBindings: [SECPKG_ATTR.UNIQUE_BINDINGS, [unique.length, unique], uniqueData],
  remoteCertificate: [SECPKG_ATTR.REMOTE_CERT_CONTEXT, [{ certificates: [raw] }], raw],
  localCertificate: [SECPKG_ATTR.LOCAL_CERT_CONTEXT, [{ certificates: [raw] }], raw],
  rootCertificate: [SECPKG_ATTR.ROOT_STORE, [{ certificates: [raw] }], raw],
  remoteCertificateChain: [SECPKG_ATTR.REMOTE_CERT_CHAIN, [{ certificates: [raw] }], [raw]],
  remoteCertificates: [
    SECPKG_ATTR.REMOTE_CERTIFICATES,
    [2, 11, blobs('DE', 'R')],
    [Buffer.from('DE'), Buffer.from('R')],
  ],
  serializedRemoteCertificate: [SECPKG_ATTR.SERIALIZED_REMOTE_CERT_CONTEXT, [3, der], der],
  serializedRemoteCertificateInproc: [
    SECPKG_ATTR.SERIALIZED_REMOTE_CERT_CONTEXT_INPROC,
    [3, der],
    der,
  ],
  certificateCheckResult: [
    SECPKG_ATTR.CERT_CHECK_RESULT,
    [0x20, 0x800b_0109],
    { chainErrorStatus: 0x20, verifyChainStatus: 0x800b_0109 },
  ],
  certificateCheckResultInproc: [
    SECPKG_ATTR.CERT_CHECK_RESULT_INPROC,
    [0, 0],
    { chainErrorStatus: 0, verifyChainStatus: 0 },
  ],
  issuers: [
    SECPKG_ATTR.ISSUER_LIST_EX,
    [{ names: [der, Buffer.from('other')] }, 2],
    [der, Buffer.from('other')],
  ],
  issuerList: [SECPKG_ATTR.ISSUER_LIST, [3, der], der],
  remoteCredential: [
    SECPKG_ATTR.REMOTE_CRED,
    [3, der, 1, 2, 2048],
    { certificateChain: der, certificates: 1, flags: 2, bits: 2048 },
  ],
  localCredential: [
    SECPKG_ATTR.LOCAL_CRED,
    [3, der, 1, 1, 2048],
    { certificateChain: der, certificates: 1, flags: 1, bits: 2048 },
  ],
  localCertificateInfo: [
    SECPKG_ATTR.LOCAL_CERT_INFO,
    [0, 6, text('me'), 8, text('you'), 2048],
    { subjectName: 'me', issuerName: 'you', keySize: 2048 },
  ],
  clientCertificatePolicyResult: [
    SECPKG_ATTR.CC_POLICY_RESULT,
    [0x800b_0109, guid],
    { result: 0x800b_0109, policyId: GUID },
  ],
  supportedSignatures: [
    SECPKG_ATTR.SUPPORTED_SIGNATURES,
    [{ inline: uint16(2) }, uint16(0x0104, 0x0804)],
    [0x0104, 0x0804],
  ],
};
