import { invalidType, requireBytes } from './arguments.js';
import type { NativeLeg } from './native.js';
import { ISC_REQ, SECBUFFER } from './constants.js';
import type { ContextCore } from './context-core.js';
import { traceStep } from './diagnostics/operations.js';
import { Secur32Error } from './errors.js';
import type { Legs } from './legs.js';
import { establish } from './legs.js';
import { Status } from './status.js';

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

/** Carries a context from its first leg to its last, one call of `step` at a time. */
export class Handshake {
  // Bytes of a stream that no leg has consumed yet.
  #pending: Buffer = Buffer.alloc(0);
  private readonly core: ContextCore;

  constructor(private readonly legs: Legs) {
    this.core = legs.core;
  }

  async step(token: Uint8Array | undefined): Promise<StepResult> {
    if (token !== undefined) requireBytes('token', token);
    const { core } = this;
    core.requireOpen();
    core.refuseWhileWorking();
    if (core.state === 'established' && (core.imported || !core.isStream)) {
      throw new Secur32Error(
        'ERR_SSPI_ESTABLISHED',
        'The handshake is complete, and this context has no further legs.',
      );
    }
    const input = token === undefined ? this.#withoutToken() : this.#take(token);
    return await traceStep(core, token, () => core.alone(() => this.#run(input)));
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
      const leg = await this.legs.make(input, more);
      const token = this.legs.tokenOf(leg);
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
        if (more !== 0) throw this.legs.failLeg(leg.status);
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

  #judge(leg: NativeLeg, token: Buffer | undefined): void {
    const { core } = this;
    if (this.legs.needsMore(leg.status)) return;
    // A success that is not one of a handshake would leave the caller waiting for the peer.
    if (!goesOn(leg.status)) throw this.legs.failLeg(leg.status, token);
    core.flags = leg.flags;
    core.expiry = leg.expiry;
  }

  #finish(tokens: Buffer[], rest: Buffer | undefined): StepResult {
    establish(this.core);
    const extra = rest === undefined ? {} : { extra: rest };
    return { ...result(Status.SEC_E_OK, tokens), ...extra };
  }
}

function goesOn(status: number): boolean {
  return (
    status === Status.SEC_E_OK ||
    status === Status.SEC_I_CONTINUE_NEEDED ||
    status === Status.SEC_I_INCOMPLETE_CREDENTIALS
  );
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
