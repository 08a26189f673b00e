import { types } from 'node:util';

import { Secur32Error, SspiError } from '../errors.js';
import type { Report } from './command.js';
import { EXIT } from './exit-codes.js';
import type { Style } from './text/style.js';
import { UsageError } from './usage-error.js';

const UNAVAILABLE: readonly string[] = [
  'ERR_SSPI_UNSUPPORTED_PLATFORM',
  'ERR_SSPI_BINDING_NOT_LOADED',
];
const ARGUMENTS: readonly string[] = [
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
  'ERR_OUT_OF_RANGE',
];

/** What is told of an error. Its keys are stable. */
export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
  readonly syscall?: string;
  readonly hint?: string;
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

export function errorFacts(thrown: unknown): ErrorFacts {
  const error = types.isNativeError(thrown) ? thrown : new Error(String(thrown));
  const facts = {
    code: error instanceof UsageError ? 'USAGE' : codeOf(error),
    message: error.message,
  };
  if (!(error instanceof SspiError)) return facts;
  const { status, syscall, hint } = error;
  return { ...facts, status, syscall, ...(hint !== undefined && { hint }) };
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof SspiError) return EXIT.failed;
  const { code } = errorFacts(error);
  if (error instanceof Secur32Error)
    return UNAVAILABLE.includes(code) ? EXIT.unavailable : EXIT.failed;
  if (ARGUMENTS.includes(code)) return EXIT.usage;
  // Of Node.js: a file that is not there, a peer that does not answer.
  return /^E[A-Z]+$/.test(code) ? EXIT.failed : EXIT.internal;
}

/** What is said of a command that failed. */
export function failureReport(error: unknown): Report {
  const exitCode = exitCodeOf(error);
  const facts = errorFacts(error);
  return {
    exitCode,
    json: { error: facts },
    text(style: Style) {
      const stack =
        exitCode === EXIT.internal && types.isNativeError(error) ? `\n${error.stack ?? ''}` : '';
      const more = exitCode === EXIT.usage ? '\nsecur32 --help shows what there is.' : '';
      const code = exitCode === EXIT.unavailable ? `${facts.code}: ` : '';
      return `${style.bad('secur32:')} ${code}${facts.message}${more}${stack}`;
    },
  };
}
