import { requireBytes } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { check } from '../fail.js';
import type { SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { Status } from '../status.js';
import { refuseToSign } from '../wine.js';
import { BuffersCall, copyBuffers } from './buffers-call.js';
import { METHOD } from './calls.js';
import type { ProtectResult } from './encrypt.js';
import type { ProtectOptions } from './options.js';
import { bufferOf } from './opened.js';
import { protectOptions } from './options.js';
import type { Operation, Place } from './operation.js';
import { map } from './operation.js';

/**
 * Refuses signatures where integrity was not granted: NTLM makes a constant in place of one there,
 * and takes it from anybody.
 */
export function refuseUnsigned(core: ContextCore, syscall: string): void {
  if (core.grantsIntegrity) return;
  throw createSspiError({
    status: Status.SEC_E_QOP_NOT_SUPPORTED,
    syscall,
    package: core.securityPackage.name,
    hint: 'Integrity was not granted to this context: request ISC_REQ.INTEGRITY.',
  });
}

/** MakeSignature, as documented: the caller's buffers, in the caller's order. */
export function makeSignature(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options?: ProtectOptions,
  { own = false }: Place = {},
): Operation<ProtectResult> {
  const { qop, sequenceNumber } = protectOptions(core, options);
  const checked = checkSecBuffers(buffers);
  core.requireWritable();
  refuseUnsigned(core, 'MakeSignature');
  refuseToSign(core, checked);
  const given = own ? copyBuffers(checked) : checked;
  const request = { method: METHOD.SIGN, buffers: given, qop, sequenceNumber };
  return new BuffersCall(request, (answer) => {
    check(answer.status, 'MakeSignature', core.securityPackage.name);
    return { status: answer.status, buffers: answer.buffers };
  });
}

/** Signs a message and returns the signature, which travels beside it. */
export function sign(core: ContextCore, data: Uint8Array, place?: Place): Operation<Buffer> {
  requireBytes('data', data);
  const parts = [
    { type: SECBUFFER.DATA, data },
    { type: SECBUFFER.TOKEN, data: Buffer.alloc(core.sizes.maxSignature) },
  ];
  return map(makeSignature(core, parts, undefined, place), ({ buffers }) =>
    bufferOf(buffers[1]?.data),
  );
}
