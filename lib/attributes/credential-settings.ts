import {
  requireArray,
  requireBoolean,
  requireOptions,
  requireText,
  requireUint32,
} from '../arguments.js';
import { SECPKG_ATTR, SECPKG_CRED_ATTR } from '../constants.js';
import type { CipherStrengths, CredentialNames } from './credentials.js';
import type { KdcProxySettings } from './kdc-proxy.js';
import { encodeKdcProxySettings } from './kdc-proxy.js';
import type { SessionTicketKey } from './session-tickets.js';
import { encodeSessionTicketKeys } from './session-tickets.js';
import type { SettingTable } from './setting.js';
import { dwords, guidBytes } from './setting.js';

/** How a server of Schannel checks certificates of clients (SecPkgCred_ClientCertPolicy). */
export interface ClientCertificatePolicy {
  /** Flags for CertVerifyCertificateChainPolicy. Default 0. */
  readonly flags?: number;
  /** The policy: a GUID. Default: all zeros. */
  readonly policyId?: string;
  /** Flags for CertGetCertificateChain. Default 0. */
  readonly certificateFlags?: number;
  /** How long the retrieval of a URL may take, in milliseconds. Default 0: the system's choice. */
  readonly urlRetrievalTimeout?: number;
  /** Whether revocation information must be no older than the next option says. Default false. */
  readonly checkRevocationFreshness?: boolean;
  /** The greatest age of revocation information, in seconds. Default 0. */
  readonly revocationFreshness?: number;
  /** Whether the usage of the certificate is not checked. Default false. */
  readonly omitUsageCheck?: boolean;
  /** The store of certificate trust lists. Default: none. */
  readonly ctlStoreName?: string;
  /** The trust list in it. Default: none. */
  readonly ctlIdentifier?: string;
}

/** What {@link Credentials.set} takes, by the name of the attribute. */
export interface CredentialSettings {
  /** SECPKG_CRED_ATTR_NAMES. */
  names: CredentialNames;
  /** SECPKG_CRED_ATTR_KDC_PROXY_SETTINGS, of Kerberos. */
  kdcProxySettings: KdcProxySettings;
  /** SECPKG_ATTR_SUPPORTED_ALGS, of Schannel: ALG_IDs. */
  supportedAlgorithms: readonly number[];
  /** SECPKG_ATTR_CIPHER_STRENGTHS, of Schannel. */
  cipherStrengths: CipherStrengths;
  /** SECPKG_ATTR_SUPPORTED_PROTOCOLS, of Schannel: bits of {@link SP_PROT}. */
  supportedProtocols: number;
  /** SECPKG_ATTR_CLIENT_CERT_POLICY, of servers of Schannel. */
  clientCertificatePolicy: ClientCertificatePolicy;
  /** SECPKG_ATTR_SESSION_TICKET_KEYS, of servers of Schannel: up to 16. Secrets. */
  sessionTicketKeys: readonly SessionTicketKey[];
}

const NO_POLICY = '00000000-0000-0000-0000-000000000000';

function encodePolicy(given: ClientCertificatePolicy) {
  const flags = [
    'flags',
    'certificateFlags',
    'urlRetrievalTimeout',
    'revocationFreshness',
  ] as const;
  const truths = ['checkRevocationFreshness', 'omitUsageCheck'] as const;
  const texts = ['ctlStoreName', 'ctlIdentifier'] as const;
  requireOptions('value', given, [...flags, ...truths, ...texts, 'policyId']);
  const value = { ...given };
  for (const name of flags) requireUint32(`value.${name}`, value[name] ?? 0);
  for (const name of truths) requireBoolean(`value.${name}`, value[name] ?? false);
  for (const name of [...texts, 'policyId'] as const) {
    if (value[name] !== undefined) requireText(`value.${name}`, value[name]);
  }
  return [
    value.flags ?? 0,
    guidBytes('value.policyId', value.policyId ?? NO_POLICY),
    value.certificateFlags ?? 0,
    value.urlRetrievalTimeout ?? 0,
    Number(value.checkRevocationFreshness ?? false),
    value.revocationFreshness ?? 0,
    Number(value.omitUsageCheck ?? false),
    value.ctlStoreName ?? null,
    value.ctlIdentifier ?? null,
  ];
}

/** Every attribute of credentials that can be set by name. */
export const CREDENTIAL_SETTINGS: SettingTable<CredentialSettings> = {
  names: {
    attribute: SECPKG_CRED_ATTR.NAMES,
    pointers: true,
    encode(value) {
      requireOptions('value', value, ['userName']);
      const { userName } = value;
      requireText('value.userName', userName);
      return [userName];
    },
  },
  kdcProxySettings: {
    attribute: SECPKG_CRED_ATTR.KDC_PROXY_SETTINGS,
    pointers: false,
    encode: encodeKdcProxySettings,
  },
  supportedAlgorithms: {
    attribute: SECPKG_ATTR.SUPPORTED_ALGS,
    pointers: true,
    encode(value) {
      requireArray('value', value, 'numbers');
      const numbers = [...value];
      for (const each of numbers) requireUint32('value', each);
      return [dwords(...numbers)];
    },
  },
  cipherStrengths: {
    attribute: SECPKG_ATTR.CIPHER_STRENGTHS,
    pointers: false,
    encode(value) {
      requireOptions('value', value, ['minimum', 'maximum']);
      const { minimum, maximum } = value;
      requireUint32('value.minimum', minimum);
      requireUint32('value.maximum', maximum);
      return dwords(minimum, maximum);
    },
  },
  supportedProtocols: {
    attribute: SECPKG_ATTR.SUPPORTED_PROTOCOLS,
    pointers: false,
    encode(value) {
      requireUint32('value', value);
      return dwords(value);
    },
  },
  clientCertificatePolicy: {
    attribute: SECPKG_ATTR.CLIENT_CERT_POLICY,
    pointers: true,
    encode: encodePolicy,
  },
  sessionTicketKeys: {
    attribute: SECPKG_ATTR.SESSION_TICKET_KEYS,
    pointers: true,
    encode: encodeSessionTicketKeys,
  },
};
