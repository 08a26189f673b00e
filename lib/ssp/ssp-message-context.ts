import type { ProtectResult } from '../message/encrypt.js';
import type { CheckOptions, ProtectOptions } from '../message/options.js';
import { runAsync, runSync } from '../message/operation.js';
import type { VerifyResult } from '../message/verify.js';
import type { SecBuffer } from '../sec-buffer.js';
import type { UnsealResult } from './seal-message.js';
import { makeSignature, sealMessage, unsealMessage, verifySignature } from './seal-message.js';
import { SspCore } from './ssp-core.js';
import type { SspPackage } from './ssp-package.js';

/**
 * The messages of a hosted package's context, each on this thread and on the thread pool. They call
 * the package's user mode with what they are given.
 *
 * One message may be protected while another is checked. Asynchronous calls of one direction take
 * place in their order; a synchronous one meanwhile throws `ERR_SSPI_BUSY`.
 */
export class SspMessageContext {
  readonly #core: SspCore;

  /** @internal */
  constructor(core: SspCore) {
    if (!(core instanceof SspCore)) {
      throw new TypeError('Contexts are made by credentials.initiate() and credentials.accept()');
    }
    this.#core = core;
  }

  /**
   * Seals a message in place: SpSealMessage(ContextHandle, QualityOfProtection, MessageBuffers,
   * MessageSequenceNumber), with the buffers in their order.
   *
   * @param buffers - Exactly one of them is a SECBUFFER_DATA, and it is not read-only.
   * @param options - A sequence number of 0, the default, means that messages are not numbered.
   * @throws NtStatusError `STATUS_INVALID_HANDLE`, `STATUS_INVALID_PARAMETER` or another NTSTATUS of
   *   the package; SspiError, if it returns a SEC_E_ code.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` if there is not exactly one DATA, or if it is read-only.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spsealmessagefn
   */
  sealMessage(buffers: readonly SecBuffer[], options?: ProtectOptions): ProtectResult {
    return runSync(this.#core, sealMessage({ securityPackage: this.#ready(), buffers, options }));
  }

  /**
   * The same as {@link sealMessage} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async sealMessageAsync(
    buffers: readonly SecBuffer[],
    options?: ProtectOptions,
  ): Promise<ProtectResult> {
    const given = { securityPackage: this.#ready(), buffers, options, own: true };
    return await runAsync(this.#core, sealMessage(given));
  }

  /**
   * Opens a message in place: SpUnsealMessage, with the buffers in their order. Which of them may be
   * read-only is for the package to say: one that was only signed is not written to.
   *
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spunsealmessagefn
   */
  unsealMessage(buffers: readonly SecBuffer[], options?: CheckOptions): UnsealResult {
    return runSync(this.#core, unsealMessage({ securityPackage: this.#ready(), buffers, options }));
  }

  /**
   * The same as {@link unsealMessage} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async unsealMessageAsync(
    buffers: readonly SecBuffer[],
    options?: CheckOptions,
  ): Promise<UnsealResult> {
    const given = { securityPackage: this.#ready(), buffers, options, own: true };
    return await runAsync(this.#core, unsealMessage(given));
  }

  /**
   * Signs a message: SpMakeSignature, with the buffers in their order.
   *
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spmakesignaturefn
   */
  makeSignature(buffers: readonly SecBuffer[], options?: ProtectOptions): ProtectResult {
    return runSync(this.#core, makeSignature({ securityPackage: this.#ready(), buffers, options }));
  }

  /**
   * The same as {@link makeSignature} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async makeSignatureAsync(
    buffers: readonly SecBuffer[],
    options?: ProtectOptions,
  ): Promise<ProtectResult> {
    const given = { securityPackage: this.#ready(), buffers, options, own: true };
    return await runAsync(this.#core, makeSignature(given));
  }

  /**
   * Checks the signature of a message: SpVerifySignature, with the buffers in their order.
   *
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spverifysignaturefn
   */
  verifySignature(buffers: readonly SecBuffer[], options?: CheckOptions): VerifyResult {
    return runSync(
      this.#core,
      verifySignature({ securityPackage: this.#ready(), buffers, options }),
    );
  }

  /**
   * The same as {@link verifySignature} on the thread pool, in copies of the bytes: the result has memory of
   * its own.
   */
  async verifySignatureAsync(
    buffers: readonly SecBuffer[],
    options?: CheckOptions,
  ): Promise<VerifyResult> {
    const given = { securityPackage: this.#ready(), buffers, options, own: true };
    return await runAsync(this.#core, verifySignature(given));
  }

  #ready(): SspPackage {
    this.#core.requireReady();
    return this.#core.securityPackage;
  }
}
