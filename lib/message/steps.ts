import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import type { CheckedSecBuffer } from '../sec-buffer.js';
import type { MessageAnswer, MessageMethod, MessageRequest } from './control-block.js';
import { callMessage, callMessageAsync } from './control-block.js';

/**
 * An operation on messages as a row of steps: it yields the calls that it wants made, and is given
 * their answers. So one piece of code serves this thread and the thread pool.
 */
export type Steps<T> = Generator<MessageRequest, T, MessageAnswer>;

// A context may protect one message while it checks another, and no more.
// https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
function laneOf(method: MessageMethod): 'protecting' | 'checking' {
  return method === 'encryptMessage' || method === 'makeSignature' ? 'protecting' : 'checking';
}

function requireFree(core: ContextCore, method: MessageMethod): void {
  if (!core.lanes[laneOf(method)].busy) return;
  throw new Secur32Error(
    'ERR_SSPI_BUSY',
    'An asynchronous call of this direction has not ended yet. Await its promise, or use the ' +
      'asynchronous method here too.',
  );
}

/** Carries an operation out on this thread. */
export function runSync<T>(core: ContextCore, steps: Steps<T>): T {
  let next = steps.next();
  while (next.done !== true) {
    requireFree(core, next.value.method);
    next = steps.next(callMessage(core.native, next.value));
  }
  return next.value;
}

// What waits must not change meanwhile.
function copyOf(request: MessageRequest): MessageRequest {
  const buffers = request.buffers.map((each): CheckedSecBuffer =>
    each.data === undefined ? each : { ...each, data: new Uint8Array(each.data) },
  );
  return { ...request, buffers };
}

async function carryOn<T>(core: ContextCore, steps: Steps<T>, first: MessageRequest): Promise<T> {
  let request = first;
  for (;;) {
    core.requireOpen();
    const answer = await callMessageAsync(core.native, request);
    core.requireOpen();
    const next = steps.next(answer);
    if (next.done === true) return next.value;
    request = next.value;
  }
}

/**
 * Carries an operation out on the thread pool. Arguments are checked, and bytes are copied, before
 * this returns; operations of one direction take place in the order of the calls.
 */
export async function runAsync<T>(core: ContextCore, steps: Steps<T>): Promise<T> {
  const next = steps.next();
  if (next.done === true) return next.value;
  const lane = core.lanes[laneOf(next.value.method)];
  const request = lane.busy ? copyOf(next.value) : next.value;
  return await lane.run(() => carryOn(core, steps, request));
}
