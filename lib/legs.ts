import type { NativeInput, NativeLeg, NativeOutput } from './native.js';
import { channelBindings } from './channel-bindings.js';
import { SECBUFFER } from './constants.js';
import type { ContextCore } from './context-core.js';
import { Secur32Error } from './errors.js';
import { failure } from './fail.js';
import { isSuccess, Status } from './status.js';
import { grantedFlags, minimumSizes } from './wine.js';
import { writtenToken } from './written-token.js';

/** One call of InitializeSecurityContext or AcceptSecurityContext, with its flags and target. */
export interface HandshakeCall {
  readonly syscall: string;
  /** The flag by which a package says that the token of a failed leg describes the failure. */
  readonly extendedError: number;
  /** Makes the call; `more` are flags beside those of the options. */
  run(inputs: NativeInput[], outputs: NativeOutput[], more: number): Promise<NativeLeg>;
}

// A TLS flight with long certificate chains is larger than what Schannel says of its tokens.
const MINIMUM_TOKEN_ROOM = 65_536;

/** The legs of one context: each is one call, and what its status makes of it. */
export class Legs {
  readonly #bindings: Buffer | undefined;

  constructor(
    readonly core: ContextCore,
    private readonly call: HandshakeCall,
    bindings: Uint8Array | undefined,
  ) {
    this.#bindings = bindings === undefined ? undefined : channelBindings(bindings);
  }

  get #room(): number {
    return Math.max(this.core.securityPackage.maxToken, MINIMUM_TOKEN_ROOM);
  }

  /** Makes one leg. Without input for the first one of a client, or one that only speaks. */
  async make(input: Buffer | undefined, more = 0): Promise<NativeLeg> {
    const { core } = this;
    const inputs: NativeInput[] = [];
    if (input !== undefined) {
      inputs.push({ type: SECBUFFER.TOKEN, data: input });
      // A place for what the call does not consume.
      if (core.isStream) inputs.push({ type: SECBUFFER.EMPTY, data: Buffer.alloc(0) });
    }
    if (this.#bindings !== undefined) {
      inputs.push({ type: SECBUFFER.CHANNEL_BINDINGS, data: this.#bindings });
    }
    const output = { type: SECBUFFER.TOKEN, size: this.#room };
    const leg = await this.call.run(inputs, [output], more);
    this.refuseClosed();
    if (isSuccess(leg.status)) core.begun = true;
    return completesToken(leg.status) ? await this.#completeToken(leg) : leg;
  }

  refuseClosed(): void {
    if (this.core.state !== 'closed') return;
    throw new Secur32Error('ERR_SSPI_CLOSED', 'The context was closed during the handshake.');
  }

  async #completeToken(leg: NativeLeg): Promise<NativeLeg> {
    const { core } = this;
    const token = this.writtenBy(leg) ?? Buffer.alloc(0);
    const completed = await core.native.completeAuthToken([{ type: SECBUFFER.TOKEN, data: token }]);
    this.refuseClosed();
    if (!isSuccess(completed.status)) throw this.fail('CompleteAuthToken', completed.status);
    const status =
      leg.status === Status.SEC_I_COMPLETE_NEEDED ? Status.SEC_E_OK : Status.SEC_I_CONTINUE_NEEDED;
    return { ...leg, status, outputs: completed.outputs };
  }

  /**
   * What a leg left for the peer. One of another status may leave the room for the token, and its
   * size, as they were. A failed leg has a token when the package says so.
   */
  tokenOf(leg: NativeLeg): Buffer | undefined {
    const { status, flags } = leg;
    const describesFailure = !isSuccess(status) && (flags & this.call.extendedError) !== 0;
    if (!hasToken(status) && (!describesFailure || this.needsMore(status))) return undefined;
    const token = this.writtenBy(leg);
    // What fills all of the room was not written: no alert is as long.
    return isSuccess(status) || token?.length !== this.#room ? token : undefined;
  }

  /** What the package says that it wrote into the room for the token. */
  writtenBy(leg: NativeLeg): Buffer | undefined {
    return writtenToken(leg, () => this.#end());
  }

  /** Whether only more of the peer's bytes can help. */
  needsMore(status: number): boolean {
    return status === Status.SEC_E_INCOMPLETE_MESSAGE && this.core.isStream;
  }

  #end(): void {
    this.core.state = 'failed';
    this.core.native.close();
  }

  /** Ends the context, and makes the error that says why. */
  fail(syscall: string, status: number, token?: Buffer): Error {
    const { core } = this;
    this.#end();
    return failure({ status, syscall, package: core.securityPackage.name, token });
  }

  /** The same for a leg. */
  failLeg(status: number, token?: Buffer): Error {
    return this.fail(this.call.syscall, status, token);
  }
}

function hasToken(status: number): boolean {
  return status === Status.SEC_E_OK || status === Status.SEC_I_CONTINUE_NEEDED;
}

function completesToken(status: number): boolean {
  return status === Status.SEC_I_COMPLETE_NEEDED || status === Status.SEC_I_COMPLETE_AND_CONTINUE;
}

/** Takes the context into use: its handshake is done. */
export function establish(core: ContextCore): void {
  core.establish();
  core.flags = grantedFlags(core, core.flags);
  core.minimumSizes = minimumSizes(core);
}
