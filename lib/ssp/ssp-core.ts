import type { ContextAttributes } from '../attributes/context.js';
import { ATTRIBUTES } from '../attributes/context.js';
import type { NativeSspContext } from './native.js';
import type { ContextState } from '../context-core.js';
import { stateError } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { check } from '../fail.js';
import { Lane } from '../lane.js';
import { MessageCalls } from '../message/calls.js';
import type { OperationTarget } from '../message/operation.js';
import type { SspPackage } from './ssp-package.js';

/** What the message calls are called, by their numbers. */
const METHOD_NAMES = ['sealMessage', 'unsealMessage', 'makeSignature', 'verifySignature'];

/** The native handle of a hosted package's context, and its state. */
export class SspCore implements OperationTarget {
  state: ContextState = 'handshake';
  /** A handshake leg is on its way in another thread; nothing may run beside it. */
  stepping = false;
  readonly lanes = { protecting: new Lane(), checking: new Lane() };
  readonly calls: MessageCalls;
  readonly methodNames = METHOD_NAMES;

  constructor(
    readonly native: NativeSspContext,
    readonly securityPackage: SspPackage,
  ) {
    this.calls = new MessageCalls(native);
  }

  requireOpen(): void {
    if (this.state === 'failed' || this.state === 'closed') throw stateError(this.state);
  }

  requireHandshake(): void {
    this.requireOpen();
    this.refuseWhileStepping();
    if (this.state !== 'established') return;
    throw new Secur32Error('ERR_SSPI_ESTABLISHED', 'The handshake is complete.');
  }

  /** What a message needs. */
  requireReady(): void {
    this.requireOpen();
    this.refuseWhileStepping();
    if (this.state !== 'established') throw stateError(this.state);
  }

  /** What may not run beside a message. */
  requireIdle(): void {
    this.requireReady();
    if (!this.lanes.protecting.busy && !this.lanes.checking.busy) return;
    throw new Secur32Error(
      'ERR_SSPI_BUSY',
      'An asynchronous message call of this context has not ended yet. Await its promise first.',
    );
  }

  query<Name extends keyof ContextAttributes>(name: Name): ContextAttributes[Name] {
    this.requireReady();
    const { attribute, decode } = ATTRIBUTES[name];
    const { status, values } = this.native.queryAttribute(attribute);
    check(status, 'SpQueryContextAttributes', this.securityPackage.name);
    return decode(values);
  }

  close(): void {
    this.state = 'closed';
    this.native.close();
  }

  refuseWhileStepping(): void {
    if (!this.stepping) return;
    throw new Secur32Error('ERR_SSPI_BUSY', 'A step() of this context has not ended yet.');
  }
}
