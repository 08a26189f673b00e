import { types } from 'node:util';

import { invalidType, invalidValue } from './arguments.js';
import type { NativeImpersonation } from './native.js';
import type { ContextCore } from './context-core.js';
import { Secur32Error } from './errors.js';
import { check } from './fail.js';

// Of this thread: every worker has its own copy of this module.
let impersonating = false;

function requireCallback(callback: unknown): asserts callback is () => unknown {
  if (typeof callback !== 'function') throw invalidType('callback', 'a function', callback);
  if (types.isAsyncFunction(callback)) {
    throw invalidValue(
      'callback',
      'must not be async: all that it awaits would run as the process itself',
    );
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/**
 * ImpersonateSecurityContext around a callback, then RevertSecurityContext. A second one within it
 * would end the first one early.
 */
export function impersonateDuring(core: ContextCore, callback: unknown): NativeImpersonation {
  requireCallback(callback);
  if (impersonating) {
    throw new Secur32Error(
      'ERR_SSPI_BUSY',
      'This thread is a client already. Let the callback of impersonate() return first.',
    );
  }
  impersonating = true;
  core.impersonating = true;
  try {
    const answer = core.native.impersonate(callback);
    if (!isThenable(answer.value)) return answer;
    throw invalidValue(
      'callback',
      'must not return a promise: all that follows runs as the process itself',
    );
  } finally {
    impersonating = false;
    core.impersonating = false;
  }
}

/** Runs a callback as the client of a context. */
export function impersonate<T>(core: ContextCore, callback: () => T): T {
  core.requireEstablished();
  const { status, value } = impersonateDuring(core, callback);
  check(status, 'ImpersonateSecurityContext', core.securityPackage.name);
  return value as T;
}
