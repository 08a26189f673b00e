import { SECPKG_ATTR, SECPKG_CRED_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { bytes, doubleWords, number, single, structure, text } from './fields.js';

/**
 * Whom credentials are of.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcredentials_namesw
 */
export interface CredentialNames {
  /** The user: `DOMAIN\user`. */
  readonly userName: string;
}

/** The identity provider of credentials (SecPkgCredentials_SSIProvider of sspi.h). */
export interface SsiProvider {
  /** Its name. */
  readonly providerName: string;
  /** What it says of itself, in a form of its own. */
  readonly providerInfo: Buffer;
}

/** The ciphers that credentials of Schannel allow, by their strength in bits. */
export interface CipherStrengths {
  /** The weakest, in bits of the key. */
  readonly minimum: number;
  /** The strongest, in bits of the key. */
  readonly maximum: number;
}

/** What {@link Credentials.query} answers, by the name of the attribute. */
export interface CredentialAttributes {
  /** SECPKG_CRED_ATTR_NAMES. */
  names: CredentialNames;
  /** SECPKG_CRED_ATTR_SSI_PROVIDER. */
  ssiProvider: SsiProvider;
  /** SECPKG_CRED_ATTR_CERT, of Kerberos: the thumbprint of the certificate. */
  certificate: Buffer;
  /** SECPKG_ATTR_SUPPORTED_ALGS, of Schannel: the ALG_IDs of the algorithms. */
  supportedAlgorithms: number[];
  /** SECPKG_ATTR_CIPHER_STRENGTHS, of Schannel. */
  cipherStrengths: CipherStrengths;
  /** SECPKG_ATTR_SUPPORTED_PROTOCOLS, of Schannel: bits of {@link SP_PROT}. */
  supportedProtocols: number;
}

/** Every attribute of credentials that can be asked for by name. */
export const CREDENTIAL_ATTRIBUTES: AttributeTable<CredentialAttributes> = {
  names: structure(SECPKG_CRED_ATTR.NAMES, { userName: text }),
  ssiProvider: structure(SECPKG_CRED_ATTR.SSI_PROVIDER, {
    providerName: text,
    providerInfo: bytes,
  }),
  certificate: single(SECPKG_CRED_ATTR.CERT, bytes),
  supportedAlgorithms: single(SECPKG_ATTR.SUPPORTED_ALGS, doubleWords),
  cipherStrengths: structure(SECPKG_ATTR.CIPHER_STRENGTHS, { minimum: number, maximum: number }),
  supportedProtocols: single(SECPKG_ATTR.SUPPORTED_PROTOCOLS, number),
};
