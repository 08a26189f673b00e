import type { ContextAttributes } from '../attributes/context.js';
import { ASC_RET, flagNames, ISC_RET } from '../constants.js';
import { SspiError } from '../errors.js';
import type { SecurityContext } from '../security-context.js';
import { ServerContext } from '../server-context.js';

// Each package has some attributes, and Wine has few.
function ask<Name extends keyof ContextAttributes>(
  context: SecurityContext,
  name: Name,
): ContextAttributes[Name] | undefined {
  try {
    return context.query(name);
  } catch (error) {
    if (error instanceof SspiError) return undefined;
    throw error;
  }
}

/** What two ends have agreed on. Its keys are stable. */
export interface Agreement {
  readonly package: string;
  /** What Negotiate has chosen. */
  readonly negotiated?: string;
  readonly flags: readonly string[];
  readonly sizes?: ContextAttributes['sizes'];
  readonly streamSizes?: ContextAttributes['streamSizes'];
  readonly cipherSuite?: string;
  readonly userName?: string;
  readonly expiry?: string;
}

/** Asks an established context what it is. */
export function agreement(context: SecurityContext): Agreement {
  const { package: name, flags } = context;
  const negotiated = ask(context, 'negotiationInfo')?.package.name;
  const streamSizes = ask(context, 'streamSizes');
  const sizes = streamSizes === undefined ? ask(context, 'sizes') : undefined;
  const cipherSuite = ask(context, 'cipherInfo')?.cipherSuiteName;
  const userName = ask(context, 'names')?.userName;
  const expiry = context.expiry?.toISOString();
  return {
    package: name,
    ...(negotiated !== undefined && { negotiated }),
    flags: flagNames(flags, context instanceof ServerContext ? ASC_RET : ISC_RET),
    ...(sizes && { sizes }),
    ...(streamSizes && { streamSizes }),
    ...(cipherSuite !== undefined && { cipherSuite }),
    ...(userName !== undefined && { userName }),
    ...(expiry !== undefined && { expiry }),
  };
}
