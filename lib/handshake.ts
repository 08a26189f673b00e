import { invalidType, invalidValue, requireBytes } from './arguments.js';
import type { NativeInput, NativeLeg, NativeOutput } from './binding.js';
import { channelBindings } from './channel-bindings.js';
import { ISC_REQ, SCHANNEL, SECBUFFER } from './constants.js';
import type { ContextCore } from './context-core.js';
import { Secur32Error } from './errors.js';
import { failure } from './fail.js';
import { isSuccess, Status } from './status.js';
import { grantedFlags, minimumTrailer } from './wine.js';

/** What one step of a handshake gave. */
export interface StepResult {
  /** Whether the context is established. A token may still have to be sent. */
  readonly done: boolean;
  /** What to send to the peer, if anything. */
  readonly token?: Buffer;
  /**
   * The status: SEC_E_OK, SEC_I_CONTINUE_NEEDED, or, for a stream, SEC_E_INCOMPLETE_MESSAGE when
   * only more of the peer's bytes can help.
   */
  readonly status: number;
  /**
   * Of a stream, when done: bytes of the input that came after the handshake. They are the
   * beginning of the first messages.
   */
  readonly extra?: Buffer;
}

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

// A control token of Schannel without arguments is one DWORD.
const CONTROL_TOKEN_SIZE = 4;
// One is enough today; a package that always wants another must not hold the caller for ever.
const MAXIMUM_CLOSING_LEGS = 8;

/** Carries a context from its first leg to its last, one call of `step` at a time. */
export class Handshake {
  // Bytes of a stream that no leg has consumed yet.
  #pending: Buffer = Buffer.alloc(0);
  readonly #bindings: Buffer | undefined;

  constructor(
    private readonly core: ContextCore,
    private readonly call: HandshakeCall,
    bindings: Uint8Array | undefined,
  ) {
    this.#bindings = bindings === undefined ? undefined : channelBindings(bindings);
  }

  async step(token: Uint8Array | undefined): Promise<StepResult> {
    if (token !== undefined) requireBytes('token', token);
    const { core } = this;
    core.requireOpen();
    core.refuseWhileWorking();
    if (core.state === 'established' && !core.isStream) {
      throw new Secur32Error(
        'ERR_SSPI_ESTABLISHED',
        'The handshake is complete, and this package has no further legs.',
      );
    }
    const input = token === undefined ? this.#withoutToken() : this.#take(token);
    return await this.#alone(() => this.#run(input));
  }

