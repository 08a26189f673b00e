import type { ContextAttributes, ContextSizes, StreamSizes } from './attributes.js';
import { ATTRIBUTES } from './attributes.js';
import type { NativeSecurityContext } from './binding.js';
import { ASC_RET, ISC_RET, SECPKG_ATTR } from './constants.js';
import { Secur32Error } from './errors.js';
import { check } from './fail.js';
import { Lane } from './lane.js';
import type { SecurityPackage } from './packages.js';
import { isStreamPackage } from './packages.js';
import { isSuccess } from './status.js';

/** Which end of the handshake a context is. */
export type Side = 'client' | 'server';

/** How far a context is. */
export type ContextState = 'handshake' | 'established' | 'failed' | 'closed';

const STATE_ERRORS = {
  handshake: [
    'ERR_SSPI_NOT_ESTABLISHED',
    'The handshake is not complete. Pass tokens to step() until it says done.',
  ],
  failed: [
    'ERR_SSPI_NOT_ESTABLISHED',
    'The handshake has failed. Make a new context from the credentials.',
  ],
  closed: ['ERR_SSPI_CLOSED', 'The context is closed.'],
} as const;

/** The error of a context whose state is not the one that a call needs. */
export function stateError(state: keyof typeof STATE_ERRORS): Secur32Error {
  const [code, message] = STATE_ERRORS[state];
  return new Secur32Error(code, message);
}

/**
 * What the parts of a security context share: the native handle, the state, and what a package
 * answers once and for all.
 */
export class ContextCore {
  state: ContextState = 'handshake';
  /** A handshake leg is on its way in another thread; nothing may run beside it. */
  stepping = false;
  /** The peer has begun a new handshake; messages wait until it is done. */
  renegotiating = false;
  /** shutdown() has told the peer that no more messages follow. */
  ended = false;
  /** One message may be protected while another is checked. */
  readonly lanes = { protecting: new Lane(), checking: new Lane() };
  /** ISC_RET_* or ASC_RET_* of the last leg. */
  flags = 0;
  /** FILETIME in local time; 0 when the package states none. */
  expiry = 0n;

  /** The least room for the token of a sealed message, in bytes, whatever SIZES says. */
  minimumTrailer = 0;

  #sizes: ContextSizes | undefined;
  #streamSizes: StreamSizes | null | undefined;
  #mechanism: string | undefined;

  constructor(
    readonly native: NativeSecurityContext,
    readonly securityPackage: SecurityPackage,
    readonly side: Side,
  ) {}

  /** Whether messages are the records of a byte stream. */
  get isStream(): boolean {
    return isStreamPackage(this.securityPackage);
  }

  get grantsIntegrity(): boolean {
    const bit = this.side === 'client' ? ISC_RET.INTEGRITY : ASC_RET.INTEGRITY;
    return (this.flags & bit) !== 0;
  }

  // These two flags are the same bits on both sides.

  get grantsConfidentiality(): boolean {
    return (this.flags & ISC_RET.CONFIDENTIALITY) !== 0;
  }

  get usesDceStyle(): boolean {
    return (this.flags & ISC_RET.USED_DCE_STYLE) !== 0;
  }

  refuseWhileStepping(): void {
    if (!this.stepping) return;
    throw new Secur32Error(
      'ERR_SSPI_BUSY',
      'A step() of this context has not ended yet. Await its promise first.',
    );
  }

  /** Nothing may run beside a leg. */
  refuseWhileWorking(): void {
    this.refuseWhileStepping();
    if (!this.lanes.protecting.busy && !this.lanes.checking.busy) return;
    throw new Secur32Error(
      'ERR_SSPI_BUSY',
      'An asynchronous message call of this context has not ended yet. Await its promise first.',
    );
  }

  requireEstablished(): void {
    if (this.state !== 'established') throw stateError(this.state);
    this.refuseWhileStepping();
  }

  /** What a message needs: an established context whose peer is not in a handshake again. */
  requireReady(): void {
    this.requireEstablished();
    if (!this.renegotiating) return;
    throw new Secur32Error(
      'ERR_SSPI_NOT_ESTABLISHED',
      'The peer has begun a new handshake. Pass what was left over to step() until it says done.',
    );
  }

  /** What a message to the peer needs. */
  requireWritable(): void {
    this.requireReady();
    if (!this.ended) return;
    throw new Secur32Error('ERR_SSPI_CLOSED', 'The stream was ended by shutdown().');
  }

  requireOpen(): void {
    if (this.state === 'failed' || this.state === 'closed') throw stateError(this.state);
  }

  query<Name extends keyof ContextAttributes>(name: Name): ContextAttributes[Name] {
    this.requireEstablished();
    return this.#read(name);
  }

  #read<Name extends keyof ContextAttributes>(name: Name): ContextAttributes[Name] {
    const { attribute, decode } = ATTRIBUTES[name];
    const { status, values } = this.native.queryAttribute(attribute);
    check(status, 'QueryContextAttributes', this.securityPackage.name);
    const value = decode(values);
    if (name !== 'sizes') return value;
    const sizes = value as ContextSizes;
    const securityTrailer = Math.max(sizes.securityTrailer, this.minimumTrailer);
    return { ...sizes, securityTrailer } as ContextAttributes[Name];
  }

  get sizes(): ContextSizes {
    this.#sizes ??= this.query('sizes');
    return this.#sizes;
  }

  /**
   * Whether messages are protected at all. Without integrity NTLM makes a constant in place of a
   * signature, and takes it from anybody.
   */
  get protectsMessages(): boolean {
    return this.isStream || this.grantsIntegrity || this.grantsConfidentiality;
  }

  /** The stream sizes, or null where the package does not answer that attribute. */
  get streamSizes(): StreamSizes | null {
    if (this.#streamSizes === undefined) {
      const { status, values } = this.native.queryAttribute(SECPKG_ATTR.STREAM_SIZES);
      this.#streamSizes = isSuccess(status) ? ATTRIBUTES.streamSizes.decode(values) : null;
    }
    return this.#streamSizes;
  }

  /** The package that protects messages: what Negotiate chose, or the package itself. */
  get mechanism(): string {
    this.#mechanism ??= this.#queryMechanism();
    return this.#mechanism;
  }

  #queryMechanism(): string {
    const { name } = this.securityPackage;
    if (name !== 'Negotiate') return name;
    const negotiated = this.#read('negotiationInfo').package as SecurityPackage | null;
    return negotiated?.name ?? name;
  }

  close(): void {
    this.state = 'closed';
    this.native.close();
  }
}
