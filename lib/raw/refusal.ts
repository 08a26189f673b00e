import { SspiError } from '../errors.js';

/** The status in place of a call that Wine would carry out wrongly, or not survive. */
export function refusalOf(refuse: () => void): number | undefined {
  try {
    refuse();
    return undefined;
  } catch (error) {
    if (error instanceof SspiError) return error.status;
    throw error;
  }
}

/** The status of a call, or of its refusal. */
export function statusOf(call: () => number): { status: number } {
  let status = 0;
  const refusal = refusalOf(() => {
    status = call();
  });
  return { status: refusal ?? status };
}