  /** Tells the package that the stream ends, and returns what tells the peer. */
  async shutdown(): Promise<Buffer> {
    const { core } = this;
    core.requireEstablished();
    core.refuseWhileWorking();
    if (!core.isStream) throw invalidValue('The package', 'must be Schannel: others have no end');
    return await this.#alone(async () => {
      const data = Buffer.alloc(CONTROL_TOKEN_SIZE);
      data.writeUInt32LE(SCHANNEL.SHUTDOWN);
      const { status } = await core.native.applyControlToken([{ type: SECBUFFER.TOKEN, data }]);
      this.#refuseClosed();
      if (!isSuccess(status)) throw this.#fail('ApplyControlToken', status);
      return await this.#closeNotify();
    });
  }

  // The legs after the control token take no input and give the alert.
  // https://learn.microsoft.com/windows/win32/secauthn/shutting-down-an-schannel-connection
  async #closeNotify(): Promise<Buffer> {
    const tokens: Buffer[] = [];
    for (let legs = 0; legs < MAXIMUM_CLOSING_LEGS; legs += 1) {
      const { status, outputs } = await this.#leg(undefined);
      const ends = status === Status.SEC_E_OK || status === Status.SEC_I_CONTEXT_EXPIRED;
      if (!ends && status !== Status.SEC_I_CONTINUE_NEEDED) {
        throw this.#fail(this.call.syscall, status);
      }
      tokens.push(outputs[0]?.data ?? Buffer.alloc(0));
      if (ends) break;
    }
    this.core.ended = true;
    return Buffer.concat(tokens);
  }

  // Nothing may run on a context beside a leg.
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.core.stepping = true;
    try {
      return await work();
    } finally {
      this.core.stepping = false;
    }
  }

  // A client speaks first. A new handshake of a stream may come without bytes to pass on: then the
  // token is empty.
  #withoutToken(): Buffer | undefined {
    const { side, state } = this.core;
    if (state === 'established') return Buffer.alloc(0);
    if (side === 'server') throw invalidType('token', "the client's token", undefined);
    return undefined;
  }

  // Adds new bytes of a stream to what is left of the earlier ones.
  #take(token: Uint8Array): Buffer {
    const bytes = Buffer.from(token);
    if (!this.core.isStream || this.#pending.length === 0) return bytes;
    const all = Buffer.concat([this.#pending, bytes]);
    this.#pending = Buffer.alloc(0);
    return all;
  }

  async #run(first: Buffer | undefined): Promise<StepResult> {
    const { core } = this;
    const tokens: Buffer[] = [];
    let input = first;
    let more = 0;
    for (;;) {
      const leg = await this.#leg(input, more);
      const token = this.#tokenOf(leg);
      if (token !== undefined) tokens.push(token);
      this.#judge(leg, token);
      const rest = unconsumed(leg, input);
      if (leg.status === Status.SEC_E_INCOMPLETE_MESSAGE) {
        this.#pending = input ?? this.#pending;
        return result(leg.status, tokens);
      }
      if (leg.status === Status.SEC_E_OK) return this.#finish(tokens, rest);
      if (leg.status === Status.SEC_I_INCOMPLETE_CREDENTIALS) {
        // The server would like a client certificate: the same call again goes on with what there is.
        // https://learn.microsoft.com/windows/win32/secauthn/performing-authentication-using-schannel
        if (more !== 0) throw this.#fail(this.call.syscall, leg.status);
        more = ISC_REQ.USE_SUPPLIED_CREDS;
        continue;
      }
      core.renegotiating = core.state === 'established';
      const progress = rest !== undefined && rest.length < (input?.length ?? 0);
      if (!progress) {
        this.#pending = rest ?? this.#pending;
        return result(leg.status, tokens);
      }
      input = rest;
    }
  }

  async #leg(input: Buffer | undefined, more = 0): Promise<NativeLeg> {
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
    const size = Math.max(core.securityPackage.maxToken, MINIMUM_TOKEN_ROOM);
    const leg = await this.call.run(inputs, [{ type: SECBUFFER.TOKEN, size }], more);
    this.#refuseClosed();
    return completesToken(leg.status) ? await this.#completeToken(leg) : leg;
  }

  #refuseClosed(): void {
    if (this.core.state !== 'closed') return;
    throw new Secur32Error('ERR_SSPI_CLOSED', 'The context was closed during the handshake.');
  }

  async #completeToken(leg: NativeLeg): Promise<NativeLeg> {
    const { core } = this;
    const token = leg.outputs[0]?.data ?? Buffer.alloc(0);
    const completed = await core.native.completeAuthToken([{ type: SECBUFFER.TOKEN, data: token }]);
    this.#refuseClosed();
    if (!isSuccess(completed.status)) throw this.#fail('CompleteAuthToken', completed.status);
    const status =
      leg.status === Status.SEC_I_COMPLETE_NEEDED ? Status.SEC_E_OK : Status.SEC_I_CONTINUE_NEEDED;
    return { ...leg, status, outputs: completed.outputs };
  }

  // A leg of another status may leave the room for the token, and its size, as they were. A failed
  // leg has a token when the package says so.
  #tokenOf(leg: NativeLeg): Buffer | undefined {
    const { status, flags } = leg;
    const describesFailure = !isSuccess(status) && (flags & this.call.extendedError) !== 0;
    if (!hasToken(status) && (!describesFailure || this.#needsMore(status))) return undefined;
    const [token] = leg.outputs;
    if (token === undefined || token.size === 0) return undefined;
    if (token.data.length === token.size) return token.data;
    if (!isSuccess(status)) return undefined;
    this.#end();
    throw new Secur32Error(
      'ERR_SSPI_FOREIGN_MEMORY',
      'The security package returned a token that does not lie inside the memory it was given. ' +
        'It was not read.',
    );
  }

  #needsMore(status: number): boolean {
    return status === Status.SEC_E_INCOMPLETE_MESSAGE && this.core.isStream;
  }

  #judge(leg: NativeLeg, token: Buffer | undefined): void {
    const { core } = this;
    if (this.#needsMore(leg.status)) return;
    // A success that is not one of a handshake would leave the caller waiting for the peer.
    if (!goesOn(leg.status)) throw this.#fail(this.call.syscall, leg.status, token);
    core.flags = leg.flags;
    core.expiry = leg.expiry;
  }

  #end(): void {
    this.core.state = 'failed';
    this.core.native.close();
  }

  #fail(syscall: string, status: number, token?: Buffer): Error {
    const { core } = this;
    this.#end();
    return failure({ status, syscall, package: core.securityPackage.name, token });
  }

  #finish(tokens: Buffer[], rest: Buffer | undefined): StepResult {
    const { core } = this;
    core.state = 'established';
    core.renegotiating = false;
    core.flags = grantedFlags(core, core.flags);
    core.minimumTrailer = minimumTrailer(core);
    const extra = rest === undefined ? {} : { extra: rest };
    return { ...result(Status.SEC_E_OK, tokens), ...extra };
  }
}

function hasToken(status: number): boolean {
  return status === Status.SEC_E_OK || status === Status.SEC_I_CONTINUE_NEEDED;
}

function goesOn(status: number): boolean {
  return hasToken(status) || status === Status.SEC_I_INCOMPLETE_CREDENTIALS;
}

function completesToken(status: number): boolean {
  return status === Status.SEC_I_COMPLETE_NEEDED || status === Status.SEC_I_COMPLETE_AND_CONTINUE;
}

function unconsumed(leg: NativeLeg, input: Buffer | undefined): Buffer | undefined {
  const extra = leg.inputs.find((each) => each.type === SECBUFFER.EXTRA);
  if (input === undefined || extra === undefined || extra.size === 0) return undefined;
  return input.subarray(input.length - Math.min(extra.size, input.length));
}

function result(status: number, tokens: Buffer[]): StepResult {
  const [only] = tokens;
  const token = tokens.length > 1 ? Buffer.concat(tokens) : only;
  return { done: status === Status.SEC_E_OK, status, ...(token === undefined ? {} : { token }) };
}
