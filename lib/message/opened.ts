import { requireBoolean, requireOptions } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import { failure } from '../fail.js';
import type { SecBuffer } from '../sec-buffer.js';
import { Status } from '../status.js';
import { decryptMessage } from './decrypt.js';
import type { Operation, Place } from './operation.js';
import { map } from './operation.js';
import { isSealed, notEncrypted } from './sealed.js';

/** Options of {@link SecurityContext.unwrap}. */
export interface UnwrapOptions {
  /**
   * Whether to refuse a message that is only signed, with `ERR_SSPI_NOT_ENCRYPTED`. Default: true
   * where the context grants confidentiality.
   */
  readonly requireEncryption?: boolean;
}

/** What {@link SecurityContext.unwrap} found. */
export interface UnwrapResult {
  /** The message: a copy, which nobody changes. A short one shares its ArrayBuffer with others. */
  readonly data: Buffer;
  /** Whether it was sealed; false when it was only signed. */
  readonly encrypted: boolean;
  /** The quality of protection: 0, or `SECQOP.WRAP_NO_ENCRYPT`. */
  readonly qop: number;
  /** Of a stream: the peer sent a handshake message. Pass `extra` to step(). */
  readonly renegotiate: boolean;
  /** Of a stream: the peer has closed it in order. */
  readonly expired: boolean;
  /** Of a stream: the input after a handshake message or the end, not opened. */
  readonly extra?: Buffer;
}

/** A Buffer over the same memory; an empty one for none. */
export function bufferOf(data: Uint8Array | undefined): Buffer {
  if (data === undefined) return Buffer.alloc(0);
  return Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}

/** What the options of opening ask for, with the default of the context. */
export function requiresEncryption(core: ContextCore, options: UnwrapOptions | undefined): boolean {
  if (options === undefined) return core.grantsConfidentiality;
  requireOptions('options', options, ['requireEncryption']);
  const { requireEncryption = core.grantsConfidentiality } = options;
  requireBoolean('options.requireEncryption', requireEncryption);
  return requireEncryption;
}

/** Whether a message was sealed; refuses what is only signed where encryption is required. */
export function judgeQop(core: ContextCore, qop: number, requireEncryption: boolean): boolean {
  const encrypted = core.isStream || isSealed(core, qop);
  if (!encrypted && requireEncryption) throw notEncrypted();
  return encrypted;
}

/** The error of an answer that is information of a stream, and would pass for an empty message. */
export function incompleteToken(core: ContextCore): Error {
  const status = Status.SEC_E_INCOMPLETE_MESSAGE;
  return failure({ status, syscall: 'DecryptMessage', package: core.securityPackage.name });
}

/** Opens the buffers of one message, which are copies: opening works in place. */
export function openBuffers(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  requireEncryption: boolean,
  place: Place,
): Operation<UnwrapResult> {
  return map(decryptMessage(core, buffers, undefined, place), ({ data, qop, missing }) => {
    if (missing !== undefined) throw incompleteToken(core);
    const encrypted = judgeQop(core, qop, requireEncryption);
    return { data: bufferOf(data), encrypted, qop, renegotiate: false, expired: false };
  });
}
