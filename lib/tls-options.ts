import os from 'node:os';

import {
  invalidValue,
  requireBoolean,
  requireBytes,
  requireOneOf,
  requireOptions,
  requireSecret,
  requireText,
  requireUint32,
} from './arguments.js';
import type { NativeAcquireParameters, NativeCertificate } from './native.js';
import { SCH_CRED, SCH_USE, SP_PROT } from './constants.js';
import { knowsSchCredentials } from './wine.js';

/** A version of TLS, as Node.js writes it. */
export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** A certificate, with its private key, of a Windows store. The key never leaves it. */
export interface StoredCertificate {
  /** The SHA-1 thumbprint: 40 hexadecimal digits; spaces and colons are ignored. */
  readonly thumbprint: string;
  /** The name of the store. Default `MY`, the personal one. */
  readonly store?: string;
  /** Whose store. Default `currentUser`. */
  readonly location?: 'currentUser' | 'localMachine';
}

/** Options of Schannel credentials. */
export interface TlsOptions {
  /**
   * A PKCS #12 file with a certificate and its private key. Schannel runs in LSA and cannot use keys
   * of this process, so that Windows puts the key on disk, in a container of the user; it is deleted
   * when the credentials and all their contexts are closed or collected. A process that is killed, or
   * exits during a step, leaves it there: a certificate of a store is the better choice for a server.
   */
  readonly pfx?: Uint8Array;
  /** The password of the PFX: a string, or bytes that are UTF-8. */
  readonly passphrase?: string | Uint8Array;
  /** A certificate of a Windows store, in place of a PFX. */
  readonly certificate?: StoredCertificate;
  /** The oldest version to speak. Default: what the system allows. */
  readonly minVersion?: TlsVersion;
  /** The newest version to speak. TLS 1.3 needs Windows 11 or Windows Server 2022. */
  readonly maxVersion?: TlsVersion;
  /**
   * Client: whether Windows must find the server's certificate valid for the target. Default true.
   * When false, check `query('remoteCertificate')` yourself. Wine checks no certificate, whatever this
   * says.
   */
  readonly rejectUnauthorized?: boolean;
  /** More bits of {@link SCH_CRED} and its neighbours. */
  readonly flags?: number;
}

type TlsUse = 'initiate' | 'accept';

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
const PROTOCOLS: Readonly<Record<TlsVersion, number>> = {
  TLSv1: SP_PROT.TLS1_0,
  'TLSv1.1': SP_PROT.TLS1_1,
  'TLSv1.2': SP_PROT.TLS1_2,
  'TLSv1.3': SP_PROT.TLS1_3,
};
const THUMBPRINT_DIGITS = 40;

function enabledProtocols(options: TlsOptions): number {
  const { minVersion, maxVersion } = options;
  if (minVersion === undefined && maxVersion === undefined) return 0;
  if (minVersion !== undefined) requireOneOf('options.tls.minVersion', minVersion, VERSIONS);
  if (maxVersion !== undefined) requireOneOf('options.tls.maxVersion', maxVersion, VERSIONS);
  const from = minVersion === undefined ? 0 : VERSIONS.indexOf(minVersion);
  const to = maxVersion === undefined ? VERSIONS.length - 1 : VERSIONS.indexOf(maxVersion);
  if (from > to) throw invalidValue('options.tls.minVersion', 'is newer than maxVersion');
  return VERSIONS.slice(from, to + 1).reduce((bits, each) => bits | PROTOCOLS[each], 0);
}

function clientFlags(options: TlsOptions, flags: number): number {
  const { rejectUnauthorized = true } = options;
  requireBoolean('options.tls.rejectUnauthorized', rejectUnauthorized);
  const validation = rejectUnauthorized
    ? SCH_CRED.AUTO_CRED_VALIDATION
    : SCH_CRED.MANUAL_CRED_VALIDATION | SCH_CRED.NO_SERVERNAME_CHECK;
  return flags | validation | SCH_CRED.NO_DEFAULT_CREDS;
}

