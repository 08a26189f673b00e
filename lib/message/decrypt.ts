import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { check } from '../fail.js';
import type { SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { Status } from '../status.js';
import { missingHeader, refuseToDecrypt } from '../wine.js';
import type { MessageAnswer } from './control-block.js';
import type { CheckOptions } from './options.js';
import { checkOptions } from './options.js';
import type { Steps } from './steps.js';

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

// The status that is an error by its number, but only says that more bytes are needed.
const INFORMATIVE = [Status.SEC_E_INCOMPLETE_MESSAGE];

// Schannel may leave the sealed input as it was, typed DATA, when the record holds no message.
function isInput(data: Uint8Array, given: readonly SecBuffer[]): boolean {
  return given.some(
    ({ data: input }) =>
      input?.buffer === data.buffer &&
      input.byteOffset === data.byteOffset &&
      input.byteLength === data.byteLength,
  );
}

function describe(answer: MessageAnswer, given: readonly SecBuffer[]): DecryptResult {
  const { status, qop, buffers, sizes } = answer;
  // Not the parts that were only authenticated, which have flags.
  const find = (type: number): Uint8Array | undefined =>
    buffers.find((each) => each.type === type && each.flags === undefined)?.data;
  const base = {
    status,
    qop,
    buffers,
    renegotiate: status === Status.SEC_I_RENEGOTIATE,
    expired: status === Status.SEC_I_CONTEXT_EXPIRED,
  };
  if (status === Status.SEC_E_INCOMPLETE_MESSAGE) {
    const at = buffers.findIndex((each) => each.type === SECBUFFER.MISSING);
    return { ...base, missing: Math.max(1, sizes[at] ?? 1) };
  }
  const found = find(SECBUFFER.DATA);
  const extra = find(SECBUFFER.EXTRA);
  const ended = base.renegotiate || base.expired;
  const data = found !== undefined && ended && isInput(found, given) ? undefined : found;
  return { ...base, ...(data && { data }), ...(extra && { extra }) };
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

/** DecryptMessage, as documented: the caller's buffers, in the caller's order, in place. */
export function* decryptMessage(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options: CheckOptions = {},
): Steps<DecryptResult> {
  const { sequenceNumber } = checkOptions(core, options);
  const checked = checkSecBuffers(buffers);
  core.requireReady();
  refuseUnprotected(core);
  const missing = missingHeader(core, checked);
  if (missing > 0) {
    const status = Status.SEC_E_INCOMPLETE_MESSAGE;
    return { status, qop: 0, buffers: [], missing, renegotiate: false, expired: false };
  }
  refuseToDecrypt(core, checked);
  const answer = yield {
    method: 'decryptMessage',
    buffers: checked,
    qop: 0,
    sequenceNumber,
    informative: INFORMATIVE,
  };
  if (!INFORMATIVE.some((each) => each === answer.status)) {
    check(answer.status, 'DecryptMessage', core.securityPackage.name);
  }
  core.renegotiating = answer.status === Status.SEC_I_RENEGOTIATE;
  return describe(answer, checked);
}
