import type { StatusName } from './status.js';
import { describeStatus, Status } from './status.js';

/**
 * The codes of mistakes that this library refuses by itself, before any call of Windows.
 *
 * - `ERR_SSPI_UNSUPPORTED_PLATFORM`: this is not Windows.
 * - `ERR_SSPI_BINDING_NOT_LOADED`: the native addon is missing, or was built for something else.
 * - `ERR_SSPI_CLOSED`: the object was closed, or the stream that it belongs to was ended.
 * - `ERR_SSPI_BUSY`: another call on the same object has not ended yet.
 * - `ERR_SSPI_NOT_ESTABLISHED`: the handshake is not complete, or has failed.
 * - `ERR_SSPI_ESTABLISHED`: the handshake is complete, and this package has no more legs.
 * - `ERR_SSPI_NOT_ENCRYPTED`: a message was only signed where encryption was demanded.
 * - `ERR_SSPI_DCE_STYLE`: the method does not speak the DCE style of this context.
 * - `ERR_SSPI_FOREIGN_MEMORY`: a package answered with memory that nobody gave it.
 * - `ERR_SSPI_DETACHED`: the memory of a sealer or opener was transferred to somebody else.
 * - `ERR_SSPI_SIZES_CHANGED`: a new handshake made messages of other sizes than a sealer has room for.
 * - `ERR_SSPI_INCOMPLETE_PACKAGE`: a DLL's function tables lack what a package must have.
 */
export type Secur32ErrorCode =
  | 'ERR_SSPI_UNSUPPORTED_PLATFORM'
  | 'ERR_SSPI_BINDING_NOT_LOADED'
  | 'ERR_SSPI_CLOSED'
  | 'ERR_SSPI_BUSY'
  | 'ERR_SSPI_NOT_ESTABLISHED'
  | 'ERR_SSPI_ESTABLISHED'
  | 'ERR_SSPI_NOT_ENCRYPTED'
  | 'ERR_SSPI_DCE_STYLE'
  | 'ERR_SSPI_FOREIGN_MEMORY'
  | 'ERR_SSPI_DETACHED'
  | 'ERR_SSPI_SIZES_CHANGED'
  | 'ERR_SSPI_INCOMPLETE_PACKAGE';

/** A mistake that this library refuses by itself; `code` says which. */
export class Secur32Error extends Error {
  /** One of the codes of {@link Secur32ErrorCode}. */
  readonly code: Secur32ErrorCode;

  /** @internal */
  constructor(code: Secur32ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Secur32Error';
    this.code = code;
  }
}

/** What an {@link SspiError} is made of. */
export interface SspiErrorDetails {
  /** The SECURITY_STATUS, signed or unsigned. */
  readonly status: number;
  /** The Windows function that returned it. */
  readonly syscall: string;
  /** The security package involved. */
  readonly package?: string | undefined;
  /** The token that the failed handshake leg left for the peer. */
  readonly token?: Buffer | undefined;
  /** What to do, where the call knows better than the table of statuses. */
  readonly hint?: string | undefined;
  /** The system's own text for the status. */
  readonly systemMessage?: string | undefined;
}

/**
 * A Windows function returned an error. The documented codes and the kinds of the others have
 * classes of their own, all derived from this one.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/sspi-status-codes
 */
export class SspiError extends Error {
  /** The status by name, `SEC_E_LOGON_DENIED`, or as hexadecimal, `0xC0DE1234`. */
  readonly code: StatusName | (string & {});
  /** The status as an unsigned 32-bit number. */
  readonly status: number;
  /** The Windows function that returned it: `EncryptMessage`. */
  readonly syscall: string;
  /** The security package involved, where there is one: `Kerberos`. */
  declare readonly package?: string;
  /** The usual cause and what to do about it, where there is an answer. */
  declare readonly hint?: string;
  /**
   * The token that a failed handshake leg left. Send it, so that the peer learns why. It is not
   * enumerable: a log of the error does not contain it.
   */
  declare readonly token?: Buffer;

  /** @internal */
  constructor(details: SspiErrorDetails) {
    const description = describeStatus(details.status);
    const hint = details.hint ?? description.hint;
    const meaning = details.systemMessage || description.message;
    super(
      `${details.syscall} failed with ${description.name}: ${meaning}` +
        (hint === undefined ? '' : ` ${hint}`),
    );
    this.name = new.target.name;
    this.code = description.name;
    this.status = description.status;
    this.syscall = details.syscall;
    if (details.package !== undefined) this.package = details.package;
    if (hint !== undefined) this.hint = hint;
    if (details.token !== undefined) {
      Object.defineProperty(this, 'token', { value: details.token });
    }
  }
}

