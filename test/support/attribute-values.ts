import type { NativeValue } from '#lib/native';
import { channelBindings } from '#lib/channel-bindings';
import { SECPKG_ATTR } from '#lib/constants';
import type { ContextAttributes } from '#lib/index';

import { FAKE_PACKAGES } from './fake-packages';

const [negotiate] = FAKE_PACKAGES as [NativeValue];
const bindings = Buffer.from('tls-server-end-point:0123');

type Rows = { readonly [Name in keyof ContextAttributes]: [number, NativeValue[], unknown] };

const der = Buffer.from('DER');
const list = Buffer.from('\x02\0\0\0DE\x01\0\0\0R', 'latin1');
const both = [Buffer.from('DE'), Buffer.from('R')];
const words = Buffer.from('0401ff00', 'hex');

/** A time that the addon gives, and the Date that it is: both are local. */
const TICKS = 133_801_632_000_000_000n;
const TIME = new Date(2025, 0, 1);

/** For each attribute: its number, what the addon gives, and what a caller is to get. */
export const ATTRIBUTE_VALUES: Rows = {
  sizes: [
    SECPKG_ATTR.SIZES,
    [48_000, 60, 8, 76],
    { maxToken: 48_000, maxSignature: 60, blockSize: 8, securityTrailer: 76 },
  ],
  streamSizes: [
    SECPKG_ATTR.STREAM_SIZES,
    [13, 16, 16_384, 4, 1],
    { header: 13, trailer: 16, maximumMessage: 16_384, buffers: 4, blockSize: 1 },
  ],
  names: [SECPKG_ATTR.NAMES, ['SSPI\\alice'], { userName: 'SSPI\\alice' }],
  nativeNames: [SECPKG_ATTR.NATIVE_NAMES, ['alice', null], { clientName: 'alice', serverName: '' }],
  authority: [SECPKG_ATTR.AUTHORITY, ['SSPI'], 'SSPI'],
  credentialName: [SECPKG_ATTR.CREDENTIAL_NAME, [2, 'saved'], { type: 2, name: 'saved' }],
  clientSpecifiedTarget: [SECPKG_ATTR.CLIENT_SPECIFIED_TARGET, ['HTTP/x'], 'HTTP/x'],
  target: [SECPKG_ATTR.TARGET, [der], der],
  targetInformation: [SECPKG_ATTR.TARGET_INFORMATION, [der], der],
  authenticationId: [SECPKG_ATTR.AUTHENTICATION_ID, [der], der],
  dceInfo: [
    SECPKG_ATTR.DCE_INFO,
    [1, 'SSPI\\alice'],
    { authorizationService: 1, name: 'SSPI\\alice' },
  ],
  packageInfo: [SECPKG_ATTR.PACKAGE_INFO, [negotiate], negotiate],
  negotiationInfo: [SECPKG_ATTR.NEGOTIATION_INFO, [negotiate, 2], { package: negotiate, state: 2 }],
  negotiationPackages: [SECPKG_ATTR.NEGO_PKG_INFO, [3], 3],
  negotiationStatus: [SECPKG_ATTR.NEGO_STATUS, [0x8009030c], 0x8009030c],
  promptingNeeded: [
    SECPKG_ATTR.PROMPTING_NEEDED,
    [40, 0],
    { credentialClass: 40, isPromptingNeeded: false },
  ],
  protocolInfo: [
    SECPKG_ATTR.PROTO_INFO,
    ['TLS', 1, 2],
    { name: 'TLS', majorVersion: 1, minorVersion: 2 },
  ],
  flags: [SECPKG_ATTR.FLAGS, [0x1_0010], 0x1_0010],
  userFlags: [SECPKG_ATTR.USER_FLAGS, [1], 1],
  lastClientTokenStatus: [SECPKG_ATTR.LAST_CLIENT_TOKEN_STATUS, [2], 2],
  lifespan: [SECPKG_ATTR.LIFESPAN, [0n, TICKS], { start: undefined, expiry: TIME }],
  passwordExpiry: [SECPKG_ATTR.PASSWORD_EXPIRY, [TICKS], TIME],
  logoffTime: [SECPKG_ATTR.LOGOFF_TIME, [0x7fff_ffff_ffff_ffffn], undefined],
  keyInfo: [
    SECPKG_ATTR.KEY_INFO,
    [null, 'AES', 256, 1, 2],
    {
      signatureAlgorithmName: '',
      encryptAlgorithmName: 'AES',
      keySize: 256,
      signatureAlgorithm: 1,
      encryptAlgorithm: 2,
    },
  ],
  sessionKey: [SECPKG_ATTR.SESSION_KEY, [Buffer.from('key')], Buffer.from('key')],
  negotiationKeys: [
    SECPKG_ATTR.NEGO_KEYS,
    [1, der, 2, null],
    { keyType: 1, key: der, verifyKeyType: 2, verifyKey: Buffer.alloc(0) },
  ],
  eapKeyBlock: [
    SECPKG_ATTR.EAP_KEY_BLOCK,
    [Buffer.alloc(128), Buffer.alloc(64)],
    { keys: Buffer.alloc(128), ivs: Buffer.alloc(64) },
  ],
  keyingMaterial: [SECPKG_ATTR.KEYING_MATERIAL, [der], der],
  tokenBindingKeyingMaterial: [SECPKG_ATTR.KEYING_MATERIAL_TOKEN_BINDING, [der], der],
  connectionInfo: [
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
  connectionInfoEx: [
    SECPKG_ATTR.CONNECTION_INFO_EX,
    [0x2000, 'AES', 256, 'SHA384', 384, 'ECDH', 255],
    {
      protocol: 0x2000,
      cipher: 'AES',
      cipherStrength: 256,
      hash: 'SHA384',
      hashStrength: 384,
      exchange: 'ECDH',
      exchangeStrength: 255,
    },
  ],
  cipherInfo: [
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
  sessionInfo: [SECPKG_ATTR.SESSION_INFO, [1, der], { flags: 1, sessionId: der }],
  appData: [SECPKG_ATTR.APP_DATA, [0, der], { flags: 0, data: der }],
  applicationProtocol: [SECPKG_ATTR.APPLICATION_PROTOCOL, [1, Buffer.from('h2')], 'h2'],
  negotiatedTlsExtensions: [SECPKG_ATTR.NEGOTIATED_TLS_EXTENSIONS, [words], [0x104, 0xff]],
  dtlsMtu: [SECPKG_ATTR.DTLS_MTU, [1096], 1096],
  srtpParameters: [
    SECPKG_ATTR.SRTP_PARAMETERS,
    [1, der],
    { protectionProfile: 1, masterKeyIdentifier: der },
  ],
  tokenBinding: [
    SECPKG_ATTR.TOKEN_BINDING,
    [1, 0, der],
    { majorVersion: 1, minorVersion: 0, keyParameters: der },
  ],
  endpointBindings: [SECPKG_ATTR.ENDPOINT_BINDINGS, [channelBindings(bindings)], bindings],
  uniqueBindings: [SECPKG_ATTR.UNIQUE_BINDINGS, [channelBindings(bindings)], bindings],
  remoteCertificate: [SECPKG_ATTR.REMOTE_CERT_CONTEXT, [der], der],
  localCertificate: [SECPKG_ATTR.LOCAL_CERT_CONTEXT, [der], der],
  rootCertificate: [SECPKG_ATTR.ROOT_STORE, [der], der],
  remoteCertificateChain: [SECPKG_ATTR.REMOTE_CERT_CHAIN, [list], both],
  remoteCertificates: [SECPKG_ATTR.REMOTE_CERTIFICATES, [2, list], both],
  serializedRemoteCertificate: [SECPKG_ATTR.SERIALIZED_REMOTE_CERT_CONTEXT, [der], der],
  serializedRemoteCertificateInproc: [
    SECPKG_ATTR.SERIALIZED_REMOTE_CERT_CONTEXT_INPROC,
    [der],
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
  issuers: [SECPKG_ATTR.ISSUER_LIST_EX, [list], both],
  issuerList: [SECPKG_ATTR.ISSUER_LIST, [der], der],
  remoteCredential: [
    SECPKG_ATTR.REMOTE_CRED,
    [der, 1, 2, 2048],
    { certificateChain: der, certificates: 1, flags: 2, bits: 2048 },
  ],
  localCredential: [
    SECPKG_ATTR.LOCAL_CRED,
    [der, 1, 2, 2048],
    { certificateChain: der, certificates: 1, flags: 2, bits: 2048 },
  ],
  localCertificateInfo: [
    SECPKG_ATTR.LOCAL_CERT_INFO,
    [Buffer.from('me\0', 'utf16le'), Buffer.from('you', 'utf16le'), 2048],
    { subjectName: 'me', issuerName: 'you', keySize: 2048 },
  ],
  clientCertificatePolicyResult: [
    SECPKG_ATTR.CC_POLICY_RESULT,
    [0, Buffer.from('33221100554477668899aabbccddeeff', 'hex')],
    { result: 0, policyId: '00112233-4455-6677-8899-aabbccddeeff' },
  ],
  supportedSignatures: [SECPKG_ATTR.SUPPORTED_SIGNATURES, [words], [0x104, 0xff]],
};
