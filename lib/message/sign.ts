import { requireBytes } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { failure } from '../fail.js';
import type { SecBuffer } from '../sec-buffer.js';
import { requireSecBuffers } from '../sec-buffer.js';
import { isSuccess, Status } from '../status.js';
import { refuseToSign } from '../wine.js';
import { callMessage } from './control-block.js';
import type { ProtectResult } from './encrypt.js';
import type { ProtectOptions } from './options.js';
import { protectOptions } from './options.js';

// NTLM without integrity answers with a constant in place of a signature.
function refuseUnsigned(core: ContextCore): void {
  if (core.grantsIntegrity) return;
  throw createSspiError({
    status: Status.SEC_E_QOP_NOT_SUPPORTED,
    syscall: 'MakeSignature',
    package: core.securityPackage.name,
    hint: 'Integrity was not granted to this context: request ISC_REQ.INTEGRITY.',
  });
}

/** MakeSignature, as documented: the caller's buffers, in the caller's order. */
export function makeSignature(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options: ProtectOptions = {},
): ProtectResult {
  const { qop, sequenceNumber } = protectOptions(core, options);
  requireSecBuffers(buffers);
  core.requireEstablished();
  refuseUnsigned(core);
  refuseToSign(core, buffers);
  const answer = callMessage(core.native, 'makeSignature', buffers, { qop, sequenceNumber });
  if (!isSuccess(answer.status)) {
    const { status } = answer;
    throw failure({ status, syscall: 'MakeSignature', package: core.securityPackage.name });
  }
  return { status: answer.status, buffers: answer.buffers };
}

/** Signs a message and returns the signature, which travels beside it. */
export function sign(core: ContextCore, data: Uint8Array): Buffer {
  requireBytes('data', data);
  core.requireEstablished();
  refuseUnsigned(core);
  const signature = Buffer.alloc(core.sizes.maxSignature);
  const { buffers } = makeSignature(core, [
    { type: SECBUFFER.DATA, data },
    { type: SECBUFFER.TOKEN, data: signature },
  ]);
  return signature.subarray(0, buffers[1]?.data?.byteLength);
}
