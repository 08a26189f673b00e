/**
 * Windows SSPI for Node.js: Secur32's EncryptMessage and its neighbours on live Kerberos, Negotiate,
 * NTLM and Schannel contexts.
 *
 * @packageDocumentation
 */
export { isSupported } from './binding.js';
export * from './constants.js';
export {
  AuthenticationError,
  BufferTooSmallError,
  CertificateError,
  ContextExpiredError,
  CryptoSystemInvalidError,
  IncompleteMessageError,
  InsufficientMemoryError,
  InvalidHandleError,
  InvalidTokenError,
  MessageAlteredError,
  NtStatusError,
  OutOfSequenceError,
  PackageNotFoundError,
  QopNotSupportedError,
  Secur32Error,
  SspiError,
  TargetError,
  UnsupportedFunctionError,
} from './errors.js';
export type { Secur32ErrorCode, SspiErrorDetails } from './errors.js';
export { describeStatus, Status, statusCode, statusName } from './status.js';
export type { StatusDescription, StatusName, StatusValues } from './status.js';
export type { ContextState } from './context-core.js';
export { SecBuffer } from './sec-buffer.js';
export { listPackages, queryPackage } from './packages.js';
export type { SecurityPackage } from './packages.js';
export { Credentials } from './credentials.js';
export type { AcquireOptions, Identity } from './credentials.js';
export type { StoredCertificate, TlsOptions, TlsVersion } from './tls-options.js';
export {
  ClientContext,
  DEFAULT_INITIATE_FLAGS,
  DEFAULT_STREAM_INITIATE_FLAGS,
} from './client-context.js';
export type { InitiateOptions } from './client-context.js';
export {
  DEFAULT_ACCEPT_FLAGS,
  DEFAULT_STREAM_ACCEPT_FLAGS,
  ServerContext,
} from './server-context.js';
export type { AcceptOptions } from './server-context.js';
export type { ContextOptions } from './context-options.js';
export { MessageContext } from './message-context.js';
export { SecurityContext } from './security-context.js';
export type { StepResult } from './handshake.js';
export type {
  CipherInfo,
  ConnectionInfo,
  ContextAttributes,
  ContextNames,
  ContextSizes,
  NegotiationInfo,
  StreamSizes,
} from './attributes.js';
export type { CheckOptions, ProtectOptions } from './message/options.js';
export type { ProtectResult } from './message/encrypt.js';
export type { DecryptResult } from './message/decrypt.js';
export type { VerifyResult } from './message/verify.js';
export type { WrapOptions } from './message/wrap.js';
export type { UnwrapOptions, UnwrapResult } from './message/opened.js';
export type { DceMessage, DceToken } from './message/dce.js';
export { SspModule } from './ssp/ssp-module.js';
export type { SspPackage } from './ssp/ssp-package.js';
export type { LsaFunctions, UserFunctions } from './ssp/function-tables.js';
export { SspCredentials } from './ssp/ssp-credentials.js';
export type {
  SspAcceptOptions,
  SspAcquireOptions,
  SspInitiateOptions,
} from './ssp/ssp-credentials.js';
export { SspContext } from './ssp/ssp-context.js';
export type { UnsealResult } from './ssp/seal-message.js';
