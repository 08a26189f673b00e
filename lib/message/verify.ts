import { requireBytes } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { check } from '../fail.js';
import type { SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { refuseToVerify } from '../wine.js';
import type { CheckOptions } from './options.js';
import { checkOptions } from './options.js';
import { BuffersCall, copyBuffers } from './buffers-call.js';
import { METHOD } from './calls.js';
import type { Operation, Place } from './operation.js';
import { map } from './operation.js';
import { refuseUnsigned } from './sign.js';

/** What {@link SecurityContext.verifySignature} found. */
export interface VerifyResult {
  /** SEC_E_OK, or an information of the package. */
  readonly status: number;
  /** The quality of protection, which most packages leave at 0. */
  readonly qop: number;
}

/** VerifySignature, as documented: the caller's buffers, in the caller's order. */
export function verifySignature(
  core: ContextCore,
  buffers: readonly SecBuffer[],
  options?: CheckOptions,
  { own = false }: Place = {},
): Operation<VerifyResult> {
  const { sequenceNumber } = checkOptions(core, options);
  const checked = checkSecBuffers(buffers);
  core.requireReady();
  refuseUnsigned(core, 'VerifySignature');
  refuseToVerify(core, checked);
  const given = own ? copyBuffers(checked) : checked;
  const request = { method: METHOD.VERIFY, buffers: given, qop: 0, sequenceNumber };
  return new BuffersCall(request, ({ status, qop }) => {
    check(status, 'VerifySignature', core.securityPackage.name);
    return { status, qop };
  });
}

/** Checks the signature that the peer's sign made of a message. */
export function verify(
  core: ContextCore,
  data: Uint8Array,
  signature: Uint8Array,
  place?: Place,
): Operation<void> {
  requireBytes('data', data);
  requireBytes('signature', signature);
  const parts = [
    { type: SECBUFFER.DATA, data },
    { type: SECBUFFER.TOKEN, data: signature },
  ];
  return map(verifySignature(core, parts, undefined, place), () => undefined);
}
