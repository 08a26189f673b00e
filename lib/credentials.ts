import { inspect } from 'node:util';

import type { AcquireOptions, AddOptions } from './acquire.js';
import {
  acquireCredentials,
  addCredentials,
  checkAcquireOptions,
  checkAddOptions,
} from './acquire.js';
import { CredentialCalls } from './attributes/credential-calls.js';
import type { CredentialSettings } from './attributes/credential-settings.js';
import type { CredentialAttributes } from './attributes/credentials.js';
import type { ClientContext, InitiateOptions } from './client-context.js';
import { checkInitiateOptions, createClientContext } from './client-context.js';
import { CredentialsCore } from './credentials-core.js';
import { traceAcquire } from './diagnostics/operations.js';
import { toDate } from './expiry.js';
import { check } from './fail.js';
import { queryPackage } from './packages.js';
import type { AcceptOptions, ServerContext } from './server-context.js';
import { checkAcceptOptions, createServerContext } from './server-context.js';

/**
 * What credentials stand on.
 *
 * @internal
 */
export let credentialsCoreOf: (credentials: Credentials) => CredentialsCore;

/**
 * The calls for attributes of credentials.
 *
 * @internal
 */
export let credentialCallsOf: (credentials: Credentials) => CredentialCalls;

const QUERY = 'QueryCredentialsAttributes';
const SET = 'SetCredentialsAttributes';

/**
 * Credentials of a security package, and the maker of its contexts.
 *
 * @example
 * ```ts
 * import { Credentials } from 'secur32';
 *
 * const credentials = await Credentials.acquire({ package: 'Negotiate' });
 * const context = credentials.initiate({ target: 'HTTP/app.example.com' });
 * ```
 */
export class Credentials {
  readonly #core: CredentialsCore;
  readonly #attributes: CredentialCalls;

  static {
    credentialsCoreOf = (credentials) => credentials.#core;
    credentialCallsOf = (credentials) => credentials.#attributes;
  }

  /** @internal */
  constructor(core: CredentialsCore | undefined) {
    // Plain JavaScript does not know of internal constructors.
    if (!(core instanceof CredentialsCore)) {
      throw new TypeError('Credentials are made by Credentials.acquire()');
    }
    this.#core = core;
    this.#attributes = new CredentialCalls(core);
  }

  /**
   * Acquires credentials: of the current user, of another one, or of a certificate. It runs on
   * another thread, since it may ask LSA, a domain controller or the user.
   *
   * @throws PackageNotFoundError if there is no such package.
   * @throws SspiError from AcquireCredentialsHandle, or from PFXImportCertStore, CertOpenStore or
   *   CertFindCertificateInStore, for a certificate that cannot be had.
   * @see https://learn.microsoft.com/windows/win32/secauthn/acquirecredentialshandle--general
   */
  static async acquire(options: AcquireOptions): Promise<Credentials> {
    const checked = checkAcquireOptions(options);
    const acquired = await traceAcquire(checked.package, async () => {
      const found = queryPackage(checked.package);
      const answer = await acquireCredentials(checked, found);
      check(answer.status, answer.syscall, found.name);
      return answer;
    });
    return new Credentials(acquired.core);
  }

