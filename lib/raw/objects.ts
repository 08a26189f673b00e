import { invalidType } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import type { CredentialsCore } from '../credentials-core.js';
import { Credentials, credentialsCoreOf } from '../credentials.js';
import { coreOf } from '../message-context.js';
import { SecurityContext } from '../security-context.js';

/** Requires credentials. */
export function requireCredentials(value: unknown): Credentials {
  if (value instanceof Credentials) return value;
  throw invalidType('credentials', 'Credentials', value);
}

/** Requires credentials, and takes what they stand on. */
export function credentialsCore(value: unknown): CredentialsCore {
  return credentialsCoreOf(requireCredentials(value));
}

/** Requires a context, and takes what it stands on. */
export function contextCore(value: unknown): ContextCore {
  if (value instanceof SecurityContext) return coreOf(value);
  throw invalidType('context', 'a ClientContext or ServerContext', value);
}
