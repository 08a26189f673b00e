import type { TraceResult } from '../diagnostics.js';
import { traceAsync, traceSync } from '../diagnostics.js';
import type { MessageTarget } from '../diagnostics/messages.js';
import { messageBegins, messageChannel } from '../diagnostics/messages.js';
import { Secur32Error } from '../errors.js';
import type { Lane } from '../lane.js';
import type { Method, MessageCalls } from './calls.js';
import { METHOD } from './calls.js';
import { newBlock } from './control-block.js';

/** In place of an answer: the block is to be written and run once more, for what it had no room for. */
export const AGAIN: unique symbol = Symbol('again');

/** {@link AGAIN}. */
export type Again = typeof AGAIN;

/**
 * What a method does with messages, checked and ready: the block that it wants run, and what it makes
 * of the answer. So one piece of code serves this thread and the thread pool. For the latter, its
 * memories must be its own.
 */
export interface Operation<T> {
  /** The answer where no call has to be made. */
  readonly known?: T;
  readonly method: Method;
  /** Whether it is made in any state of the context, for Windows to judge that. */
  readonly anyState?: boolean;
  /** How many words its block has. */
  readonly size: number;
  readonly memories: readonly ArrayBuffer[];
  write(words: Uint32Array): void;
  finish(words: Uint32Array): T | Again;
  /** How many bytes were given: of the data to protect, of a protected message. */
  inputBytes(): number;
  /** The last status, and how many bytes were made. */
  answered(words: Uint32Array): TraceResult;
  /**
   * Leaves nothing of a message that failed; of an operation on another thread, gives back what it had
   * for itself. After that has ended, and where anything of it threw.
   */
  release?(): void;
}

/** Where an operation takes place. */
export interface Place {
  /** Whether on another thread, in copies of the bytes. */
  readonly own?: boolean;
}

/** What operations are carried out on: a context of Secur32, or of a hosted package. */
export interface OperationTarget extends MessageTarget {
  readonly calls: MessageCalls;
  readonly lanes: { readonly protecting: Lane; readonly checking: Lane };
  /** Throws if the context is not there any more. */
  requireOpen(): void;
  /** Throws beside a leg. */
  refuseWhileStepping(): void;
  /** Throws unless messages can be protected and checked now. */
  requireReady(): void;
}

// A context may protect one message while it checks another, and no more.
// https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
function laneOf({ lanes }: OperationTarget, method: Method): Lane {
  return method === METHOD.PROTECT || method === METHOD.SIGN ? lanes.protecting : lanes.checking;
}

/** Refuses a call on this thread whose lane is at work on another. */
export function requireFree(target: OperationTarget, method: Method): void {
  if (!laneOf(target, method).busy) return;
  throw new Secur32Error(
    'ERR_SSPI_BUSY',
    'An asynchronous call of this direction has not ended yet. Await its promise, or use the ' +
      'asynchronous method here too.',
  );
}

/** Carries an operation out on this thread. */
export function runSync<T>(target: OperationTarget, operation: Operation<T>): T {
  const { method } = operation;
  if (operation.known !== undefined) return operation.known;
  requireFree(target, method);
  const words = target.calls.blockFor(operation.size);
  try {
    operation.write(words);
    if (messageChannel(method).hasSubscribers) return runTraced(target, operation, words);
    return runBlocks(target, operation, words);
  } catch (error) {
    operation.release?.();
    throw error;
  }
}

// Runs a block that is written, and those that come after it.
function runBlocks<T>(
  { calls }: OperationTarget,
  operation: Operation<T>,
  words: Uint32Array,
  result?: TraceResult,
): T {
  for (;;) {
    calls.run(operation.method, words, operation.memories);
    if (result !== undefined) Object.assign(result, operation.answered(words));
    const value = operation.finish(words);
    if (value !== AGAIN) return value;
    operation.write(words);
  }
}

// What fails is told together with its call: so what is made of an answer belongs to it.
function runTraced<T>(target: OperationTarget, operation: Operation<T>, words: Uint32Array): T {
  const { method } = operation;
  const message = messageBegins(target, method, operation.inputBytes());
  return traceSync(messageChannel(method), message, (result) => {
    // A listener may have closed the context, begun what no message may run beside, or used the block.
    if (operation.anyState === true) target.refuseWhileStepping();
    else target.requireReady();
    requireFree(target, method);
    operation.write(words);
    return runBlocks(target, operation, words, result);
  });
}

/**
 * Carries an operation out on the thread pool; those of one direction take place in the order of the
 * calls.
 */
export async function runAsync<T>(target: OperationTarget, operation: Operation<T>): Promise<T> {
  const { method, memories } = operation;
  if (operation.known !== undefined) return operation.known;
  const words = newBlock(operation.size);
  const call = async (result?: TraceResult): Promise<T> => {
    for (;;) {
      await target.calls.runAsync(method, words, memories);
      if (result !== undefined) Object.assign(result, operation.answered(words));
      target.requireOpen();
      const value = operation.finish(words);
      if (value !== AGAIN) return value;
      operation.write(words);
    }
  };
  try {
    operation.write(words);
    return await laneOf(target, method).run(async () => {
      // A message that came before this one may have begun a new handshake.
      target.requireReady();
      const channel = messageChannel(method);
      if (!channel.hasSubscribers) return await call();
      return await traceAsync(channel, messageBegins(target, method, operation.inputBytes()), call);
    });
  } finally {
    operation.release?.();
  }
}

/** An operation whose answer is known. */
export function knownOperation<T>(known: T, method: Method): Operation<T> {
  return {
    ...{ known, method, size: 0, memories: [] },
    ...{ write: () => undefined, finish: () => known },
    ...{ inputBytes: () => 0, answered: () => ({}) },
  };
}

/** The same operation, with something made of what it gives. */
export function map<T, U>(operation: Operation<T>, change: (value: T) => U): Operation<U> {
  const { known, method, size, memories } = operation;
  return {
    ...(known !== undefined && { known: change(known) }),
    method,
    size,
    memories,
    write: (words) => {
      operation.write(words);
    },
    finish: (words) => {
      const value = operation.finish(words);
      return value === AGAIN ? AGAIN : change(value);
    },
    inputBytes: () => operation.inputBytes(),
    answered: (words) => operation.answered(words),
    release: () => operation.release?.(),
  };
}
