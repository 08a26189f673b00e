import { SECPKG_ATTR } from '../constants.js';
import type { SecurityPackage } from '../packages.js';
import type { AttributeTable } from './fields.js';
import { number, securityPackage, single, structure, text, time, truth } from './fields.js';

/**
 * What Negotiate chose.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_negotiationinfow
 */
export interface NegotiationInfo {
  /** The package that was chosen: `Kerberos` or `NTLM`. */
  readonly package: SecurityPackage;
  /** How far the negotiation is: one of {@link SECPKG_NEGOTIATION}; 0 is complete. */
  readonly state: number;
}

/**
 * The protocol of a context.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_protoinfow
 */
export interface ProtocolInfo {
  /** Its name. */
  readonly name: string;
  /** Its version. */
  readonly majorVersion: number;
  /** The part of it behind the dot. */
  readonly minorVersion: number;
}

/**
 * From when until when a context is valid; `undefined` for a time that the package does not state.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_lifespan
 */
export interface Lifespan {
  /** When the context became valid. */
  readonly start: Date | undefined;
  /** When it ends. */
  readonly expiry: Date | undefined;
}

/**
 * Whether the user has to be asked for credentials.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_credinfo
 */
export interface CredentialInfo {
  /**
   * SECPKG_CRED_CLASS: 0 is no credentials, 10 those of the logon, 20 saved ones, 30 ones saved for
   * this target, 40 explicit ones.
   */
  readonly credentialClass: number;
  /** Whether they have to be asked for. */
  readonly isPromptingNeeded: boolean;
}

/** What {@link SecurityContext.query} says of the state of a context. */
export interface StateAttributes {
  /** SECPKG_ATTR_PACKAGE_INFO: the package of the context. */
  packageInfo: SecurityPackage;
  /** SECPKG_ATTR_NEGOTIATION_INFO; during the handshake too. */
  negotiationInfo: NegotiationInfo;
  /** SECPKG_ATTR_NEGO_PKG_INFO: a mask of the packages in the negotiation; during it too. */
  negotiationPackages: number;
  /** SECPKG_ATTR_NEGO_STATUS: the last status of the negotiation, unsigned; during it too. */
  negotiationStatus: number;
  /** SECPKG_ATTR_PROMPTING_NEEDED, of Negotiate; during the handshake too. */
  promptingNeeded: CredentialInfo;
  /** SECPKG_ATTR_PROTO_INFO. */
  protocolInfo: ProtocolInfo;
  /** SECPKG_ATTR_FLAGS: what was granted, {@link ISC_RET} or {@link ASC_RET}. */
  flags: number;
  /** SECPKG_ATTR_USER_FLAGS: what the logon of the user has said, in bits of the package's own. */
  userFlags: number;
  /**
   * SECPKG_ATTR_LAST_CLIENT_TOKEN_STATUS, of servers: whether the last token was the client's last:
   * 0 is yes, 1 no, 2 perhaps. During the handshake too.
   *
   * @see https://learn.microsoft.com/windows/win32/api/sspi/ne-sspi-secpkg_attr_lct_status
   */
  lastClientTokenStatus: number;
  /** SECPKG_ATTR_LIFESPAN. */
  lifespan: Lifespan;
  /** SECPKG_ATTR_PASSWORD_EXPIRY: when the user's password ends; `undefined` for never. */
  passwordExpiry: Date | undefined;
  /** SECPKG_ATTR_LOGOFF_TIME: when the user has to log off; `undefined` for never. */
  logoffTime: Date | undefined;
}

export const STATE: AttributeTable<StateAttributes> = {
  packageInfo: single(SECPKG_ATTR.PACKAGE_INFO, securityPackage),
  negotiationInfo: structure(SECPKG_ATTR.NEGOTIATION_INFO, {
    ...{ package: securityPackage, state: number },
  }),
  negotiationPackages: single(SECPKG_ATTR.NEGO_PKG_INFO, number),
  negotiationStatus: single(SECPKG_ATTR.NEGO_STATUS, number),
  promptingNeeded: structure(SECPKG_ATTR.PROMPTING_NEEDED, {
    ...{ credentialClass: number, isPromptingNeeded: truth },
  }),
  protocolInfo: structure(SECPKG_ATTR.PROTO_INFO, {
    ...{ name: text, majorVersion: number, minorVersion: number },
  }),
  flags: single(SECPKG_ATTR.FLAGS, number),
  userFlags: single(SECPKG_ATTR.USER_FLAGS, number),
  lastClientTokenStatus: single(SECPKG_ATTR.LAST_CLIENT_TOKEN_STATUS, number),
  lifespan: structure(SECPKG_ATTR.LIFESPAN, { start: time, expiry: time }),
  passwordExpiry: single(SECPKG_ATTR.PASSWORD_EXPIRY, time),
  logoffTime: single(SECPKG_ATTR.LOGOFF_TIME, time),
};
