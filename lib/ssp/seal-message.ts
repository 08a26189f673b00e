import { invalidValue } from '../arguments.js';
import type { NativeSspContext } from '../binding.js';
import { SECBUFFER } from '../constants.js';
import { createSspiError } from '../errors.js';
import { failure } from '../fail.js';
import type { MessageAnswer } from '../message/control-block.js';
import { callMessage } from '../message/control-block.js';
import type { ProtectResult } from '../message/encrypt.js';
import type { CheckOptions, ProtectOptions } from '../message/options.js';
import { checkOptions, protectOptions } from '../message/options.js';
import type { VerifyResult } from '../message/verify.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { isSuccess, Status } from '../status.js';
import type { UserFunctions } from './function-tables.js';
import type { SspPackage } from './ssp-package.js';

/** What {@link SspContext.unsealMessage} found. */
export interface UnsealResult {
  /** SEC_E_OK, or an information of the package. */
  readonly status: number;
  /** The quality of protection, as the package says it. */
  readonly qop: number;
  /** The buffers in their order, with the types that they have now. */
  readonly buffers: SecBuffer[];
}

/** An established context of a hosted package. */
interface Ready {
  readonly native: NativeSspContext;
  readonly securityPackage: SspPackage;
}

type Method = 'sealMessage' | 'unsealMessage' | 'makeSignature' | 'verifySignature';

const FUNCTIONS: Readonly<Record<Method, keyof UserFunctions>> = {
  sealMessage: 'SealMessage',
  unsealMessage: 'UnsealMessage',
  makeSignature: 'MakeSignature',
  verifySignature: 'VerifySignature',
};

// Transports of their own kind number what they please: no package here is refused a number.
const ANY_NUMBER = { isStream: false };

const READ_ONLY = (SECBUFFER.READONLY | SECBUFFER.READONLY_WITH_CHECKSUM) >>> 0;

// The contract of SpSealMessage: one DATA, which is encrypted in place.
function requireOneData(buffers: readonly CheckedSecBuffer[]): void {
  const data = buffers.filter(({ type }) => type === SECBUFFER.DATA);
  if (data.length !== 1) {
    throw invalidValue(
      'buffers',
      `must have exactly one SECBUFFER_DATA for SpSealMessage, and there are ${String(data.length)}`,
    );
  }
  if (((data[0]?.flags ?? 0) & READ_ONLY) !== 0) {
    throw invalidValue(
      'buffers',
      'must not have a read-only SECBUFFER_DATA: it is sealed in place',
    );
  }
}

function call(
  { native, securityPackage }: Ready,
  method: Method,
  buffers: readonly CheckedSecBuffer[],
  options: { qop: number; sequenceNumber: number },
): MessageAnswer {
  const name = FUNCTIONS[method];
  const details = { syscall: `Sp${name}`, package: securityPackage.name };
  if (securityPackage.userFunctions[name] !== true) {
    const hint = `The table of SpUserModeInitialize has no ${name}.`;
    throw createSspiError({ status: Status.SEC_E_UNSUPPORTED_FUNCTION, ...details, hint });
  }
  const answer = callMessage(native, { method, buffers, ...options });
  if (!isSuccess(answer.status)) throw failure({ status: answer.status, ...details });
  return answer;
}

/** SpSealMessage, as documented: the caller's buffers, in the caller's order, in place. */
export function sealMessage(
  context: Ready,
  buffers: readonly SecBuffer[],
  options: ProtectOptions = {},
): ProtectResult {
  const numbers = protectOptions(ANY_NUMBER, options);
  const checked = checkSecBuffers(buffers);
  requireOneData(checked);
  const answer = call(context, 'sealMessage', checked, numbers);
  return { status: answer.status, buffers: answer.buffers };
}

/** SpUnsealMessage: the caller's buffers, in the caller's order, in place. */
export function unsealMessage(
  context: Ready,
  buffers: readonly SecBuffer[],
  options: CheckOptions = {},
): UnsealResult {
  const { sequenceNumber } = checkOptions(ANY_NUMBER, options);
  const checked = checkSecBuffers(buffers);
  const answer = call(context, 'unsealMessage', checked, { qop: 0, sequenceNumber });
  return { status: answer.status, qop: answer.qop, buffers: answer.buffers };
}

/** SpMakeSignature: the caller's buffers, in the caller's order. */
export function makeSignature(
  context: Ready,
  buffers: readonly SecBuffer[],
  options: ProtectOptions = {},
): ProtectResult {
  const numbers = protectOptions(ANY_NUMBER, options);
  const checked = checkSecBuffers(buffers);
  const answer = call(context, 'makeSignature', checked, numbers);
  return { status: answer.status, buffers: answer.buffers };
}

/** SpVerifySignature: the caller's buffers, in the caller's order. */
export function verifySignature(
  context: Ready,
  buffers: readonly SecBuffer[],
  options: CheckOptions = {},
): VerifyResult {
  const { sequenceNumber } = checkOptions(ANY_NUMBER, options);
  const checked = checkSecBuffers(buffers);
  const { status, qop } = call(context, 'verifySignature', checked, { qop: 0, sequenceNumber });
  return { status, qop };
}
