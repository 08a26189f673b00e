import { inspect } from 'node:util';

import { requireBytes, requireOneOf } from '../arguments.js';
import type { ContextAttributes } from '../attributes/context.js';
import { ATTRIBUTES } from '../attributes/context.js';
import type { NativeInput, NativeLeg, NativeOutput } from '../native.js';
import { SECBUFFER } from '../constants.js';
import type { ContextState } from '../context-core.js';
import type { ExportOptions } from '../context-export.js';
import { exportFlags } from '../context-export.js';
import { traceStep } from '../diagnostics/operations.js';
import { Secur32Error } from '../errors.js';
import { toDate } from '../expiry.js';
import { check, failure } from '../fail.js';
import type { StepResult } from '../handshake.js';
import { Status } from '../status.js';
import { hide } from '../secret-bytes.js';
import type { SspCore } from './ssp-core.js';
import { writtenToken } from '../written-token.js';
import { SspMessageContext } from './ssp-message-context.js';

/** SpInitLsaModeContext or SpAcceptLsaModeContext, with its flags and target. */
export interface SspLegCall {
  readonly syscall: string;
  run(inputs: NativeInput[], outputs: NativeOutput[]): Promise<NativeLeg>;
}

const GOES_ON: readonly number[] = [Status.SEC_E_OK, Status.SEC_I_CONTINUE_NEEDED];

/**
 * One end of a connection secured by a hosted package. Made by {@link SspCredentials.initiate},
 * {@link SspCredentials.accept} or {@link SspModule.importContext}.
 *
 * Message methods throw `ERR_SSPI_NOT_ESTABLISHED` before the handshake is done, `ERR_SSPI_BUSY` while
 * a step is on its way, and `ERR_SSPI_CLOSED` after {@link close}.
 */
export class SspContext extends SspMessageContext {
  readonly #core: SspCore;
  readonly #call: SspLegCall | undefined;
  #flags = 0;
  #expiry = 0n;

  /** @internal */
  constructor(core: SspCore, call?: SspLegCall) {
    super(core);
    this.#core = core;
    this.#call = call;
  }

  /** The name of the package. */
  get package(): string {
    return this.#core.securityPackage.name;
  }

  /** How far the context is. */
  get state(): ContextState {
    return this.#core.state;
  }

  /** The ContextAttributes of the last leg; 0 of a context that was imported. */
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
   *   failed step, or `ERR_SSPI_ESTABLISHED`; `ERR_SSPI_FOREIGN_MEMORY` if the package leaves a token
   *   elsewhere than in the room for it, or larger than that. The context cannot be used after that.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spinitlsamodecontextfn
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spacceptlsamodecontextfn
   */
  async step(token?: Uint8Array): Promise<StepResult> {
    if (token !== undefined) requireBytes('token', token);
    const core = this.#core;
    core.requireHandshake();
    const call = this.#call as SspLegCall;
    const inputs = token === undefined ? [] : [{ type: SECBUFFER.TOKEN, data: token }];
    const output = { type: SECBUFFER.TOKEN, size: core.securityPackage.maxToken };
    return await traceStep(core, token, async () => {
      core.stepping = true;
      let leg;
      try {
        leg = await call.run(inputs, [output]);
      } finally {
        core.stepping = false;
      }
      return this.#finish(leg, call.syscall);
    });
  }

  #finish(leg: NativeLeg, syscall: string): StepResult {
    const core = this.#core;
    if (core.state === 'closed') {
      throw new Secur32Error('ERR_SSPI_CLOSED', 'The context was closed during the handshake.');
    }
    const { status } = leg;
    // A success that is not one of a handshake would leave the caller waiting for the peer.
    if (!GOES_ON.includes(status)) {
      this.#fail();
      throw failure({ status, syscall: leg.syscall ?? syscall, package: this.package });
    }
    const token = writtenToken(leg, () => this.#fail());
    this.#flags = leg.flags;
    this.#expiry = leg.expiry;
    const done = status === Status.SEC_E_OK;
    if (done) core.state = 'established';
    return { done, status, ...(token === undefined ? {} : { token }) };
  }

  #fail(): void {
    this.#core.close();
    this.#core.state = 'failed';
  }

  /**
   * Asks for an attribute: SpQueryContextAttributes of the package's user mode or, where that has
   * none, of its LSA mode.
   *
   * @throws UnsupportedFunctionError if the package does not have the attribute.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spquerycontextattributesfn
   */
  query<Name extends keyof ContextAttributes>(attribute: Name): ContextAttributes[Name] {
    requireOneOf('attribute', attribute, Object.keys(ATTRIBUTES));
    return this.#core.query(attribute);
  }

  /**
   * Packs the context for {@link SspModule.importContext}, which may be that of another process:
   * SpExportContext. With `deleteOld` the package ends the context by it, which is closed then.
   *
   * @returns What the package made. It may hold keys: fill it with zeros when you are done.
   * @throws SspiError with the status of the package; NtStatusError, if it is an NTSTATUS. The context
   *   stays as it is.
   * @throws Secur32Error `ERR_SSPI_BUSY` while an asynchronous message call is on its way.
   * @see https://learn.microsoft.com/windows/win32/api/ntsecpkg/nc-ntsecpkg-spexportcontextfn
   */
  export(options: ExportOptions = {}): Buffer {
    const flags = exportFlags(options);
    const core = this.#core;
    core.requireIdle();
    const { status, packed } = core.native.export(flags);
    check(status, 'SpExportContext', this.package);
    if (options.deleteOld === true) this.close();
    return hide(packed);
  }

  /** Has the package delete the context. Closing twice, or during a step, is safe. */
  close(): void {
    this.#core.close();
  }

  /** The same as {@link close}, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** @internal */
  [inspect.custom](): string {
    return `SspContext { ${this.package}, ${this.state} }`;
  }
}
