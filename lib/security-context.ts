import { inspect } from 'node:util';

import { requireOneOf } from './arguments.js';
import type { ContextAttributes } from './attributes.js';
import { ATTRIBUTES } from './attributes.js';
import { ASC_RET, flagNames, ISC_RET } from './constants.js';
import type { ContextState } from './context-core.js';
import { ContextCore } from './context-core.js';
import { toDate } from './expiry.js';
import type { Handshake, StepResult } from './handshake.js';
import type { DecryptResult } from './message/decrypt.js';
import { decryptMessage } from './message/decrypt.js';
import type { DceMessage, DceToken } from './message/dce.js';
import { unwrapDce, wrapDce } from './message/dce.js';
import type { ProtectResult } from './message/encrypt.js';
import { encryptMessage } from './message/encrypt.js';
import type { CheckOptions, ProtectOptions } from './message/options.js';
import { makeSignature, sign } from './message/sign.js';
import type { UnwrapOptions, UnwrapResult } from './message/opened.js';
import { unwrap } from './message/unwrap.js';
import type { VerifyResult } from './message/verify.js';
import { verify, verifySignature } from './message/verify.js';
import type { WrapOptions } from './message/wrap.js';
import { unwrapWinRM, wrapWinRM } from './message/winrm.js';
import { wrap } from './message/wrap.js';
import type { SecBuffer } from './sec-buffer.js';

/**
 * One end of a secured connection: a handshake, then messages. Made by
 * {@link Credentials.initiate} or {@link Credentials.accept}.
 *
 * Messages are opened in the order in which they were sealed. A message method throws
 * `ERR_SSPI_NOT_ESTABLISHED` before the handshake is done, `ERR_SSPI_BUSY` while a step is on its
 * way, and `ERR_SSPI_CLOSED` after {@link close}.
 */
export class SecurityContext {
  readonly #core: ContextCore;
  readonly #handshake: Handshake;

  /** @internal */
  constructor(core: ContextCore, handshake: Handshake) {
    if (!(core instanceof ContextCore)) {
      throw new TypeError('Contexts are made by credentials.initiate() and credentials.accept()');
    }
    this.#core = core;
    this.#handshake = handshake;
  }

  /** The name of the package that the credentials are of: `Negotiate`. */
  get package(): string {
    return this.#core.securityPackage.name;
  }

  /** The flags granted so far: {@link ISC_RET} for a client, {@link ASC_RET} for a server. */
  get flags(): number {
    return this.#core.flags;
  }

  /** How far the context is. */
  get state(): ContextState {
    return this.#core.state;
  }

