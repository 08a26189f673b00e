import { expect } from '@jest/globals';

/** Node's codes of argument mistakes. */
export type ArgumentErrorCode =
  'ERR_INVALID_ARG_TYPE' | 'ERR_INVALID_ARG_VALUE' | 'ERR_OUT_OF_RANGE';

/** An argument mistake with one of Node's codes, whose message has this text. */
export function argumentError(code: ArgumentErrorCode, text: string): unknown {
  const name = code === 'ERR_OUT_OF_RANGE' ? 'RangeError' : 'TypeError';
  return expect.objectContaining({ name, code, message: expect.stringContaining(text) });
}

/** A mistake that the library refuses by itself. */
export function refusal(code: `ERR_SSPI_${string}`): unknown {
  return expect.objectContaining({ name: 'Secur32Error', code });
}

/** What `call` throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown');
}

/** What `call` returns, or throws. */
export function outcomeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error('The promise was fulfilled');
    },
    (error: unknown) => error,
  );
}
