import { outOfRange } from '../arguments.js';
import { SECBUFFER, SECQOP } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { check } from '../fail.js';
import type { CheckedSecBuffer, SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { Status } from '../status.js';
import { refuseToEncrypt } from '../wine.js';
import type { ProtectOptions } from './options.js';
import { protectOptions } from './options.js';
import { BuffersCall, copyBuffers } from './buffers-call.js';
import { METHOD } from './calls.js';
import type { Operation, Place } from './operation.js';

const { DATA } = SECBUFFER;
const { WRAP_NO_ENCRYPT, WRAP_OOB_DATA } = SECQOP;

/** What a call that protects a message left. */
export interface ProtectResult {
  /** SEC_E_OK, or an information of the package. */
  readonly status: number;
  /** The buffers in their order; the `data` of each is a view, cut to the bytes that it has now. */
  readonly buffers: SecBuffer[];
}

// A package that cannot seal may answer with another code, or, worse, only sign; NTLM that cannot sign
// sends a constant in place of the signature.
function refuseUnprotected(core: ContextCore, qop: number): void {
  if (core.grantsConfidentiality) return;
  if (qop !== 0 && core.protectsMessages) return;
  throw createSspiError({
    status: Status.SEC_E_QOP_NOT_SUPPORTED,
    syscall: 'EncryptMessage',
    package: core.securityPackage.name,
    hint:
      qop === 0
        ? 'Confidentiality was not granted to this context: request ISC_REQ.CONFIDENTIALITY, or ' +
          'pass SECQOP.WRAP_NO_ENCRYPT to sign without sealing.'
        : 'Neither confidentiality nor integrity was granted to this context: request ' +
          'ISC_REQ.INTEGRITY.',
  });
}

function refuseLongMessage(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  const maximum = core.streamSizes?.maximumMessage;
  if (maximum === undefined) return;
  for (const { type, size } of buffers) {
    if (type === DATA) requireLength(size, maximum);
  }
}

/** Requires that a message is not longer than the longest one of its package. */
export function requireLength(length: number, maximum: number | undefined): void {
  if (maximum === undefined || length <= maximum) return;
  const expected = `at most ${String(maximum)} bytes (streamSizes.maximumMessage)`;
  throw outOfRange('The length of SECBUFFER_DATA', expected, length);
}

// Level and description.
const ALERT_SIZE = 2;

// An alert that another package sealed as a message would be data to the peer.
function refuseOutOfBand(
  core: ContextCore,
  qop: number,
  buffers: readonly CheckedSecBuffer[],
): void {
  if ((qop & WRAP_OOB_DATA) === 0) return;
  if (!core.isStream) {
    throw createSspiError({
      status: Status.SEC_E_QOP_NOT_SUPPORTED,
      syscall: 'EncryptMessage',
      package: core.securityPackage.name,
      hint: 'SECQOP.WRAP_OOB_DATA makes TLS alerts, which only Schannel has.',
    });
  }
  for (const { type, size } of buffers) {
    if (type === DATA && size !== ALERT_SIZE) {
      throw outOfRange('The length of SECBUFFER_DATA', '2 bytes: level and description', size);
    }
  }
}

/** Requires that messages to the peer may be protected so, whatever their buffers are. */
export function requireProtection(core: ContextCore, qop: number): void {
  core.requireWritable();
  refuseUnprotected(core, qop);
}

/** EncryptMessage, as documented: the caller's buffers, in the caller's order, in place. */
export function encryptMessage(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options?: ProtectOptions,
  { own = false }: Place = {},
): Operation<ProtectResult> {
  const { qop, sequenceNumber } = protectOptions(core, options);
  const checked = checkSecBuffers(buffers);
  requireProtection(core, qop);
  refuseOutOfBand(core, qop, checked);
  refuseLongMessage(core, checked);
  refuseToEncrypt(core, checked, qop);
  const given = own ? copyBuffers(checked) : checked;
  const request = { method: METHOD.PROTECT, buffers: given, qop, sequenceNumber };
  return new BuffersCall(request, (answer) => {
    check(answer.status, 'EncryptMessage', core.securityPackage.name);
    return { status: answer.status, buffers: answer.buffers };
  });
}

/** Whether a quality of protection asks for a signature only. */
export function isSignOnly(qop: number): boolean {
  return qop === WRAP_NO_ENCRYPT;
}
