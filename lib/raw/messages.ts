import { requireUint32 } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import type { MessageAnswer } from '../message/buffers-call.js';
import { BuffersCall } from '../message/buffers-call.js';
import type { Method } from '../message/calls.js';
import { METHOD } from '../message/calls.js';
import { requireFree, runSync } from '../message/operation.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import type { SecurityContext } from '../security-context.js';
import { isSuccess, Status } from '../status.js';
import {
  missingHeader,
  refuseToDecrypt,
  refuseToEncrypt,
  refuseToSign,
  refuseToVerify,
} from '../wine.js';
import { contextCore } from './objects.js';
import { refusalOf } from './refusal.js';
import type { StatusResult } from './results.js';

/** What a message call answered. */
export interface MessageResult extends StatusResult {
  /** Of the calls that check: how the message was protected. */
  readonly qop: number;
  /**
   * The buffers with their new types, their data cut to cbBuffer; none if the status is an error other
   * than SEC_E_INCOMPLETE_MESSAGE.
   */
  readonly buffers: SecBuffer[];
  /** cbBuffer of each buffer, also of those without data: of MISSING, how many bytes are missing. */
  readonly sizes: number[];
}

function refuseToOpen(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  refuseToDecrypt(core, buffers);
  if (missingHeader(core, buffers) === 0) return;
  throw createSspiError({
    status: Status.SEC_E_INCOMPLETE_MESSAGE,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
  });
}

class RawCall extends BuffersCall<MessageAnswer> {
  readonly anyState = true;
}

interface Call {
  readonly method: Method;
  readonly qop: number;
  readonly sequenceNumber: number;
  readonly refuse: (core: ContextCore, buffers: readonly CheckedSecBuffer[], qop: number) => void;
}

function run(context: SecurityContext, given: readonly SecBuffer[], call: Call): MessageResult {
  const { method, qop, sequenceNumber, refuse } = call;
  const core = contextCore(context);
  requireUint32('qop', qop);
  const buffers = checkSecBuffers(given);
  requireUint32('sequenceNumber', sequenceNumber);
  core.refuseWhileStepping();
  requireFree(core, method);
  const refusal = refusalOf(() => {
    refuse(core, buffers, qop);
  });
  if (refusal !== undefined) return { status: refusal, qop: 0, buffers: [], sizes: [] };
  const answer = runSync(
    core,
    new RawCall({ method, buffers, qop, sequenceNumber }, (each) => each),
  );
  // The state that the methods of the context go by.
  if (method === METHOD.OPEN && core.isStream && isSuccess(answer.status)) {
    core.renegotiating = answer.status === Status.SEC_I_RENEGOTIATE;
  }
  return answer;
}

/**
 * EncryptMessage, in the memory of the buffers.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg, or an asynchronous call that protects.
 * @see https://learn.microsoft.com/windows/win32/secauthn/encryptmessage--general
 */
export function encryptMessage(
  context: SecurityContext,
  qop: number,
  buffers: readonly SecBuffer[],
  sequenceNumber = 0,
): MessageResult {
  const call = { qop, sequenceNumber, refuse: refuseToEncrypt } as const;
  return run(context, buffers, { method: METHOD.PROTECT, ...call });
}

/**
 * DecryptMessage, in the memory of the buffers.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg, or an asynchronous call that checks.
 * @see https://learn.microsoft.com/windows/win32/secauthn/decryptmessage--general
 */
export function decryptMessage(
  context: SecurityContext,
  buffers: readonly SecBuffer[],
  sequenceNumber = 0,
): MessageResult {
  const call = { qop: 0, sequenceNumber, refuse: refuseToOpen } as const;
  return run(context, buffers, { method: METHOD.OPEN, ...call });
}

/**
 * MakeSignature, in the memory of the buffers.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg, or an asynchronous call that protects.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-makesignature
 */
export function makeSignature(
  context: SecurityContext,
  qop: number,
  buffers: readonly SecBuffer[],
  sequenceNumber = 0,
): MessageResult {
  const call = { qop, sequenceNumber, refuse: refuseToSign } as const;
  return run(context, buffers, { method: METHOD.SIGN, ...call });
}

/**
 * VerifySignature, in the memory of the buffers.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg, or an asynchronous call that checks.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-verifysignature
 */
export function verifySignature(
  context: SecurityContext,
  buffers: readonly SecBuffer[],
  sequenceNumber = 0,
): MessageResult {
  const call = { qop: 0, sequenceNumber, refuse: refuseToVerify } as const;
  return run(context, buffers, { method: METHOD.VERIFY, ...call });
}
