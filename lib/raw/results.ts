import type { ClientContext } from '../client-context.js';
import type { ContextToken } from '../context-token.js';
import type { Credentials } from '../credentials.js';
import type { SecurityPackage } from '../packages.js';
import type { ServerContext } from '../server-context.js';

/** What every function answers. */
export interface StatusResult {
  /** A SECURITY_STATUS as an unsigned number; {@link isSuccess} reads it. */
  readonly status: number;
}

/** A status of one of several functions. */
export interface SyscallResult extends StatusResult {
  /** The function that the status is of: the one that was called, or one before it that failed. */
  readonly syscall: string;
}

/** What {@link enumerateSecurityPackages} answered. */
export interface PackagesResult extends StatusResult {
  /** All packages; none if the status is an error. */
  readonly packages: SecurityPackage[];
}

/** What {@link querySecurityPackageInfo} answered. */
export interface PackageResult extends StatusResult {
  /** The package, unless the status is an error. */
  readonly package?: SecurityPackage;
}

/** What {@link acquireCredentialsHandle} answered. */
export interface CredentialsResult extends SyscallResult {
  /** The credentials, unless the status is an error. Their `expiry` is ptsExpiry. */
  readonly credentials?: Credentials;
}

/** What {@link completeAuthToken} and {@link applyControlToken} answered. */
export interface TokenResult extends StatusResult {
  /** The token as the call left it. */
  readonly token: Buffer;
}

/** What {@link querySecurityContextToken} answered. */
export interface ContextTokenResult extends SyscallResult {
  /** What the token says, unless the status is an error. */
  readonly token?: ContextToken;
}

/** What {@link impersonateSecurityContext} answered. */
export interface ImpersonationResult<T> extends StatusResult {
  /** What the callback returned, unless the status is an error. */
  readonly value?: T;
}

/** What {@link exportSecurityContext} answered. */
export interface ExportResult extends StatusResult {
  /** The keys and the state of the context: a secret. Empty if the status is an error. */
  readonly packed: Buffer;
}

/** What {@link importSecurityContext} answered. */
export interface ImportResult extends StatusResult {
  /** The context, unless the status is an error. */
  readonly context?: ClientContext | ServerContext;
}

/** An input buffer of a leg, as the call left it. */
export interface InputBuffer {
  /** One of {@link SECBUFFER}; EXTRA and MISSING say what was not consumed, or is missing. */
  readonly type: number;
  /** cbBuffer, in bytes; of MISSING, how many are missing. */
  readonly size: number;
}

/** An output buffer of a leg, as the call left it. */
export interface WrittenBuffer extends InputBuffer {
  /** The first `size` bytes; empty where the package wants more room than it had. */
  readonly data: Buffer;
}
