import { requireBoolean, requireBytes, requireOptions } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError, Secur32Error } from '../errors.js';
import type { SecBuffer } from '../sec-buffer.js';
import { Status } from '../status.js';
import { overheadOf, putsDataFirst } from '../wine.js';
import { decryptMessage } from './decrypt.js';
import { isSignOnly } from './encrypt.js';
import { refuseDceStyle } from './wrap.js';

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

const NTLM_SIGNATURE = 16;
const RECORD_HEADER = 5;
const RECORD_LENGTH_AT = 3;

/** The buffers that open one token, over memory of our own. */
function layout(core: ContextCore, token: Buffer): SecBuffer[] {
  if (core.mechanism === 'NTLM') {
    return [
      { type: SECBUFFER.TOKEN, data: token.subarray(0, NTLM_SIGNATURE) },
      { type: SECBUFFER.DATA, data: token.subarray(NTLM_SIGNATURE) },
    ];
  }
  if (putsDataFirst(core)) {
    const size = Math.max(0, token.length - overheadOf(token));
    return [
      { type: SECBUFFER.TOKEN, data: token.subarray(size) },
      { type: SECBUFFER.DATA, data: token.subarray(0, size) },
    ];
  }
  return [{ type: SECBUFFER.STREAM, data: token }, { type: SECBUFFER.DATA }];
}

function unwrapToken(core: ContextCore, token: Buffer): UnwrapResult {
  refuseDceStyle(core, 'unwrap');
  const { data, qop } = decryptMessage(core, layout(core, token));
  return {
    data: bufferOf(data),
    encrypted: !isSignOnly(qop) && seals(core),
    qop,
    renegotiate: false,
    expired: false,
  };
}

// NTLM does not tell how a message was protected: its context seals, or it does not.
function seals(core: ContextCore): boolean {
  return core.grantsConfidentiality || core.mechanism !== 'NTLM';
}

function bufferOf(data: Uint8Array | undefined): Buffer {
  if (data === undefined) return Buffer.alloc(0);
  return Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}

/**
 * Refuses input that does not end with a whole record, before anything of it is opened: a record
 * cannot be opened twice.
 */
function requireWholeRecords(core: ContextCore, input: Buffer): void {
  let at = 0;
  while (at < input.length) {
    const header = input.length - at >= RECORD_HEADER;
    const size = header ? RECORD_HEADER + input.readUInt16BE(at + RECORD_LENGTH_AT) : RECORD_HEADER;
    at += size;
  }
  if (at !== input.length || at === 0) throw incomplete(core);
}

function incomplete(core: ContextCore): Error {
  return createSspiError({
    status: Status.SEC_E_INCOMPLETE_MESSAGE,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
    hint:
      'unwrap() takes whole TLS records. Keep the bytes and call it again with more, or use ' +
      'decryptMessage(), which says how much is missing.',
  });
}

/** Opens all records of the input, up to a handshake message or the end of the stream. */
function unwrapRecords(core: ContextCore, input: Buffer): UnwrapResult {
  requireWholeRecords(core, input);
  const pieces: Buffer[] = [];
  let rest: Buffer = input;
  let ended = { renegotiate: false, expired: false };
  while (rest.length > 0 && !ended.renegotiate && !ended.expired) {
    const { data, extra, missing, renegotiate, expired } = decryptMessage(core, [
      { type: SECBUFFER.DATA, data: rest },
      { type: SECBUFFER.EMPTY },
      { type: SECBUFFER.EMPTY },
      { type: SECBUFFER.EMPTY },
    ]);
    if (missing !== undefined) throw incomplete(core);
    if (data !== undefined) pieces.push(bufferOf(data));
    rest = bufferOf(extra);
    ended = { renegotiate, expired };
  }
  const [only] = pieces;
  const data = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  return { data, encrypted: true, qop: 0, ...ended, ...(rest.length > 0 && { extra: rest }) };
}

/** Opens the bytes that the peer's wrap made. */
export function unwrap(
  core: ContextCore,
  token: Uint8Array,
  options: UnwrapOptions = {},
): UnwrapResult {
  requireOptions('options', options, ['requireEncryption']);
  const { requireEncryption } = options;
  if (requireEncryption !== undefined)
    requireBoolean('options.requireEncryption', requireEncryption);
  requireBytes('token', token);
  core.requireEstablished();
  // Opening works in place, and the caller keeps its bytes.
  const input = Buffer.from(token);
  const result = core.isStream ? unwrapRecords(core, input) : unwrapToken(core, input);
  if (!result.encrypted && (requireEncryption ?? core.grantsConfidentiality)) {
    throw new Secur32Error(
      'ERR_SSPI_NOT_ENCRYPTED',
      'The message is genuine, but it was only signed, and encryption is required here. Pass ' +
        '{ requireEncryption: false } to take signed messages too.',
    );
  }
  return result;
}
