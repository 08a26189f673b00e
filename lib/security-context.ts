import { inspect } from 'node:util';

import { requireOneOf } from './arguments.js';
import type { ContextAttributes } from './attributes.js';
import { ATTRIBUTES } from './attributes.js';
import { ASC_RET, flagNames, ISC_RET } from './constants.js';
import type { ContextCore, ContextState } from './context-core.js';
import { MessageContext } from './message-context.js';
import { toDate } from './expiry.js';
import type { Handshake, StepResult } from './handshake.js';

/**
 * One end of a secured connection: a handshake, then messages. Made by
 * {@link Credentials.initiate} or {@link Credentials.accept}.
 *
 * Messages are opened in the order in which they were sealed. A message method throws
 * `ERR_SSPI_NOT_ESTABLISHED` before the handshake is done, `ERR_SSPI_BUSY` while a step is on its
 * way, and `ERR_SSPI_CLOSED` after {@link close}.
 */
export class SecurityContext extends MessageContext {
  readonly #core: ContextCore;
  readonly #handshake: Handshake;

  /** @internal */
  constructor(core: ContextCore, handshake: Handshake) {
    super(core);
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
