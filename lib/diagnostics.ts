import type { TracingChannel } from 'node:diagnostics_channel';
import { tracingChannel } from 'node:diagnostics_channel';

import { createSspiError, Secur32Error, SspiError } from './errors.js';
import { statusName } from './status.js';

/**
 * What the channels `tracing:secur32:…` tell of one operation. There are never bytes, tokens,
 * passwords, or names of users and targets in it.
 */
export interface TraceMessage {
  /** The security package. */
  readonly package: string;
  /** `acquire`, `step`, or the message call: `encryptMessage`. */
  readonly method: string;
  /** Which end of the connection, where the operation has one. */
  readonly side?: 'client' | 'server';
  /** How many bytes were given: of a token, of the data to protect, of a protected message. */
  readonly inputBytes?: number;
  /** How many bytes were made: of a token, a protected message, a signature, an opened message. */
  outputBytes?: number;
  /** The status, as an unsigned number. There is none where Windows was not called. */
  status?: number;
  /** The status by name, or the `code` of the error. */
  code?: string;
  /** How long the operation took, in milliseconds. */
  duration?: number;
  /** What the operation threw; without the token of a failed leg. */
  error?: unknown;
}

/** What a call adds to its message. */
export type TraceResult = Pick<TraceMessage, 'status' | 'outputBytes'>;

/** One of Node's channels, for one kind of operation. */
export type TraceChannel = TracingChannel<unknown, TraceMessage>;

function channel(name: string): TraceChannel {
  return tracingChannel(`secur32:${name}`);
}

/** A channel for each kind of operation. Make a message only where `hasSubscribers` is true. */
export const tracing = {
  acquire: channel('acquire'),
  step: channel('step'),
  encrypt: channel('encrypt'),
  decrypt: channel('decrypt'),
  sign: channel('sign'),
  verify: channel('verify'),
} as const;

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

function valueOf<T>(outcome: Outcome<T>): T {
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Of a call that was not made: a store that is bound to a channel makes it, or does not. */
function nothing(failure: unknown): { readonly error: unknown } {
  return { error: failure ?? new Error('A store that is bound to the channel made no call.') };
}

// The token of a failed leg is for the peer alone.
function withoutToken(error: unknown): unknown {
  if (!(error instanceof SspiError) || error.token === undefined) return error;
  const { status, syscall, package: packageName, hint, message, stack } = error;
  const copy = createSspiError({ status, syscall, package: packageName, hint });
  return Object.assign(copy, { message, stack });
}

// Node.js publishes what a traced function returns or throws. This is what it throws; nothing is
// returned, since results are bytes.
function publish(
  message: TraceMessage,
  start: number,
  result: TraceResult,
  outcome: Outcome<unknown>,
): void {
  message.duration = performance.now() - start;
  Object.assign(message, result);
  const error = 'error' in outcome ? outcome.error : undefined;
  if (error instanceof SspiError) message.status = error.status;
  if (error instanceof SspiError || error instanceof Secur32Error) message.code = error.code;
  else if (message.status !== undefined) message.code = statusName(message.status);
  if ('error' in outcome) throw withoutToken(error);
}

/**
 * Makes a call on this thread that somebody listens to. The call puts its status and its bytes into
 * the result; what it returns or throws reaches the caller alone, whatever listeners do.
 */
export function traceSync<T>(
  to: TraceChannel,
  message: TraceMessage,
  call: (result: TraceResult) => T,
): T {
  const start = performance.now();
  const result: TraceResult = {};
  let outcome: Outcome<T> | undefined;
  let failure: unknown;
  try {
    to.traceSync(() => {
      try {
        outcome = { value: call(result) };
      } catch (error) {
        outcome = { error };
      }
      publish(message, start, result, outcome);
    }, message);
  } catch (error) {
    failure = error;
  }
  return valueOf(outcome ?? nothing(failure));
}

/** The same for a call whose answer comes later. It does not end before the call has ended. */
export async function traceAsync<T>(
  to: TraceChannel,
  message: TraceMessage,
  call: (result: TraceResult) => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const result: TraceResult = {};
  let outcome: Outcome<T> | undefined;
  let failure: unknown;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      outcome = { value: await call(result) };
    } catch (error) {
      outcome = { error };
    }
    publish(message, start, result, outcome);
  };
  try {
    await to.tracePromise(() => (running = run()), message);
  } catch (error) {
    failure = error;
  }
  // A store that is bound to the channel may have kept the promise to itself.
  await running?.catch(() => undefined);
  return valueOf(outcome ?? nothing(failure));
}
