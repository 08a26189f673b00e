import { binding } from './binding.js';
import type { SspiError, SspiErrorDetails } from './errors.js';
import { createSspiError } from './errors.js';
import { isSuccess } from './status.js';

/** Makes the error of a status that Windows returned, with the system's own text for it. */
export function failure(details: SspiErrorDetails): SspiError {
  return createSspiError({ ...details, systemMessage: binding().statusMessage(details.status) });
}

/** Throws unless the status is a success. */
export function check(status: number, syscall: string, packageName?: string): void {
  if (!isSuccess(status)) throw failure({ status, syscall, package: packageName });
}
