import type { KeyAttributes } from './keys.js';
import { KEYS } from './keys.js';
import type { AttributeTable } from './fields.js';
import type { NameAttributes } from './names.js';
import { NAMES } from './names.js';
import type { SizeAttributes } from './sizes.js';
import { SIZES } from './sizes.js';
import type { StateAttributes } from './state.js';
import { STATE } from './state.js';
import type { TlsCertificateAttributes } from './tls-certificates.js';
import { TLS_CERTIFICATES } from './tls-certificates.js';
import type { TlsCipherAttributes } from './tls-ciphers.js';
import { TLS_CIPHERS } from './tls-ciphers.js';
import type { TlsSessionAttributes } from './tls-session.js';
import { TLS_SESSION } from './tls-session.js';

/**
 * What {@link SecurityContext.query} answers, by the name of the attribute: all that sspi.h and
 * schannel.h have a structure for, except
 *
 * - SECPKG_ATTR_ACCESS_TOKEN: a handle, which never becomes a JavaScript value;
 * - SECPKG_ATTR_SUBJECT_SECURITY_ATTRIBUTES: structures of Authz;
 * - SECPKG_ATTR_MAPPED_CRED_ATTR and SECPKG_ATTR_KEYING_MATERIAL_INPROC: their structures have to be
 *   filled in before. `keyingMaterial` gives the same as the latter.
 */
export interface ContextAttributes
  extends
    SizeAttributes,
    NameAttributes,
    StateAttributes,
    KeyAttributes,
    TlsCipherAttributes,
    TlsSessionAttributes,
    TlsCertificateAttributes {}

/** Every attribute of a context that can be asked for by name. */
export const ATTRIBUTES: AttributeTable<ContextAttributes> = {
  ...SIZES,
  ...NAMES,
  ...STATE,
  ...KEYS,
  ...TLS_CIPHERS,
  ...TLS_SESSION,
  ...TLS_CERTIFICATES,
};

/** Those that are of use before the handshake is complete, and can be asked for then. */
export const EARLY_ATTRIBUTES: ReadonlySet<keyof ContextAttributes> = new Set([
  'negotiationInfo',
  'negotiationPackages',
  'negotiationStatus',
  'promptingNeeded',
  'lastClientTokenStatus',
  'serializedRemoteCertificate',
  'certificateCheckResult',
  'issuers',
  'supportedSignatures',
]);
