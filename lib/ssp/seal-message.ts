import { invalidValue } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import { createSspiError } from '../errors.js';
import { failure } from '../fail.js';
import type { MessageAnswer } from '../message/buffers-call.js';
import { BuffersCall, copyBuffers } from '../message/buffers-call.js';
import type { Method } from '../message/calls.js';
import { METHOD } from '../message/calls.js';
import type { ProtectResult } from '../message/encrypt.js';
import type { CheckOptions, ProtectOptions } from '../message/options.js';
import { checkOptions, protectOptions } from '../message/options.js';
import type { Operation } from '../message/operation.js';
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

const METHODS = {
  SealMessage: METHOD.PROTECT,
  UnsealMessage: METHOD.OPEN,
  MakeSignature: METHOD.SIGN,
  VerifySignature: METHOD.VERIFY,
} as const satisfies Partial<Record<keyof UserFunctions, Method>>;

/** The arguments of a message call of a hosted package. */
interface SspCall<Options> {
  readonly securityPackage: SspPackage;
  readonly buffers: readonly SecBuffer[];
  readonly options: Options | undefined;
  /** Whether it takes place on another thread, in copies of the bytes. */
  readonly own?: boolean;
}

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

function call<T>(
  name: keyof typeof METHODS,
  { securityPackage, own = false }: SspCall<unknown>,
  given: { buffers: readonly CheckedSecBuffer[]; qop: number; sequenceNumber: number },
  finish: (answer: MessageAnswer) => T,
): Operation<T> {
  const details = { syscall: `Sp${name}`, package: securityPackage.name };
  if (securityPackage.userFunctions[name] !== true) {
    const hint = `The table of SpUserModeInitialize has no ${name}.`;
    throw createSspiError({ status: Status.SEC_E_UNSUPPORTED_FUNCTION, ...details, hint });
  }
  const buffers = own ? copyBuffers(given.buffers) : given.buffers;
  return new BuffersCall({ ...given, buffers, method: METHODS[name] }, (answer) => {
    if (!isSuccess(answer.status)) throw failure({ status: answer.status, ...details });
    return finish(answer);
  });
}

const protectedOf = ({ status, buffers }: MessageAnswer): ProtectResult => ({ status, buffers });

/** SpSealMessage, as documented: the caller's buffers, in the caller's order, in place. */
export function sealMessage(arguments_: SspCall<ProtectOptions>): Operation<ProtectResult> {
  const numbers = protectOptions(ANY_NUMBER, arguments_.options);
  const buffers = checkSecBuffers(arguments_.buffers);
  requireOneData(buffers);
  return call('SealMessage', arguments_, { buffers, ...numbers }, protectedOf);
}

/** SpUnsealMessage: the caller's buffers, in the caller's order, in place. */
export function unsealMessage(arguments_: SspCall<CheckOptions>): Operation<UnsealResult> {
  const { sequenceNumber } = checkOptions(ANY_NUMBER, arguments_.options);
  const buffers = checkSecBuffers(arguments_.buffers);
  const given = { buffers, qop: 0, sequenceNumber };
  return call('UnsealMessage', arguments_, given, (answer) => ({
    status: answer.status,
    qop: answer.qop,
    buffers: answer.buffers,
  }));
}

/** SpMakeSignature: the caller's buffers, in the caller's order. */
export function makeSignature(arguments_: SspCall<ProtectOptions>): Operation<ProtectResult> {
  const numbers = protectOptions(ANY_NUMBER, arguments_.options);
  const buffers = checkSecBuffers(arguments_.buffers);
  return call('MakeSignature', arguments_, { buffers, ...numbers }, protectedOf);
}

/** SpVerifySignature: the caller's buffers, in the caller's order. */
export function verifySignature(arguments_: SspCall<CheckOptions>): Operation<VerifyResult> {
  const { sequenceNumber } = checkOptions(ANY_NUMBER, arguments_.options);
  const buffers = checkSecBuffers(arguments_.buffers);
  const given = { buffers, qop: 0, sequenceNumber };
  return call('VerifySignature', arguments_, given, ({ status, qop }) => ({ status, qop }));
}
