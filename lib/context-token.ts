import type { ContextCore } from './context-core.js';
import { check } from './fail.js';

/** A group of an access token. */
export interface TokenGroup {
  /** Its security identifier: `S-1-5-32-545`. */
  readonly sid: string;
  /** SE_GROUP_* bits: 4 (SE_GROUP_ENABLED) says that the group counts for access. */
  readonly attributes: number;
}

/**
 * Whom a server's context is for, as the system sees it: what its access token says.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthz/access-tokens
 */
export interface ContextToken {
  /** The security identifier of the user: `S-1-5-21-…-1104`. */
  readonly user: string;
  /** All groups of the user. */
  readonly groups: readonly TokenGroup[];
  /** TOKEN_TYPE: 1 is a primary token, 2 one for impersonation. */
  readonly type: number;
  /**
   * SECURITY_IMPERSONATION_LEVEL of an impersonation token: 0 anonymous, 1 identification, 2
   * impersonation, 3 delegation. 0 for a primary token.
   */
  readonly impersonationLevel: number;
}

/** QuerySecurityContextToken. The handle of the token is closed again; what it says is returned. */
export function queryToken(core: ContextCore): ContextToken {
  core.requireEstablished();
  const { status, syscall, ...token } = core.native.queryToken();
  check(status, syscall, core.securityPackage.name);
  return token;
}