function serverFlags(options: TlsOptions, flags: number): number {
  if (options.rejectUnauthorized !== undefined) {
    throw invalidValue('options.tls.rejectUnauthorized', 'is for clients');
  }
  if (options.pfx === undefined && options.certificate === undefined) {
    throw invalidValue('options.tls', 'must have a pfx or a certificate: a server shows one');
  }
  return flags | SCH_CRED.NO_SYSTEM_MAPPER;
}

const VALIDATION = SCH_CRED.AUTO_CRED_VALIDATION | SCH_CRED.MANUAL_CRED_VALIDATION;

function credentialFlags(options: TlsOptions, use: TlsUse): number {
  const { flags = 0 } = options;
  requireUint32('options.tls.flags', flags);
  if ((flags & VALIDATION) !== 0) {
    throw invalidValue('options.tls.flags', 'must leave validation to rejectUnauthorized');
  }
  const own = use === 'initiate' ? clientFlags(options, flags) : serverFlags(options, flags);
  return (own | SCH_USE.STRONG_CRYPTO) >>> 0;
}

function storedCertificate(value: StoredCertificate): NativeCertificate {
  const name = 'options.tls.certificate';
  requireOptions(name, value, ['thumbprint', 'store', 'location']);
  const { thumbprint, store = 'MY', location = 'currentUser' } = value;
  requireText(`${name}.thumbprint`, thumbprint);
  requireText(`${name}.store`, store);
  requireOneOf(`${name}.location`, location, ['currentUser', 'localMachine'] as const);
  // Copied from Windows' certificate dialog it begins with an invisible left-to-right mark.
  const digits = thumbprint.replace(/[\s:\u200e]/g, '');
  if (digits.length !== THUMBPRINT_DIGITS || /[^0-9a-f]/i.test(digits)) {
    throw invalidValue(
      `${name}.thumbprint`,
      `must have ${String(THUMBPRINT_DIGITS)} hexadecimal digits`,
    );
  }
  return {
    localMachine: location === 'localMachine',
    storeName: store,
    thumbprint: Buffer.from(digits, 'hex'),
  };
}

function certificates(options: TlsOptions): NativeCertificate[] {
  const { pfx, passphrase, certificate } = options;
  if (certificate !== undefined && pfx !== undefined) {
    throw invalidValue('options.tls', 'must not have both a pfx and a certificate');
  }
  if (passphrase !== undefined && pfx === undefined) {
    throw invalidValue('options.tls.passphrase', 'is for a pfx, and there is none');
  }
  if (certificate !== undefined) return [storedCertificate(certificate)];
  if (pfx === undefined) return [];
  requireBytes('options.tls.pfx', pfx);
  if (pfx.byteLength === 0) throw invalidValue('options.tls.pfx', 'must not be empty');
  if (passphrase !== undefined) requireSecret('options.tls.passphrase', passphrase);
  return [{ pfx, passphrase: passphrase ?? '' }];
}

// SCH_CREDENTIALS came with this build: Windows 10 1809, Windows Server 2019.
// https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-sch_credentials
const FIRST_BUILD = 17_763;

function usesSchCredentials(): boolean {
  const build = Number(os.release().split('.')[2] ?? 0);
  return build >= FIRST_BUILD && knowsSchCredentials();
}

/** Checks Schannel's options and turns them into what the addon takes. */
export function toSchannel(
  given: TlsOptions,
  use: TlsUse | 'both',
): NonNullable<NativeAcquireParameters['schannel']> {
  if (use === 'both') {
    throw invalidValue(
      'options.use',
      'must be initiate or accept: Schannel has no credentials of both',
    );
  }
  requireOptions('options.tls', given, [
    'pfx',
    'passphrase',
    'certificate',
    'minVersion',
    'maxVersion',
    'rejectUnauthorized',
    'flags',
  ]);
  const options = { ...given };
  return {
    flags: credentialFlags(options, use),
    enabledProtocols: enabledProtocols(options),
    certificates: certificates(options),
    schCredentials: usesSchCredentials(),
  };
}
