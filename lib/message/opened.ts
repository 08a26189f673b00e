import { requireBoolean, requireBytes, requireOptions } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import type { SecBuffer } from '../sec-buffer.js';
import { decryptMessage } from './decrypt.js';
import { isSignOnly } from './encrypt.js';
import type { Steps } from './steps.js';

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
  /** The message, in memory of its own. */
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

// NTLM does not tell how a message was protected: its context seals, or it does not.
function seals(core: ContextCore): boolean {
  return core.grantsConfidentiality || core.mechanism !== 'NTLM';
}

/** A Buffer over the same memory; an empty one for none. */
export function bufferOf(data: Uint8Array | undefined): Buffer {
  if (data === undefined) return Buffer.alloc(0);
  return Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}

/** Opens the buffers of one message. */
export function* openBuffers(
  core: ContextCore,
  buffers: readonly SecBuffer[],
): Steps<UnwrapResult> {
  const { data, qop } = yield* decryptMessage(core, buffers);
  return {
    data: bufferOf(data),
    encrypted: !isSignOnly(qop) && seals(core),
    qop,
    renegotiate: false,
    expired: false,
  };
}

/**
 * Checks the arguments, opens a copy of the input, since opening works in place and the caller keeps
 * its bytes, and refuses what is only signed where encryption is required.
 */
export function* openCopy(
  core: ContextCore,
  input: Uint8Array,
  options: UnwrapOptions,
  open: (copy: Buffer) => Steps<UnwrapResult>,
): Steps<UnwrapResult> {
  requireOptions('options', options, ['requireEncryption']);
  const { requireEncryption = core.grantsConfidentiality } = options;
  requireBoolean('options.requireEncryption', requireEncryption);
  requireBytes('token', input);
  core.requireReady();
  const result = yield* open(Buffer.from(input));
  if (!result.encrypted && requireEncryption) {
    throw new Secur32Error(
      'ERR_SSPI_NOT_ENCRYPTED',
      'The message is genuine, but it was only signed, and encryption is required here. Pass ' +
        '{ requireEncryption: false } to take signed messages too.',
    );
  }
  return result;
}
