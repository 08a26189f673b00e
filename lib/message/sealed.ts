import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { isSignOnly } from './encrypt.js';

/**
 * Whether a message that was opened was sealed. NTLM does not tell how a message was protected: its
 * context seals, or it does not.
 */
export function isSealed(core: ContextCore, qop: number): boolean {
  if (isSignOnly(qop)) return false;
  return core.grantsConfidentiality || core.mechanism !== 'NTLM';
}

/** The error of a message that is only signed, where encryption is required. */
export function notEncrypted(): Secur32Error {
  return new Secur32Error(
    'ERR_SSPI_NOT_ENCRYPTED',
    'The message is genuine, but it was only signed, and encryption is required here. Pass ' +
      '{ requireEncryption: false } to take signed messages too.',
  );
}