  /** When the context ends, where the package states it. */
  get expiry(): Date | undefined {
    return toDate(this.#core.expiry);
  }

  /**
   * Makes the next leg of the handshake, on another thread: it may ask LSA, the network or the user.
   *
   * A client starts without a token. Of a stream (Schannel), pass the peer's bytes as they arrive:
   * pieces that end anywhere are kept until they suffice.
   *
   * @param token - What the peer sent; its bytes are copied.
   * @returns What to send, and whether the handshake is done.
   * @throws SspiError if the package refuses; its `token`, if any, should still reach the peer. The
   *   context cannot be used after that.
   * @throws Secur32Error `ERR_SSPI_BUSY`, `ERR_SSPI_CLOSED`, `ERR_SSPI_NOT_ESTABLISHED` after a
   *   failed step, or `ERR_SSPI_ESTABLISHED`.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-initializesecuritycontextw
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-acceptsecuritycontext
   */
  async step(token?: Uint8Array): Promise<StepResult> {
    return await this.#handshake.step(token);
  }

  /**
   * Ends a stream in order: returns the bytes (TLS close_notify) that tell the peer that no more
   * follows. Send them after the last message; what the peer still sends can be opened.
   *
   * @throws SspiError from ApplyControlToken, or from the handshake call after it.
   * @see https://learn.microsoft.com/windows/win32/secauthn/shutting-down-an-schannel-connection
   */
  async shutdown(): Promise<Buffer> {
    return await this.#handshake.shutdown();
  }

  /**
   * Seals a message in place with the documented call. The buffers are passed on in their order,
   * with their types and flags.
   *
   * Kerberos, Negotiate and NTLM take TOKEN (`sizes.securityTrailer`), DATA and PADDING
   * (`sizes.blockSize`); Schannel takes STREAM_HEADER, DATA, STREAM_TRAILER and EMPTY. Send the
   * `data` of the result's buffers. {@link wrap} does all this.
   *
   * @throws SspiError with the status of EncryptMessage, for example BufferTooSmallError; and
   *   QopNotSupportedError, before the call, when privacy was not granted.
   * @throws RangeError `ERR_OUT_OF_RANGE` if DATA is longer than `streamSizes.maximumMessage`.
   * @see https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
   */
  encryptMessage(buffers: readonly SecBuffer[], options?: ProtectOptions): ProtectResult {
    return encryptMessage(this.#core, buffers, options);
  }

  /**
   * Opens a message in place with the documented call.
   *
   * Kerberos and Negotiate take STREAM (the whole token) and an empty DATA, or TOKEN and DATA;
   * Schannel takes DATA (all bytes received) and three EMPTY. What a stream still needs, has left
   * over, or has ended with, is in the result, and not an error. {@link unwrap} does all this.
   *
   * @throws SspiError with the status of DecryptMessage, for example MessageAlteredError.
   * @see https://learn.microsoft.com/windows/win32/secauthn/decryptmessage--general
   */
  decryptMessage(buffers: readonly SecBuffer[], options?: CheckOptions): DecryptResult {
    return decryptMessage(this.#core, buffers, options);
  }

  /**
   * Signs a message with the documented call, GSS_GetMIC: DATA, and a TOKEN of `sizes.maxSignature`
   * bytes, cut to the signature in the result.
   *
   * @throws SspiError with the status of MakeSignature; and QopNotSupportedError, before the call,
   *   when integrity was not granted.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-makesignature
   */
  makeSignature(buffers: readonly SecBuffer[], options?: ProtectOptions): ProtectResult {
    return makeSignature(this.#core, buffers, options);
  }

  /**
   * Checks a signature with the documented call, GSS_VerifyMIC: DATA, and the signature as TOKEN.
   *
   * @throws SspiError with the status of VerifySignature, for example MessageAlteredError.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-verifysignature
   */
  verifySignature(buffers: readonly SecBuffer[], options?: CheckOptions): VerifyResult {
    return verifySignature(this.#core, buffers, options);
  }

  /**
   * Protects a message and returns the bytes to send: a GSS token, or the records of a stream. The
   * data is copied, and may be of any length.
   *
   * @throws QopNotSupportedError if privacy was not granted and `encrypt` is not false.
   */
  wrap(data: Uint8Array, options?: WrapOptions): Buffer {
    return wrap(this.#core, data, options);
  }

  /**
   * Opens what the peer's wrap made: one GSS token, or whole records of a stream. The token is
   * copied, and stays as it is.
   *
   * @throws MessageAlteredError if the token is not what the peer sent.
   * @throws IncompleteMessageError if the last record of a stream is not whole; nothing was opened.
   * @throws Secur32Error `ERR_SSPI_NOT_ENCRYPTED` if it is only signed and encryption is required.
   */
  unwrap(token: Uint8Array, options?: UnwrapOptions): UnwrapResult {
    return unwrap(this.#core, token, options);
  }

  /**
   * Seals a message as encrypted WinRM frames it: the length of the token as u32le, TOKEN, DATA.
   *
   * @throws QopNotSupportedError if privacy was not granted.
   * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-wsmv
   */
  wrapWinRM(data: Uint8Array): Buffer {
    return wrapWinRM(this.#core, data);
  }

  /**
   * Opens what {@link wrapWinRM} of the peer made. The frame is copied, and stays as it is.
   *
   * @throws InvalidTokenError if the frame is shorter than it says.
   * @throws MessageAlteredError if it is not what the peer sent.
   */
  unwrapWinRM(frame: Uint8Array, options?: UnwrapOptions): UnwrapResult {
    return unwrapWinRM(this.#core, frame, options);
  }

  /**
   * Seals the stub data of a DCE/RPC PDU and authenticates its header and trailer with it. Contexts
   * for DCE/RPC are made with `ISC_REQ.USE_DCE_STYLE`. Nothing that is given is changed.
   *
   * @throws QopNotSupportedError if privacy was not granted and `encrypt` is not false.
   */
  wrapDce(message: DceMessage, options?: WrapOptions): DceToken {
    return wrapDce(this.#core, message, options);
  }

  /**
   * Opens what {@link wrapDce} of the peer made. Nothing that is given is changed.
   *
   * @throws MessageAlteredError if any part is not what the peer sent.
   */
  unwrapDce(
    message: DceMessage & { readonly token: Uint8Array },
    options?: UnwrapOptions,
  ): UnwrapResult {
    return unwrapDce(this.#core, message, options);
  }

  /**
   * Signs a message without changing it, and returns the signature, which travels beside it.
   *
   * @throws QopNotSupportedError if integrity was not granted.
   */
  sign(data: Uint8Array): Buffer {
    return sign(this.#core, data);
  }

  /**
   * Checks what the peer's {@link sign} made of a message.
   *
   * @throws MessageAlteredError if message or signature are not what the peer signed.
   */
  verify(data: Uint8Array, signature: Uint8Array): void {
    verify(this.#core, data, signature);
  }

  /**
   * Asks for an attribute of the context.
   *
   * @throws UnsupportedFunctionError if the package does not have the attribute.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycontextattributesw
   */
  query<Name extends keyof ContextAttributes>(attribute: Name): ContextAttributes[Name] {
    requireOneOf('attribute', attribute, Object.keys(ATTRIBUTES));
    return this.#core.query(attribute);
  }

  /**
   * Frees the context. A step on its way fails with `ERR_SSPI_CLOSED` when it ends. Closing twice
   * does nothing.
   */
  close(): void {
    this.#core.close();
  }

  /** The same as {@link close}, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** @internal */
  [inspect.custom](): string {
    const { side, state, flags } = this.#core;
    const names = flagNames(flags, side === 'client' ? ISC_RET : ASC_RET);
    return `${this.constructor.name} { ${this.package}, ${state}, [${names.join(' ')}] }`;
  }
}
