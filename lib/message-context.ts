import { ContextCore } from './context-core.js';
import type { DecryptResult } from './message/decrypt.js';
import { decryptMessage } from './message/decrypt.js';
import type { DceMessage, DceToken } from './message/dce.js';
import { unwrapDce, wrapDce } from './message/dce.js';
import type { ProtectResult } from './message/encrypt.js';
import { encryptMessage } from './message/encrypt.js';
import type { CheckOptions, DecryptOptions, ProtectOptions } from './message/options.js';
import { makeSignature, sign } from './message/sign.js';
import type { OpenerOptions } from './message/opener-options.js';
import { Opener } from './message/opener.js';
import type { SealerOptions } from './message/sealer-options.js';
import { Sealer } from './message/sealer.js';
import type { UnwrapOptions, UnwrapResult } from './message/opened.js';
import { runAsync, runSync } from './message/operation.js';
import { unwrap } from './message/unwrap.js';
import type { VerifyResult } from './message/verify.js';
import { verify, verifySignature } from './message/verify.js';
import type { WrapOptions } from './message/wrap.js';
import { unwrapWinRM, wrapWinRM } from './message/winrm.js';
import { wrap } from './message/wrap.js';
import type { SecBuffer } from './sec-buffer.js';

/**
 * What an object of the public API stands on.
 *
 * @internal
 */
export let coreOf: (context: MessageContext) => ContextCore;

// What the thread pool works on must not change meanwhile.
const OWN = { own: true };

/**
 * The messages of a security context: the documented calls, and the tasks made of them, each on this
 * thread and on the thread pool.
 *
 * One message may be protected while another is checked. Asynchronous calls of one direction take
 * place in their order; a synchronous one meanwhile throws `ERR_SSPI_BUSY`. They throw what their
 * twins throw, and `ERR_SSPI_CLOSED` when the context is closed meanwhile.
 */
export class MessageContext {
  readonly #core: ContextCore;

  static {
    coreOf = (context) => context.#core;
  }

