import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { check } from '../fail.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { Status } from '../status.js';
import { missingHeader, refuseToDecrypt } from '../wine.js';
import type { MessageAnswer } from './buffers-call.js';
import { BuffersCall, copyBuffers } from './buffers-call.js';
import { METHOD } from './calls.js';
import type { DecryptOptions } from './options.js';
import { decryptOptions } from './options.js';
import type { Operation, Place } from './operation.js';
import { knownOperation } from './operation.js';
import { isSealed, notEncrypted } from './sealed.js';

const { DATA, EXTRA, MISSING } = SECBUFFER;
const { SEC_E_INCOMPLETE_MESSAGE, SEC_I_CONTEXT_EXPIRED, SEC_I_RENEGOTIATE } = Status;

/** What {@link SecurityContext.decryptMessage} found. */
export interface DecryptResult {
  /** SEC_E_OK, SEC_E_INCOMPLETE_MESSAGE, SEC_I_RENEGOTIATE or SEC_I_CONTEXT_EXPIRED. */
  readonly status: number;
  /** How the message was protected: 0 sealed, `SECQOP.WRAP_NO_ENCRYPT` only signed. */
  readonly qop: number;
  /** The buffers in their order, with the types that they have now. */
  readonly buffers: SecBuffer[];
  /** The opened message: a view of the memory that was given. */
  readonly data?: Uint8Array;
  /** The tail of the input that belongs to the next message. */
  readonly extra?: Uint8Array;
  /**
   * The status is SEC_E_INCOMPLETE_MESSAGE: nothing was opened, and nothing changed. Call again with
   * the same bytes and more of them; about this many are missing. At least 1.
   */
  readonly missing?: number;
  /**
   * The status is SEC_I_RENEGOTIATE: the peer sent a handshake message. Pass `extra` to step(), and
   * send nothing before it is done.
   */
  readonly renegotiate: boolean;
  /** The status is SEC_I_CONTEXT_EXPIRED: the peer has closed the stream in order. */
  readonly expired: boolean;
}

// Not the parts that were only authenticated, which have flags.
function indexOf(buffers: readonly SecBuffer[], type: number): number {
  for (let i = 0; i < buffers.length; i += 1) {
    const buffer = buffers[i] as SecBuffer;
    if (buffer.type === type && buffer.flags === undefined) return i;
  }
  return -1;
}

/**
 * The message. Schannel may leave the sealed input as it was, typed DATA, when the record holds none;
 * a message is shorter than its record. What was given to another thread is a copy, in another place.
 */
function messageOf(
  { status, buffers }: MessageAnswer,
  given: readonly CheckedSecBuffer[],
): Uint8Array | undefined {
  const at = indexOf(buffers, DATA);
  const data = buffers[at]?.data;
  if (status !== SEC_I_RENEGOTIATE && status !== SEC_I_CONTEXT_EXPIRED) return data;
  const input = given[at];
  const left = input?.type === DATA && data?.byteLength === input.size;
  return left ? undefined : data;
}

/** What is left over. Where a package says no more than how much, it is the tail of the input. */
function extraOf(
  { buffers, sizes }: MessageAnswer,
  given: readonly CheckedSecBuffer[],
): Uint8Array | undefined {
  const at = indexOf(buffers, EXTRA);
  if (at < 0) return undefined;
  const found = buffers[at]?.data;
  const size = sizes[at] ?? 0;
  const input = given.find(({ type, flags }) => type === DATA && flags === 0)?.data;
  if (found !== undefined || size === 0 || input === undefined) return found;
  return Buffer.from(input.subarray(Math.max(0, input.byteLength - size)));
}

function describe(answer: MessageAnswer, given: readonly CheckedSecBuffer[]): DecryptResult {
  const { status, qop, buffers, sizes } = answer;
  const renegotiate = status === SEC_I_RENEGOTIATE;
  const expired = status === SEC_I_CONTEXT_EXPIRED;
  const base = { status, qop, buffers, renegotiate, expired };
  if (status === SEC_E_INCOMPLETE_MESSAGE) {
    const at = buffers.findIndex((each) => each.type === MISSING);
    return { ...base, missing: Math.max(1, sizes[at] ?? 1) };
  }
  const data = messageOf(answer, given);
  const extra = extraOf(answer, given);
  if (extra !== undefined) return { ...base, ...(data && { data }), extra };
  // Without spreading, since nearly every message comes here.
  return data === undefined ? base : { status, qop, buffers, renegotiate, expired, data };
}

function refuseUnprotected(core: ContextCore): void {
  if (core.protectsMessages) return;
  throw createSspiError({
    status: Status.SEC_E_QOP_NOT_SUPPORTED,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
    hint:
      'Neither confidentiality nor integrity was granted to this context: anybody could have made ' +
      'the message.',
  });
}

/** Takes note of what the status of an opened message says of the connection; throws if it is an error. */
export function noteOpened(core: ContextCore, status: number): void {
  if (status !== SEC_E_INCOMPLETE_MESSAGE) {
    check(status, 'DecryptMessage', core.securityPackage.name);
  }
  core.renegotiating = core.isStream && status === SEC_I_RENEGOTIATE;
}

/** Requires that messages of the peer can be opened. */
export function requireOpening(core: ContextCore): void {
  core.requireReady();
  refuseUnprotected(core);
}

/** DecryptMessage, as documented: the caller's buffers, in the caller's order, in place. */
export function decryptMessage(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options?: DecryptOptions,
  { own = false }: Place = {},
): Operation<DecryptResult> {
  const { sequenceNumber, requireEncryption } = decryptOptions(core, options);
  const checked = checkSecBuffers(buffers);
  requireOpening(core);
  const missing = missingHeader(core, checked);
  if (missing > 0) {
    const status = SEC_E_INCOMPLETE_MESSAGE;
    const result = { status, qop: 0, buffers: [], missing, renegotiate: false, expired: false };
    return knownOperation(result, METHOD.OPEN);
  }
  refuseToDecrypt(core, checked);
  const given = own ? copyBuffers(checked) : checked;
  const request = { method: METHOD.OPEN, buffers: given, qop: 0, sequenceNumber };
  return new BuffersCall(request, (answer) => {
    noteOpened(core, answer.status);
    const opened = answer.status !== SEC_E_INCOMPLETE_MESSAGE;
    if (opened && requireEncryption && !isSealed(core, answer.qop)) throw notEncrypted();
    return describe(answer, given);
  });
}