  /**
   * Adds other credentials to these, on another thread: Negotiate can have those of several
   * packages, Schannel several certificates.
   *
   * @throws UnsupportedFunctionError if the package takes no others, as on Wine.
   * @throws SspiError from AddCredentials, or for a certificate as {@link acquire} does.
   * @see https://learn.microsoft.com/windows/win32/secauthn/addcredentials
   */
  async add(options: AddOptions): Promise<void> {
    const checked = checkAddOptions(this.#core, options);
    this.#core.requireOpen();
    const found = queryPackage(checked.package);
    const { status, syscall } = await addCredentials(this.#core, checked, found);
    this.#core.requireOpen();
    check(status, syscall, found.name);
  }

  /** The name of the package, as the system writes it. */
  get package(): string {
    return this.#core.securityPackage.name;
  }

  /** When the credentials end, where the package states it. */
  get expiry(): Date | undefined {
    return toDate(this.#core.expiry);
  }

  /**
   * Makes the client's end of a connection. Nothing is sent: call {@link SecurityContext.step}.
   *
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` without a target where the package needs one.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-initializesecuritycontextw
   */
  initiate(options: InitiateOptions): ClientContext {
    const { securityPackage } = this.#core;
    const checked = checkInitiateOptions(securityPackage, options);
    this.#core.requireOpen();
    return createClientContext(this.#core.createContext(), securityPackage, checked);
  }

  /**
   * Makes the server's end of a connection. The client's first token goes to
   * {@link SecurityContext.step}.
   *
   * @throws Secur32Error `ERR_SSPI_CLOSED`.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-acceptsecuritycontext
   */
  accept(options: AcceptOptions = {}): ServerContext {
    const checked = checkAcceptOptions(options);
    this.#core.requireOpen();
    return createServerContext(this.#core.createContext(), this.#core.securityPackage, checked);
  }

  /**
   * Asks for an attribute of the credentials, on another thread: they live in LSA.
   *
   * @throws UnsupportedFunctionError if the package does not have the attribute.
   * @throws Secur32Error `ERR_SSPI_CLOSED`, or `ERR_SSPI_BUSY` while one is being set.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycredentialsattributesw
   */
  async query<Name extends keyof CredentialAttributes>(
    attribute: Name,
  ): Promise<CredentialAttributes[Name]> {
    this.#core.requireOpen();
    const { status, value } = await this.#attributes.query(attribute);
    check(status, QUERY, this.package);
    return value as CredentialAttributes[Name];
  }

  /**
   * Asks for an attribute that has no name here. What is said of {@link SecurityContext.queryRaw}
   * holds here too.
   *
   * @param attribute - A number of {@link SECPKG_CRED_ATTR} or {@link SECPKG_ATTR}, or another one.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` if the attribute is refused; the message says why.
   * @throws UnsupportedFunctionError if the package does not have the attribute.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querycredentialsattributesw
   */
  async queryRaw(attribute: number): Promise<Buffer> {
    this.#core.requireOpen();
    const { status, value } = await this.#attributes.queryRaw(attribute);
    check(status, QUERY, this.package);
    return value as Buffer;
  }

  /**
   * Sets an attribute of the credentials, on another thread: they live in LSA. It holds for contexts
   * that are made afterwards.
   *
   * @throws UnsupportedFunctionError if the package does not let the attribute be set.
   * @throws Secur32Error `ERR_SSPI_CLOSED`, or `ERR_SSPI_BUSY` while another call for an attribute of
   *   these credentials is on its way.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-setcredentialsattributesw
   */
  async set<Name extends keyof CredentialSettings>(
    attribute: Name,
    value: CredentialSettings[Name],
  ): Promise<void> {
    this.#core.requireOpen();
    check(await this.#attributes.set(attribute, value), SET, this.package);
  }

  /**
   * The same as {@link set} with the bytes of the structure. What is said of
   * {@link SecurityContext.setRaw} holds here too.
   *
   * @param attribute - A number of {@link SECPKG_CRED_ATTR} or {@link SECPKG_ATTR}, or another one.
   * @param structure - From 1 to 65,536 bytes.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` if the attribute is refused; the message says why.
   * @throws UnsupportedFunctionError if the package does not let the attribute be set.
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-setcredentialsattributesw
   */
  async setRaw(attribute: number, structure: Uint8Array): Promise<void> {
    this.#core.requireOpen();
    check(await this.#attributes.setRaw(attribute, structure), SET, this.package);
  }

  /**
   * Frees the credentials as soon as their contexts are closed too; those stay usable. Closing twice
   * does nothing, and nothing is thrown.
   *
   * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-freecredentialshandle
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
    return `Credentials { ${this.package}${this.#core.closed ? ', closed' : ''} }`;
  }
}