  /** @internal */
  constructor(core: ContextCore | undefined) {
    if (!(core instanceof ContextCore)) {
      throw new TypeError('Contexts are made by credentials.initiate() and credentials.accept()');
    }
    this.#core = core;
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
   *   QopNotSupportedError, before the call, when privacy was not granted, or when an alert is asked of
   *   a package that has none.
   * @throws RangeError `ERR_OUT_OF_RANGE` if DATA is longer than `streamSizes.maximumMessage`, or an
   *   alert is not of two bytes.
   * @see https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
   */
  encryptMessage(buffers: readonly SecBuffer[], options?: ProtectOptions): ProtectResult {
    return runSync(this.#core, encryptMessage(this.#core, buffers, options));
  }

  /**
   * The same as {@link encryptMessage} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async encryptMessageAsync(
    buffers: readonly SecBuffer[],
    options?: ProtectOptions,
  ): Promise<ProtectResult> {
    return await runAsync(this.#core, encryptMessage(this.#core, buffers, options, OWN));
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
  decryptMessage(buffers: readonly SecBuffer[], options?: DecryptOptions): DecryptResult {
    return runSync(this.#core, decryptMessage(this.#core, buffers, options));
  }

  /**
   * The same as {@link decryptMessage} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async decryptMessageAsync(
    buffers: readonly SecBuffer[],
    options?: DecryptOptions,
  ): Promise<DecryptResult> {
    return await runAsync(this.#core, decryptMessage(this.#core, buffers, options, OWN));
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
    return runSync(this.#core, makeSignature(this.#core, buffers, options));
  }

  /**
   * The same as {@link makeSignature} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async makeSignatureAsync(
    buffers: readonly SecBuffer[],
    options?: ProtectOptions,
  ): Promise<ProtectResult> {
    return await runAsync(this.#core, makeSignature(this.#core, buffers, options, OWN));
  }

  /**
   * Checks a signature with the documented call, GSS_VerifyMIC: DATA, and the signature as TOKEN.
   *
   * @throws SspiError with the status of VerifySignature, for example MessageAlteredError.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-verifysignature
   */
  verifySignature(buffers: readonly SecBuffer[], options?: CheckOptions): VerifyResult {
    return runSync(this.#core, verifySignature(this.#core, buffers, options));
  }

  /**
   * The same as {@link verifySignature} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async verifySignatureAsync(
    buffers: readonly SecBuffer[],
    options?: CheckOptions,
  ): Promise<VerifyResult> {
    return await runAsync(this.#core, verifySignature(this.#core, buffers, options, OWN));
  }

  /**
   * Makes what seals the messages of a stream in memory laid out once, for little more than
   * EncryptMessage itself costs. Any number of them may be used in turn with this context.
   *
   * @throws As {@link wrap} does.
   */
  createSealer(options?: SealerOptions): Sealer {
    return new Sealer(this.#core, options);
  }

  /**
   * Makes what opens the messages of a stream in memory laid out once, for little more than
   * DecryptMessage itself costs.
   *
   * @throws As {@link unwrap} does.
   */
  createOpener(options?: OpenerOptions): Opener {
    return new Opener(this.#core, options);
  }

  /**
   * Protects a message and returns the bytes to send: a GSS token, or the records of a stream. The
   * data is copied, and may be of any length.
   *
   * @throws QopNotSupportedError if privacy was not granted and `encrypt` is not false.
   * @see https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
   */
  wrap(data: Uint8Array, options?: WrapOptions): Buffer {
    return runSync(this.#core, wrap(this.#core, data, options));
  }

  /**
   * The same as {@link wrap} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async wrapAsync(data: Uint8Array, options?: WrapOptions): Promise<Buffer> {
    return await runAsync(this.#core, wrap(this.#core, data, options, OWN));
  }

  /**
   * Opens what the peer's wrap made: one GSS token, or whole records of a stream. The token is
   * copied, and stays as it is.
   *
   * @throws MessageAlteredError if the token is not what the peer sent.
   * @throws IncompleteMessageError if the last record of a stream is not whole; nothing was opened.
   * @throws Secur32Error `ERR_SSPI_NOT_ENCRYPTED` if it is only signed and encryption is required.
   * @see https://learn.microsoft.com/windows/win32/secauthn/decryptmessage--general
   */
  unwrap(token: Uint8Array, options?: UnwrapOptions): UnwrapResult {
    return runSync(this.#core, unwrap(this.#core, token, options));
  }

  /**
   * The same as {@link unwrap} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async unwrapAsync(token: Uint8Array, options?: UnwrapOptions): Promise<UnwrapResult> {
    return await runAsync(this.#core, unwrap(this.#core, token, options, OWN));
  }

  /**
   * Seals a message as encrypted WinRM frames it: the length of the token as u32le, TOKEN, DATA.
   *
   * @throws QopNotSupportedError if privacy was not granted.
   * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-wsmv
   */
  wrapWinRM(data: Uint8Array): Buffer {
    return runSync(this.#core, wrapWinRM(this.#core, data));
  }

  /**
   * Opens what {@link wrapWinRM} of the peer made. The frame is copied, and stays as it is.
   *
   * @throws InvalidTokenError if the frame is shorter than it says.
   * @throws MessageAlteredError if it is not what the peer sent.
   * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-wsmv
   */
  unwrapWinRM(frame: Uint8Array, options?: UnwrapOptions): UnwrapResult {
    return runSync(this.#core, unwrapWinRM(this.#core, frame, options));
  }

  /**
   * Seals the stub data of a DCE/RPC PDU and authenticates its header and trailer with it. Contexts
   * for DCE/RPC are made with `ISC_REQ.USE_DCE_STYLE`. Nothing that is given is changed.
   *
   * @throws QopNotSupportedError if privacy was not granted and `encrypt` is not false.
   * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-rpce/ab45c6a5-951a-4096-b805-7347674dc6ab
   */
  wrapDce(message: DceMessage, options?: WrapOptions): DceToken {
    return runSync(this.#core, wrapDce(this.#core, message, options));
  }

  /**
   * Opens what {@link wrapDce} of the peer made. Nothing that is given is changed.
   *
   * @throws MessageAlteredError if any part is not what the peer sent.
   * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-rpce/ab45c6a5-951a-4096-b805-7347674dc6ab
   */
  unwrapDce(
    message: DceMessage & { readonly token: Uint8Array },
    options?: UnwrapOptions,
  ): UnwrapResult {
    return runSync(this.#core, unwrapDce(this.#core, message, options));
  }

  /**
   * Signs a message without changing it, and returns the signature, which travels beside it.
   *
   * @throws QopNotSupportedError if integrity was not granted.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-makesignature
   */
  sign(data: Uint8Array): Buffer {
    return runSync(this.#core, sign(this.#core, data));
  }

  /**
   * The same as {@link sign} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async signAsync(data: Uint8Array): Promise<Buffer> {
    return await runAsync(this.#core, sign(this.#core, data, OWN));
  }

  /**
   * Checks what the peer's {@link sign} made of a message.
   *
   * @throws MessageAlteredError if message or signature are not what the peer signed.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-verifysignature
   */
  verify(data: Uint8Array, signature: Uint8Array): void {
    runSync(this.#core, verify(this.#core, data, signature));
  }

  /**
   * The same as {@link verify} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async verifyAsync(data: Uint8Array, signature: Uint8Array): Promise<void> {
    await runAsync(this.#core, verify(this.#core, data, signature, OWN));
  }
}
