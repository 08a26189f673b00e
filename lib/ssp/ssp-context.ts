import { inspect } from 'node:util';

import { requireBytes } from '../arguments.js';
import type { NativeInput, NativeLeg, NativeOutput, NativeSspContext } from '../binding.js';
import { binding } from '../binding.js';
import { SECBUFFER } from '../constants.js';
import type { ContextState } from '../context-core.js';
import { stateError } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { toDate } from '../expiry.js';
import { failure } from '../fail.js';
import type { StepResult } from '../handshake.js';
import type { ProtectResult } from '../message/encrypt.js';
import type { CheckOptions, ProtectOptions } from '../message/options.js';
import type { VerifyResult } from '../message/verify.js';
import type { SecBuffer } from '../sec-buffer.js';
import { Status } from '../status.js';
import type { UnsealResult } from './seal-message.js';
import { makeSignature, sealMessage, unsealMessage, verifySignature } from './seal-message.js';
import type { SspPackage } from './ssp-package.js';

/** SpInitLsaModeContext or SpAcceptLsaModeContext, with its flags and target. */
interface SspLegCall {
  readonly syscall: string;
  run(inputs: NativeInput[], outputs: NativeOutput[]): Promise<NativeLeg>;
}

const GOES_ON: readonly number[] = [Status.SEC_E_OK, Status.SEC_I_CONTINUE_NEEDED];

/**
 * One end of a connection secured by a hosted package. Made by {@link SspCredentials.initiate} or
 * {@link SspCredentials.accept}.
 *
 * Message methods call the package's user mode with what they are given. They throw
 * `ERR_SSPI_NOT_ESTABLISHED` before the handshake is done, `ERR_SSPI_BUSY` while a step is on its way,
 * and `ERR_SSPI_CLOSED` after {@link close}.
 */
export class SspContext {
  readonly #native: NativeSspContext;
  readonly #package: SspPackage;
  readonly #call: SspLegCall;
  #state: ContextState = 'handshake';
  #stepping = false;
  #flags = 0;
  #expiry = 0n;

  /** @internal */
  constructor(native: NativeSspContext, securityPackage: SspPackage, call: SspLegCall) {
    if (!(native instanceof binding().SspContext)) {
      throw new TypeError('Contexts are made by credentials.initiate() and credentials.accept()');
    }
    this.#native = native;
    this.#package = securityPackage;
    this.#call = call;
  }

  /** The name of the package. */
  get package(): string {
    return this.#package.name;
  }

  /** How far the context is. */
  get state(): ContextState {
    return this.#state;
  }

  /** The ContextAttributes of the last leg. */
  get flags(): number {
    return this.#flags;
  }

  /** When the context ends, where the package states it. */
  get expiry(): Date | undefined {
    return toDate(this.#expiry);
  }

  /**
   * Makes one call of SpInitLsaModeContext or SpAcceptLsaModeContext, on another thread, and, if the
   * package maps the context, of SpInitUserModeContext.
   *
   * The input is one TOKEN, or no buffer at all without `token`; the output is one TOKEN of the
   * size that GetInfo states.
   *
   * @param token - What the peer sent; its bytes are copied.
   * @throws SspiError if the package refuses, NtStatusError if it does so with an NTSTATUS. The
   *   context cannot be used after that.
   * @throws Secur32Error `ERR_SSPI_BUSY`, `ERR_SSPI_CLOSED`, `ERR_SSPI_NOT_ESTABLISHED` after a
   *   failed step, or `ERR_SSPI_ESTABLISHED`.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spinitlsamodecontextfn
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spacceptlsamodecontextfn
   */
  async step(token?: Uint8Array): Promise<StepResult> {
    if (token !== undefined) requireBytes('token', token);
    this.#requireHandshake();
    const inputs = token === undefined ? [] : [{ type: SECBUFFER.TOKEN, data: token }];
    const output = { type: SECBUFFER.TOKEN, size: this.#package.maxToken };
    this.#stepping = true;
    let leg;
    try {
      leg = await this.#call.run(inputs, [output]);
    } finally {
      this.#stepping = false;
    }
    return this.#finish(leg);
  }

  #finish(leg: NativeLeg): StepResult {
    if (this.#state === 'closed') {
      throw new Secur32Error('ERR_SSPI_CLOSED', 'The context was closed during the handshake.');
    }
    const { status } = leg;
    // A success that is not one of a handshake would leave the caller waiting for the peer.
    if (!GOES_ON.includes(status)) {
      this.#state = 'failed';
      this.#native.close();
      throw failure({ status, syscall: this.#call.syscall, package: this.package });
    }
    this.#flags = leg.flags;
    this.#expiry = leg.expiry;
    const done = status === Status.SEC_E_OK;
    if (done) this.#state = 'established';
    const data = leg.outputs[0]?.data;
    return { done, status, ...(data !== undefined && data.length > 0 ? { token: data } : {}) };
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
    return sealMessage(this.#ready(), buffers, options);
  }

  /**
   * Opens a message in place: SpUnsealMessage, with the buffers in their order.
   *
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spunsealmessagefn
   */
  unsealMessage(buffers: readonly SecBuffer[], options?: CheckOptions): UnsealResult {
    return unsealMessage(this.#ready(), buffers, options);
  }

  /**
   * Signs a message: SpMakeSignature, with the buffers in their order.
   *
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spmakesignaturefn
   */
  makeSignature(buffers: readonly SecBuffer[], options?: ProtectOptions): ProtectResult {
    return makeSignature(this.#ready(), buffers, options);
  }

  /**
   * Checks the signature of a message: SpVerifySignature, with the buffers in their order.
   *
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spverifysignaturefn
   */
  verifySignature(buffers: readonly SecBuffer[], options?: CheckOptions): VerifyResult {
    return verifySignature(this.#ready(), buffers, options);
  }

  #refuseWhileStepping(): void {
    if (!this.#stepping) return;
    throw new Secur32Error('ERR_SSPI_BUSY', 'A step() of this context has not ended yet.');
  }

  #requireHandshake(): void {
    if (this.#state === 'established') {
      throw new Secur32Error('ERR_SSPI_ESTABLISHED', 'The handshake is complete.');
    }
    if (this.#state !== 'handshake') throw stateError(this.#state);
    this.#refuseWhileStepping();
  }

  #ready() {
    if (this.#state !== 'established') throw stateError(this.#state);
    return { native: this.#native, securityPackage: this.#package };
  }

  /** Has the package delete the context. Closing twice, or during a step, is safe. */
  close(): void {
    this.#state = 'closed';
    this.#native.close();
  }

  /** The same as {@link close}, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** @internal */
  [inspect.custom](): string {
    return `SspContext { ${this.package}, ${this.#state} }`;
  }
}
