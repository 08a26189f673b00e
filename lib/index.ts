/**
 * Windows SSPI for Node.js: Secur32's EncryptMessage and its neighbours on live Kerberos, Negotiate,
 * NTLM and Schannel contexts.
 *
 * @packageDocumentation
 */
import './diagnostics/log.js';

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
export type { TraceMessage } from './diagnostics.js';
export type { Secur32ErrorCode, SspiErrorDetails } from './errors.js';
export { describeStatus, isSuccess, Status, statusCode, statusName } from './status.js';
export type { StatusDescription, StatusName, StatusValues } from './status.js';
export type { ContextState, Side } from './context-core.js';
export { SecBuffer } from './sec-buffer.js';
export { listPackages, queryPackage } from './packages.js';
export type { SecurityPackage } from './packages.js';
export { Credentials } from './credentials.js';
export type { AcquireOptions, AddOptions } from './acquire.js';
export { changePassword } from './change-password.js';
export type { PasswordChange } from './change-password.js';
export type { Identity } from './identity.js';
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
export { Opener } from './message/opener.js';
export type { OpenerOptions } from './message/opener-options.js';
export { Sealer } from './message/sealer.js';
export type { SealerOptions } from './message/sealer-options.js';
export { SecurityContext } from './security-context.js';
export type { Alert } from './control-token.js';
export type { ContextToken, TokenGroup } from './context-token.js';
export type { ExportedContext, ExportOptions } from './context-export.js';
export { importContext } from './context-import.js';
export type { StepResult } from './handshake.js';
export type { ContextAttributes } from './attributes/context.js';
export type {
  ContextSettings,
  EapPrfInfo,
  KeyingMaterialInfo,
  NewSessionAppData,
} from './attributes/context-settings.js';
export type {
  ClientCertificatePolicy,
  CredentialSettings,
} from './attributes/credential-settings.js';
export type {
  CipherStrengths,
  CredentialAttributes,
  CredentialNames,
  SsiProvider,
} from './attributes/credentials.js';
export type { KdcProxySettings } from './attributes/kdc-proxy.js';
export type { EapKeyBlock, KeyAttributes, KeyInfo, NegotiationKeys } from './attributes/keys.js';
export type {
  ContextNames,
  CredentialName,
  DceInfo,
  NameAttributes,
  NativeNames,
} from './attributes/names.js';
export type { SessionTicketKey } from './attributes/session-tickets.js';
export type { ContextSizes, SizeAttributes, StreamSizes } from './attributes/sizes.js';
export type {
  CredentialInfo,
  Lifespan,
  NegotiationInfo,
  ProtocolInfo,
  StateAttributes,
} from './attributes/state.js';
export type {
  CertificateCheckResult,
  CertificateCredentialInfo,
  ClientCertificatePolicyResult,
  LocalCertificateInfo,
  TlsCertificateAttributes,
} from './attributes/tls-certificates.js';
export type {
  CipherInfo,
  ConnectionInfo,
  ConnectionInfoEx,
  TlsCipherAttributes,
} from './attributes/tls-ciphers.js';
export type {
  SessionAppData,
  SessionInfo,
  SrtpParameters,
  TlsSessionAttributes,
  TokenBinding,
} from './attributes/tls-session.js';
export type { CheckOptions, DecryptOptions, ProtectOptions } from './message/options.js';
export type { ProtectResult } from './message/encrypt.js';
export type { DecryptResult } from './message/decrypt.js';
export type { VerifyResult } from './message/verify.js';
export type { WrapOptions } from './message/wrap.js';
export type { UnwrapOptions, UnwrapResult } from './message/opened.js';
export type { DceMessage, DceToken } from './message/dce.js';
export type { AttributeAnswer } from './attributes/answer.js';
export * as raw from './raw.js';
export { SspModule } from './ssp/ssp-module.js';
export type { SspImportOptions } from './ssp/ssp-module.js';
export type { SspPackage } from './ssp/ssp-package.js';
export type { LsaFunctions, UserFunctions } from './ssp/function-tables.js';
export { SspCredentials } from './ssp/ssp-credentials.js';
export type {
  SspAcceptOptions,
  SspAcquireOptions,
  SspInitiateOptions,
} from './ssp/ssp-credentials.js';
export { SspMessageContext } from './ssp/ssp-message-context.js';
export { SspContext } from './ssp/ssp-context.js';
export type { UnsealResult } from './ssp/seal-message.js';
