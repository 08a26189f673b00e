import { SECPKG_ATTR } from '../constants.js';
import type { AttributeTable } from './fields.js';
import { bytes, number, optionalText, single, structure, text } from './fields.js';

/**
 * Whom a context is for.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_namesw
 */
export interface ContextNames {
  /** The user who is authenticated: `DOMAIN\user`. */
  readonly userName: string;
}

/**
 * The two ends of a context, by the names that the package has for them.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_nativenamesw
 */
export interface NativeNames {
  /** The client: `alice@EXAMPLE.COM`. */
  readonly clientName: string;
  /** The server: `HTTP/app.example.com@EXAMPLE.COM`. */
  readonly serverName: string;
}

/**
 * The credentials of a context.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_credentialnamew
 */
export interface CredentialName {
  /** CRED_TYPE_* of wincred.h: 1 is generic, 2 a domain password, 3 a domain certificate. */
  readonly type: number;
  /** Their name. */
  readonly name: string;
}

/**
 * What a DCE service authorizes a client by.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcontext_dceinfo
 */
export interface DceInfo {
  /** RPC_C_AUTHZ_*: 0 is none, 1 by name, 2 by the attributes of a DCE privilege certificate. */
  readonly authorizationService: number;
  /** The client's name, where authorization is by name. No other form of `pPac` is documented. */
  readonly name: string | undefined;
}

/** What {@link SecurityContext.query} says of names. */
export interface NameAttributes {
  /** SECPKG_ATTR_NAMES. */
  names: ContextNames;
  /** SECPKG_ATTR_NATIVE_NAMES, of Kerberos. */
  nativeNames: NativeNames;
  /** SECPKG_ATTR_AUTHORITY: who has authenticated the peer, for example an issuer or a domain. */
  authority: string;
  /** SECPKG_ATTR_CREDENTIAL_NAME, of clients. */
  credentialName: CredentialName;
  /** SECPKG_ATTR_CLIENT_SPECIFIED_TARGET, of servers: the service that the client has asked for. */
  clientSpecifiedTarget: string;
  /** SECPKG_ATTR_TARGET: the target, in a form of the package's own. */
  target: Buffer;
  /** SECPKG_ATTR_TARGET_INFORMATION, of clients: a marshalled CREDENTIAL_TARGET_INFORMATION. */
  targetInformation: Buffer;
  /** SECPKG_ATTR_AUTHENTICATION_ID: what authorization goes by, in a form of the package's own. */
  authenticationId: Buffer;
  /** SECPKG_ATTR_DCE_INFO. */
  dceInfo: DceInfo;
}

export const NAMES: AttributeTable<NameAttributes> = {
  names: structure(SECPKG_ATTR.NAMES, { userName: text }),
  nativeNames: structure(SECPKG_ATTR.NATIVE_NAMES, { clientName: text, serverName: text }),
  authority: single(SECPKG_ATTR.AUTHORITY, text),
  credentialName: structure(SECPKG_ATTR.CREDENTIAL_NAME, { type: number, name: text }),
  clientSpecifiedTarget: single(SECPKG_ATTR.CLIENT_SPECIFIED_TARGET, text),
  target: single(SECPKG_ATTR.TARGET, bytes),
  targetInformation: single(SECPKG_ATTR.TARGET_INFORMATION, bytes),
  authenticationId: single(SECPKG_ATTR.AUTHENTICATION_ID, bytes),
  dceInfo: structure(SECPKG_ATTR.DCE_INFO, { authorizationService: number, name: optionalText }),
};
