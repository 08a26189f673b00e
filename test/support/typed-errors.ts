import { expect } from '@jest/globals';

import { isSuccess, Secur32Error, SspiError, statusName } from '#lib/index';

// The errors that are documented, and no others: what random input is allowed to end with.

const ARGUMENT_ERRORS: Readonly<Record<string, string>> = {
  ERR_INVALID_ARG_TYPE: 'TypeError',
  ERR_INVALID_ARG_VALUE: 'TypeError',
  ERR_OUT_OF_RANGE: 'RangeError',
};

const REFUSALS: readonly string[] = [
  'ERR_SSPI_CLOSED',
  'ERR_SSPI_BUSY',
  'ERR_SSPI_NOT_ESTABLISHED',
  'ERR_SSPI_ESTABLISHED',
  'ERR_SSPI_NOT_ENCRYPTED',
  'ERR_SSPI_DCE_STYLE',
  'ERR_SSPI_FOREIGN_MEMORY',
];

// Of these alone any other status than a few is a failure.
const LEGS = /^(?:Initialize|Accept)SecurityContext$|^Sp(?:Init|Accept)LsaModeContext$/;

/** Requires an error of a documented family, and what its family promises. */
export function expectTyped(error: unknown): asserts error is Error & { readonly code: string } {
  if (error instanceof SspiError) {
    const { code, name, status, syscall } = error;
    expect({ code, name }).toEqual({ code: statusName(status), name: error.constructor.name });
    if (!LEGS.test(syscall)) expect(isSuccess(status)).toBe(false);
    return;
  }
  const { code = '', name } = error as { code?: string; name?: string };
  const known = error instanceof Secur32Error ? REFUSALS.includes(code) : name !== undefined;
  if (known && (error instanceof Secur32Error || ARGUMENT_ERRORS[code] === name)) return;
  // As it came: its own stack says where from.
  throw error;
}

/** What a call returned, or what it threw: one of the documented errors, and no other. */
export type Outcome<T> = { readonly value: T } | { readonly error: Error & { code: string } };

/** Makes a call that may return or throw a documented error. */
export function outcomeOf<T>(call: () => T): Outcome<T> {
  try {
    return { value: call() };
  } catch (error) {
    expectTyped(error);
    return { error };
  }
}

/** The same of a call that answers with a promise. */
export async function outcomeOfAsync<T>(call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    expectTyped(error);
    return { error };
  }
}

/** The code of the error that a call ended with; nothing when it succeeded. */
export function codeOf(outcome: Outcome<unknown>): string | undefined {
  return 'error' in outcome ? outcome.error.code : undefined;
}