/** SEC_E_BUFFER_TOO_SMALL: an output buffer is smaller than what has to go into it. */
export class BufferTooSmallError extends SspiError {}
/** SEC_E_CONTEXT_EXPIRED: the context has ended, by its lifetime or by a closed connection. */
export class ContextExpiredError extends SspiError {}
/** SEC_E_CRYPTO_SYSTEM_INVALID: the cipher of the context is not supported. */
export class CryptoSystemInvalidError extends SspiError {}
/** SEC_E_INSUFFICIENT_MEMORY: memory ran out, in this process or in LSA. */
export class InsufficientMemoryError extends SspiError {}
/** SEC_E_INVALID_HANDLE: the handle is not, or no longer, one of a context or of credentials. */
export class InvalidHandleError extends SspiError {}
/** SEC_E_INVALID_TOKEN: a token is malformed, or a message has no SECBUFFER_DATA. */
export class InvalidTokenError extends SspiError {}
/** SEC_E_QOP_NOT_SUPPORTED: the context grants no such protection, privacy for example. */
export class QopNotSupportedError extends SspiError {}
/** SEC_E_MESSAGE_ALTERED: a message is not what the peer protected. */
export class MessageAlteredError extends SspiError {}
/** SEC_E_OUT_OF_SEQUENCE: a message was lost, repeated or reordered. */
export class OutOfSequenceError extends SspiError {}
/** SEC_E_INCOMPLETE_MESSAGE: more bytes are needed; nothing has changed. */
export class IncompleteMessageError extends SspiError {}
/** SEC_E_UNSUPPORTED_FUNCTION: the package does not have this function or attribute. */
export class UnsupportedFunctionError extends SspiError {}
/** SEC_E_SECPKG_NOT_FOUND: no security package has this name. */
export class PackageNotFoundError extends SspiError {}
/** The user, the credentials or the clock was refused: SEC_E_LOGON_DENIED and its kind. */
export class AuthenticationError extends SspiError {}
/** The target is unknown or is somebody else: SEC_E_TARGET_UNKNOWN, SEC_E_WRONG_PRINCIPAL. */
export class TargetError extends SspiError {}
/** A certificate was not accepted: SEC_E_UNTRUSTED_ROOT, CERT_E_CN_NO_MATCH and their kind. */
export class CertificateError extends SspiError {}
/**
 * An NTSTATUS error, 0xC0000000 and above: what a package's own functions return, and what SSPI at
 * times lets through.
 */
export class NtStatusError extends SspiError {}

const CLASSES: ReadonlyMap<number, typeof SspiError> = new Map<number, typeof SspiError>([
  [Status.SEC_E_BUFFER_TOO_SMALL, BufferTooSmallError],
  [Status.SEC_E_CONTEXT_EXPIRED, ContextExpiredError],
  [Status.SEC_E_CRYPTO_SYSTEM_INVALID, CryptoSystemInvalidError],
  [Status.SEC_E_INSUFFICIENT_MEMORY, InsufficientMemoryError],
  [Status.SEC_E_INVALID_HANDLE, InvalidHandleError],
  [Status.SEC_E_INVALID_TOKEN, InvalidTokenError],
  [Status.SEC_E_QOP_NOT_SUPPORTED, QopNotSupportedError],
  [Status.SEC_E_MESSAGE_ALTERED, MessageAlteredError],
  [Status.SEC_E_OUT_OF_SEQUENCE, OutOfSequenceError],
  [Status.SEC_E_INCOMPLETE_MESSAGE, IncompleteMessageError],
  [Status.SEC_E_UNSUPPORTED_FUNCTION, UnsupportedFunctionError],
  [Status.SEC_E_SECPKG_NOT_FOUND, PackageNotFoundError],
  [Status.SEC_E_LOGON_DENIED, AuthenticationError],
  [Status.SEC_E_NO_CREDENTIALS, AuthenticationError],
  [Status.SEC_E_UNKNOWN_CREDENTIALS, AuthenticationError],
  [Status.SEC_E_INCOMPLETE_CREDENTIALS, AuthenticationError],
  [Status.SEC_E_NOT_OWNER, AuthenticationError],
  [Status.SEC_E_NO_AUTHENTICATING_AUTHORITY, AuthenticationError],
  [Status.SEC_E_TIME_SKEW, AuthenticationError],
  [Status.SEC_E_TARGET_UNKNOWN, TargetError],
  [Status.SEC_E_WRONG_PRINCIPAL, TargetError],
  [Status.SEC_E_UNTRUSTED_ROOT, CertificateError],
  [Status.SEC_E_CERT_UNKNOWN, CertificateError],
  [Status.SEC_E_CERT_EXPIRED, CertificateError],
  [Status.SEC_E_CERT_WRONG_USAGE, CertificateError],
  [Status.SEC_E_ISSUING_CA_UNTRUSTED, CertificateError],
  [Status.CRYPT_E_REVOKED, CertificateError],
  [Status.CRYPT_E_NO_REVOCATION_CHECK, CertificateError],
  [Status.CRYPT_E_REVOCATION_OFFLINE, CertificateError],
]);

// CERT_E_* have FACILITY_CERT as their facility. TRUST_E_* are there too, or in a block of
// FACILITY_SECURITY.
const FACILITY_CERT = 0x800b;
const TRUST_BLOCK = 0x80096;

function classOf(status: number): typeof SspiError {
  const known = CLASSES.get(status);
  if (known !== undefined) return known;
  if (status >>> 16 === FACILITY_CERT || status >>> 12 === TRUST_BLOCK) return CertificateError;
  return status >= 0xc000_0000 ? NtStatusError : SspiError;
}

/**
 * Makes the error of a status, of the class that belongs to it.
 *
 * @internal
 */
export function createSspiError(details: SspiErrorDetails): SspiError {
  return new (classOf(describeStatus(details.status).status))(details);
}
