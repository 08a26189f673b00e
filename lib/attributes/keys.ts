import { SECPKG_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { inlineSecret, number, secret, single, structure, text } from './fields.js';

/**
 * The algorithms that protect messages.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_keyinfow
 */
export interface KeyInfo {
  /** The name of the algorithm that signs; empty where the package has none. */
  readonly signatureAlgorithmName: string;
  /** The name of the algorithm that seals; empty where the package has none. */
  readonly encryptAlgorithmName: string;
  /** The length of the key, in bits. */
  readonly keySize: number;
  /** The number of the algorithm that signs: of Kerberos a checksum type, of Schannel an ALG_ID. */
  readonly signatureAlgorithm: number;
  /** The number of the algorithm that seals: of Kerberos an encryption type, of Schannel an ALG_ID. */
  readonly encryptAlgorithm: number;
}

/** The keys of a negotiation between packages (SecPkgContext_NegoKeys of sspi.h). Secrets. */
export interface NegotiationKeys {
  /** The type of `key`, in numbers of the package. */
  readonly keyType: number;
  /** The key that signs what this end sends. */
  readonly key: Buffer;
  /** The type of `verifyKey`. */
  readonly verifyKeyType: number;
  /** The key that checks what the peer sends. */
  readonly verifyKey: Buffer;
}

/**
 * Keys for EAP-TLS. Secrets.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_eapkeyblock
 */
export interface EapKeyBlock {
  /** Session keys, 128 bytes. */
  readonly keys: Buffer;
  /** Initialization vectors, 64 bytes. */
  readonly ivs: Buffer;
}

/**
 * What {@link SecurityContext.query} says of keys. The addon wipes its copies of those that are
 * secret; fill yours with zeros when you are done. They are not shown when they are logged.
 */
export interface KeyAttributes {
  /** SECPKG_ATTR_KEY_INFO. */
  keyInfo: KeyInfo;
  /** SECPKG_ATTR_SESSION_KEY: a secret. */
  sessionKey: Buffer;
  /** SECPKG_ATTR_NEGO_KEYS: secrets. */
  negotiationKeys: NegotiationKeys;
  /** SECPKG_ATTR_EAP_KEY_BLOCK, of Schannel: secrets. */
  eapKeyBlock: EapKeyBlock;
  /**
   * SECPKG_ATTR_KEYING_MATERIAL, of Schannel: a secret (RFC 5705), for the label that was set by
   * `set('keyingMaterialInfo', …)` before.
   */
  keyingMaterial: Buffer;
  /** SECPKG_ATTR_KEYING_MATERIAL_TOKEN_BINDING, of Schannel: a secret (RFC 8471). */
  tokenBindingKeyingMaterial: Buffer;
}

export const KEYS: AttributeTable<KeyAttributes> = {
  keyInfo: structure(SECPKG_ATTR.KEY_INFO, {
    ...{ signatureAlgorithmName: text, encryptAlgorithmName: text, keySize: number },
    ...{ signatureAlgorithm: number, encryptAlgorithm: number },
  }),
  sessionKey: single(SECPKG_ATTR.SESSION_KEY, secret),
  negotiationKeys: structure(SECPKG_ATTR.NEGO_KEYS, {
    ...{ keyType: number, key: secret, verifyKeyType: number, verifyKey: secret },
  }),
  eapKeyBlock: structure(SECPKG_ATTR.EAP_KEY_BLOCK, { keys: inlineSecret, ivs: inlineSecret }),
  keyingMaterial: single(SECPKG_ATTR.KEYING_MATERIAL, secret),
  tokenBindingKeyingMaterial: single(SECPKG_ATTR.KEYING_MATERIAL_TOKEN_BINDING, secret),
};
