import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { Status } from '../status.js';
import { decryptMessage } from './decrypt.js';
import type { UnwrapResult } from './opened.js';
import { bufferOf } from './opened.js';
import type { Steps } from './steps.js';

const RECORD_HEADER = 5;
const RECORD_LENGTH_AT = 3;

/**
 * Refuses input that does not end with a whole record, before anything of it is opened: a record
 * cannot be opened twice.
 */
function requireWholeRecords(core: ContextCore, input: Buffer): void {
  let at = 0;
  while (at < input.length) {
    const header = input.length - at >= RECORD_HEADER;
    const size = header ? RECORD_HEADER + input.readUInt16BE(at + RECORD_LENGTH_AT) : RECORD_HEADER;
    at += size;
  }
  if (at !== input.length || at === 0) throw incomplete(core);
}

function incomplete(core: ContextCore): Error {
  return createSspiError({
    status: Status.SEC_E_INCOMPLETE_MESSAGE,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
    hint:
      'unwrap() takes whole TLS records. Keep the bytes and call it again with more, or use ' +
      'decryptMessage(), which says how much is missing.',
  });
}

/** Opens all records of the input, up to a handshake message or the end of the stream. */
export function* unwrapRecords(core: ContextCore, input: Buffer): Steps<UnwrapResult> {
  requireWholeRecords(core, input);
  const pieces: Buffer[] = [];
  let rest: Buffer = input;
  let ended = { renegotiate: false, expired: false };
  while (rest.length > 0 && !ended.renegotiate && !ended.expired) {
    const { data, extra, missing, renegotiate, expired } = yield* decryptMessage(core, [
      { type: SECBUFFER.DATA, data: rest },
      { type: SECBUFFER.EMPTY },
      { type: SECBUFFER.EMPTY },
      { type: SECBUFFER.EMPTY },
    ]);
    if (missing !== undefined) throw incomplete(core);
    if (data !== undefined) pieces.push(bufferOf(data));
    rest = bufferOf(extra);
    ended = { renegotiate, expired };
  }
  const [only] = pieces;
  const data = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  return { data, encrypted: true, qop: 0, ...ended, ...(rest.length > 0 && { extra: rest }) };
}
