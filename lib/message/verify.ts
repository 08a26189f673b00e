import { requireBytes } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { check } from '../fail.js';
import type { SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { refuseToVerify } from '../wine.js';
import type { CheckOptions } from './options.js';
import { checkOptions } from './options.js';
import type { Steps } from './steps.js';
import { refuseUnsigned } from './sign.js';

/** What {@link SecurityContext.verifySignature} found. */
export interface VerifyResult {
  /** SEC_E_OK, or an information of the package. */
  readonly status: number;
  /** The quality of protection, which most packages leave at 0. */
  readonly qop: number;
}

/** VerifySignature, as documented: the caller's buffers, in the caller's order. */
export function* verifySignature(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options: CheckOptions = {},
): Steps<VerifyResult> {
  const { sequenceNumber } = checkOptions(core, options);
  const checked = checkSecBuffers(buffers);
  core.requireReady();
  refuseUnsigned(core, 'VerifySignature');
  refuseToVerify(core, checked);
  const { status, qop } = yield {
    method: 'verifySignature',
    buffers: checked,
    qop: 0,
    sequenceNumber,
  };
  check(status, 'VerifySignature', core.securityPackage.name);
  return { status, qop };
}

/** Checks the signature that the peer's sign made of a message. */
export function* verify(core: ContextCore, data: Uint8Array, signature: Uint8Array): Steps<void> {
  requireBytes('data', data);
  requireBytes('signature', signature);
  yield* verifySignature(core, [
    { type: SECBUFFER.DATA, data },
    { type: SECBUFFER.TOKEN, data: signature },
  ]);
}
