import type { ContextAttributes } from './attributes/context.js';
import { ATTRIBUTES, EARLY_ATTRIBUTES } from './attributes/context.js';
import type { ContextSizes, StreamSizes } from './attributes/sizes.js';
import type { NativeSecurityContext } from './native.js';
import { ASC_RET, ISC_RET, SECPKG_ATTR } from './constants.js';
import { Secur32Error } from './errors.js';
import { check } from './fail.js';
import { Lane } from './lane.js';
import { MessageCalls } from './message/calls.js';
import type { SealPlan } from './message/seal-layout.js';
import type { SecurityPackage } from './packages.js';
import { isStreamPackage } from './packages.js';
import { isSuccess } from './status.js';

/** Which end of the handshake a context is. */
export type Side = 'client' | 'server';

/** What a leg asks for: the target of a client, and the flags. */
export interface LegRequest {
  readonly target?: string;
  readonly flags: number;
}

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

/** What the message calls are called, by their numbers. */
const METHOD_NAMES = ['encryptMessage', 'decryptMessage', 'makeSignature', 'verifySignature'];

/** The error of a context whose state is not the one that a call needs. */
export function stateError(state: keyof typeof STATE_ERRORS): Secur32Error {
  const [code, message] = STATE_ERRORS[state];
  return new Secur32Error(code, message);
}

/** The least room, in bytes, for the tokens of messages, whatever SIZES says. */
export type MinimumSizes = Pick<ContextSizes, 'securityTrailer' | 'maxSignature'>;

/**
 * What the parts of a security context share: the native handle, the state, and what a package
 * answers once and for all.
 */
export class ContextCore {
  state: ContextState = 'handshake';
  /** A handshake leg is on its way in another thread; nothing may run beside it. */
  stepping = false;
  /** This thread is the client of the context; a leg would change what is to be reverted. */
  impersonating = false;
  /** There is a handle: a leg has succeeded, or the context was imported. */
  begun = false;
  /** Imported contexts have no credentials to make legs with. */
  imported = false;
  /** What the legs ask for. */
  request: LegRequest = { flags: 0 };
  /** The peer has begun a new handshake; messages wait until it is done. */
  renegotiating = false;
  /** shutdown() has told the peer that no more messages follow. */
  ended = false;
  /** One message may be protected while another is checked. */
  readonly lanes = { protecting: new Lane(), checking: new Lane() };
  readonly calls: MessageCalls;
  readonly methodNames = METHOD_NAMES;
  /** Whether the context is on Wine, and of one of its own packages, once lib/wine has asked. */
  onWine: boolean | undefined;
  winesOwn: boolean | undefined;
  /** Counts the handshakes that were completed: what is known of a stream holds until the next one. */
  handshakes = 0;
  /** How messages are sealed, as message/seal-plan.ts has found out. */
  sealPlans: (SealPlan | undefined)[] = [];
  /** ISC_RET_* or ASC_RET_* of the last leg. */
  flags = 0;
  /** FILETIME in local time; 0 when the package states none. */
  expiry = 0n;

  /** Whether messages are the records of a byte stream. */
  readonly isStream: boolean;

  minimumSizes: MinimumSizes = { securityTrailer: 0, maxSignature: 0 };

  #sizes: ContextSizes | undefined;
  #streamSizes: StreamSizes | null | undefined;
  #mechanism: string | undefined;

  constructor(
    readonly native: NativeSecurityContext,
    readonly securityPackage: SecurityPackage,
    readonly side: Side,
  ) {
    this.calls = new MessageCalls(native);
    this.isStream = isStreamPackage(securityPackage);
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
    if (this.impersonating) {
      throw new Secur32Error(
        'ERR_SSPI_BUSY',
        'This thread is the client of the context. Let the callback of impersonate() return first.',
      );
    }
    if (!this.lanes.protecting.busy && !this.lanes.checking.busy) return;
    throw new Secur32Error(
      'ERR_SSPI_BUSY',
      'An asynchronous message call of this context has not ended yet. Await its promise first.',
    );
  }

  /** Does work of another thread that nothing else may run beside. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.stepping = true;
    try {
      return await work();
    } finally {
      this.stepping = false;
    }
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
    this.refuseAfterEnd();
  }

  refuseAfterEnd(): void {
    if (!this.ended) return;
    throw new Secur32Error('ERR_SSPI_CLOSED', 'The stream was ended by shutdown() or alert().');
  }

  requireOpen(): void {
    if (this.state === 'failed' || this.state === 'closed') throw stateError(this.state);
  }

  /** What a query needs; one that is `early` is of use during the handshake, too. */
  requireQueryable(early: boolean): void {
    if (!early) {
      this.requireEstablished();
      return;
    }
    this.requireOpen();
    this.refuseWhileStepping();
  }

  query<Name extends keyof ContextAttributes>(name: Name): ContextAttributes[Name] {
    this.requireQueryable(EARLY_ATTRIBUTES.has(name));
    return this.#read(name);
  }

  #read<Name extends keyof ContextAttributes>(name: Name): ContextAttributes[Name] {
    const { attribute, decode } = ATTRIBUTES[name];
    const { status, values } = this.native.queryAttribute(attribute);
    check(status, 'QueryContextAttributes', this.securityPackage.name);
    const value = decode(values);
    if (name !== 'sizes') return value;
    const sizes = value as ContextSizes;
    const securityTrailer = Math.max(sizes.securityTrailer, this.minimumSizes.securityTrailer);
    const maxSignature = Math.max(sizes.maxSignature, this.minimumSizes.maxSignature);
    return { ...sizes, securityTrailer, maxSignature } as ContextAttributes[Name];
  }

  /** Takes the context into use: its handshake is done, for the first time or again. */
  establish(): void {
    this.state = 'established';
    this.renegotiating = false;
    this.handshakes += 1;
    this.sealPlans = [];
    this.#sizes = undefined;
    this.#streamSizes = undefined;
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
