import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import type { SecBuffer } from '../sec-buffer.js';
import { overheadOf, putsDataFirst } from '../wine.js';
import type { UnwrapOptions, UnwrapResult } from './opened.js';
import { openBuffers, openCopy } from './opened.js';
import { unwrapRecords } from './records.js';
import type { Steps } from './steps.js';
import { refuseDceStyle } from './wrap.js';

const NTLM_SIGNATURE = 16;

/** The buffers that open one GSS token, over memory of our own. */
export function tokenLayout(core: ContextCore, token: Buffer): SecBuffer[] {
  if (core.mechanism === 'NTLM') {
    return [
      { type: SECBUFFER.TOKEN, data: token.subarray(0, NTLM_SIGNATURE) },
      { type: SECBUFFER.DATA, data: token.subarray(NTLM_SIGNATURE) },
    ];
  }
  if (putsDataFirst(core)) {
    const size = Math.max(0, token.length - overheadOf(token));
    return [
      { type: SECBUFFER.TOKEN, data: token.subarray(size) },
      { type: SECBUFFER.DATA, data: token.subarray(0, size) },
    ];
  }
  return [{ type: SECBUFFER.STREAM, data: token }, { type: SECBUFFER.DATA }];
}

/** Opens the bytes that the peer's wrap made. */
export function unwrap(
  core: ContextCore,
  token: Uint8Array,
  options: UnwrapOptions = {},
): Steps<UnwrapResult> {
  return openCopy(core, token, options, (copy) => {
    if (core.isStream) return unwrapRecords(core, copy);
    refuseDceStyle(core, 'unwrap');
    return openBuffers(core, tokenLayout(core, copy));
  });
}
