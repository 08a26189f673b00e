import { inspect } from 'node:util';

import { requireOneOf } from './arguments.js';
import type { ContextAttributes } from './attributes/context.js';
import { ATTRIBUTES } from './attributes/context.js';
import { queryRaw, setByName, setRaw } from './attributes/context-calls.js';
import type { ContextSettings } from './attributes/context-settings.js';
import { ASC_RET, flagNames, ISC_RET } from './constants.js';
import type { ContextCore, ContextState } from './context-core.js';
import type { ExportedContext, ExportOptions } from './context-export.js';
import { exportContext } from './context-export.js';
import type { ContextToken } from './context-token.js';
import { queryToken } from './context-token.js';
import type { Alert } from './control-token.js';
import { makeAlert, shutdown } from './control-token.js';
import { toDate } from './expiry.js';
import { check } from './fail.js';
import type { StepResult } from './handshake.js';
import { Handshake } from './handshake.js';
import { impersonate } from './impersonate.js';
import { Legs } from './legs.js';
import { MessageContext } from './message-context.js';

const SET = 'SetContextAttributes';

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
  readonly #legs: Legs;
  readonly #handshake: Handshake;

  /** @internal */
  constructor(legs: Legs) {
    // Plain JavaScript does not know of internal constructors.
    super(legs instanceof Legs ? legs.core : undefined);
    this.#core = legs.core;
    this.#legs = legs;
    this.#handshake = new Handshake(legs);
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
   * @throws Secur32Error `ERR_SSPI_CLOSED` when the stream was ended already.
   * @see https://learn.microsoft.com/windows/win32/secauthn/shutting-down-an-schannel-connection
   */
  async shutdown(): Promise<Buffer> {
    return await shutdown(this.#legs);
  }

  /**
   * Has Schannel make a TLS alert, which tells the peer why the connection ends, and returns its
   * record. After a fatal one the context is closed.
   *
   * @throws SspiError from ApplyControlToken, or from the handshake call after it.
   * @throws Secur32Error `ERR_SSPI_NOT_ESTABLISHED` before the first {@link step}, `ERR_SSPI_CLOSED`,
   *   `ERR_SSPI_BUSY`, or `ERR_SSPI_ESTABLISHED` of a context that was imported.
   * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-schannel_alert_token
   */
  async alert(alert: Alert): Promise<Buffer> {
    return await makeAlert(this.#legs, alert);
  }

  /**
   * Asks for an attribute of the context: once it is established, or before where
   * {@link ContextAttributes} says so.
   *
   * @throws UnsupportedFunctionError if the package does not have the attribute.
   * @throws InvalidHandleError before the first {@link step}.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycontextattributesw
   */
  query<Name extends keyof ContextAttributes>(attribute: Name): ContextAttributes[Name] {
    requireOneOf('attribute', attribute, Object.keys(ATTRIBUTES));
    return this.#core.query(attribute);
  }

  /**
   * Asks for an attribute by its number, for what has no name here, which may be asked for at any
   * time after the first {@link step}. The package writes its structure to 4096 bytes of zeros,
   * which are returned as it left them, in the layout of this process (`process.arch`).
   *
   * Where the structure has pointers, you see addresses of this process: what they point to cannot
   * be read, and is never freed. Attributes that are known to have some are refused, as is every
   * one whose answer is a handle. The keys of EAP_KEY_BLOCK are not shown when they are logged.
   *
   * @param attribute - A number of {@link SECPKG_ATTR}, or another one.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` if the attribute is refused; the message says why.
   * @throws UnsupportedFunctionError if the package does not have the attribute.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycontextattributesw
   */
  queryRaw(attribute: number): Buffer {
    return queryRaw(this.#core, attribute);
  }

  /**
   * Sets an attribute of the context, at any time after the first {@link step}. Of Windows' packages
   * only Schannel has some.
   *
   * @throws UnsupportedFunctionError if the package does not let the attribute be set.
   * @throws Secur32Error `ERR_SSPI_BUSY` while a step, or a message in another thread, is on its way.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-setcontextattributesw
   */
  set<Name extends keyof ContextSettings>(attribute: Name, value: ContextSettings[Name]): void {
    this.#core.requireOpen();
    check(setByName(this.#core, attribute, value), SET, this.package);
  }

  /**
   * The same as {@link set} with the bytes of the structure, in the layout of this process, for what
   * has no name here. Attributes that are known to have pointers are refused; the bytes of an
   * unknown one must not be pointers: the package would follow them.
   *
   * @param attribute - A number of {@link SECPKG_ATTR}, or another one.
   * @param structure - From 1 to 65,536 bytes.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` if the attribute is refused; the message says why.
   * @throws UnsupportedFunctionError if the package does not let the attribute be set.
   * @throws Secur32Error `ERR_SSPI_BUSY` while a step, or a message in another thread, is on its way.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-setcontextattributesw
   */
  setRaw(attribute: number, structure: Uint8Array): void {
    this.#core.requireOpen();
    check(setRaw(this.#core, attribute, structure), SET, this.package);
  }

  /**
   * Reads the access token of the client, for a server that decides by itself what a user may do.
   *
   * @throws UnsupportedFunctionError if the package has no tokens, as on Wine.
   * @throws SspiError from QuerySecurityContextToken, or from GetTokenInformation.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querysecuritycontexttoken
   */
  queryToken(): ContextToken {
    return queryToken(this.#core);
  }

  /**
   * Runs a callback with the rights of the client, on this thread, and is the process itself again
   * when the callback returns or throws. If that failed, the process would end.
   *
   * Only what the callback does synchronously is done as the client: `readFileSync` is, a promise is
   * not. So it must not be async, or return a promise.
   *
   * @returns What the callback returned.
   * @throws UnsupportedFunctionError if the package cannot do it, as on Wine.
   * @throws Secur32Error `ERR_SSPI_BUSY` within a callback of `impersonate`.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-impersonatesecuritycontext
   */
  impersonate<T>(callback: () => T): T {
    return impersonate(this.#core, callback);
  }

  /**
   * Packs the context for another thread or process of this machine, which takes it up with
   * {@link importContext}. Not every package can do that.
   *
   * @throws UnsupportedFunctionError if the package cannot do it, as on Wine.
   * @throws SspiError from ExportSecurityContext.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-exportsecuritycontext
   */
  export(options?: ExportOptions): ExportedContext {
    return exportContext(this.#core, options);
  }

  /**
   * Frees the context. A step on its way fails with `ERR_SSPI_CLOSED` when it ends. Closing twice
   * does nothing, and nothing is thrown.
   *
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-deletesecuritycontext
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
