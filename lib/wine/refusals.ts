import { SECBUFFER, SECQOP } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { TELLING } from '../kerberos-token.js';
import type { CheckedSecBuffer } from '../sec-buffer.js';
import { Status } from '../status.js';
import { isOfWine, isOnWine, isWinesOwn } from './detection.js';
import { DCE_OVERHEAD, LARGEST_SIGNATURE, putsDataFirst, tokenSizeOf } from './differences.js';

const WHERE_TOKENS_END =
  'On Wine the last 60 bytes of a sealed token (28 of a signed one, 46 to 49 with RC4 keys) are its ' +
  'TOKEN buffer.';

/** The shortest header of a TLS record. */
const RECORD_HEADER = 5;

const { DATA, READONLY_WITH_CHECKSUM, STREAM_HEADER, STREAM_TRAILER, TOKEN } = SECBUFFER;

function refuse(core: ContextCore, syscall: string, status: number, hint?: string): never {
  throw createSspiError({ status, syscall, package: core.securityPackage.name, hint });
}

/** Wine's packages work on the first buffer of a type that has no attribute flags. */
function find(buffers: readonly CheckedSecBuffer[], type: number): CheckedSecBuffer | undefined {
  for (const each of buffers) {
    if (each.type === type && each.flags === 0) return each;
  }
  return undefined;
}

function sizeOf(buffers: readonly CheckedSecBuffer[], type: number): number | undefined {
  return find(buffers, type)?.size;
}

/**
 * Wine's NTLM makes no keys for the server's end of a context: sealing there would send the message
 * as it is, with a signature that nobody accepts.
 */
function refuseKeylessServer(core: ContextCore, syscall: string): void {
  if (core.side !== 'server' || core.mechanism !== 'NTLM') return;
  refuse(
    core,
    syscall,
    Status.SEC_E_UNSUPPORTED_FUNCTION,
    "Wine's NTLM protects messages on the client's end only. Windows does on both.",
  );
}

/** Of DCE style, Wine writes a token of 76 bytes whatever the size of its buffer. */
function refuseShortToken(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!core.usesDceStyle || core.mechanism !== 'Kerberos') return;
  const size = sizeOf(buffers, TOKEN);
  if (size === undefined || size >= DCE_OVERHEAD) return;
  refuse(core, 'EncryptMessage', Status.SEC_E_BUFFER_TOO_SMALL);
}

/**
 * Wine's Schannel writes a record across the buffers that it finds: with a short trailer the record
 * loses its end, and with a TOKEN in place of the header, or a header that has room for more than one,
 * DATA may stay as it is. It goes on from a buffer with attribute flags to no other, so that those
 * behind it would be sent as they are.
 */
function refuseShortRecord(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  const { streamSizes } = core;
  if (streamSizes === null) return;
  let headerSize = -1;
  let hasData = false;
  let trailerSize = -1;
  for (const { type, flags, size } of buffers) {
    if (type !== STREAM_HEADER && type !== DATA && type !== STREAM_TRAILER) continue;
    if (flags !== 0) refuse(core, 'EncryptMessage', Status.SEC_E_INVALID_TOKEN);
    if (type === DATA) hasData = true;
    else if (type === STREAM_HEADER && headerSize < 0) headerSize = size;
    else if (type === STREAM_TRAILER && trailerSize < 0) trailerSize = size;
  }
  const { header, trailer } = streamSizes;
  if (headerSize === header && hasData && trailerSize >= trailer) return;
  if (headerSize < 0 || !hasData || trailerSize < 0) {
    refuse(core, 'EncryptMessage', Status.SEC_E_INVALID_TOKEN);
  }
  if (headerSize <= header) refuse(core, 'EncryptMessage', Status.SEC_E_BUFFER_TOO_SMALL);
  const hint = `On Wine STREAM_HEADER has streamSizes.header bytes, ${String(header)}, and no more.`;
  refuse(core, 'EncryptMessage', Status.SEC_E_UNSUPPORTED_FUNCTION, hint);
}

/**
 * Wine protects the first plain DATA buffer: a second one would be sent as it is. Its Kerberos does
 * not authenticate the buffers that are to be signed only.
 */
function refuseUnprotectedData(
  core: ContextCore,
  buffers: readonly CheckedSecBuffer[],
  syscall: string,
): void {
  let plain = 0;
  let signed = false;
  for (const { type, flags } of buffers) {
    if (type !== DATA) continue;
    if (flags === 0) plain += 1;
    else if (flags === READONLY_WITH_CHECKSUM) signed = true;
  }
  if (plain <= 1 && !(signed && core.mechanism === 'Kerberos')) return;
  const hint = 'Wine protects one DATA buffer, and its Kerberos no READONLY_WITH_CHECKSUM buffers.';
  refuse(core, syscall, Status.SEC_E_UNSUPPORTED_FUNCTION, hint);
}

/**
 * Wine's Kerberos fills all of DATA from the opened message, and reads beyond its end when DATA was
 * longer than the message is: when TOKEN is shorter than what protection adds.
 */
function refuseLongData(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (core.usesDceStyle || core.mechanism !== 'Kerberos') return;
  const data = find(buffers, DATA)?.data;
  const tokenSize = sizeOf(buffers, TOKEN);
  if (data === undefined || tokenSize === undefined) return;
  const token = find(buffers, TOKEN)?.data ?? data;
  const start = data.byteLength >= TELLING ? data : Buffer.concat([data, token]);
  if (tokenSize >= tokenSizeOf(start)) return;
  refuse(core, 'DecryptMessage', Status.SEC_E_INVALID_TOKEN, WHERE_TOKENS_END);
}

/** Wine's Kerberos writes a signature whatever the size of its buffer, and does not tell its keys. */
function refuseShortSignature(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  const size = sizeOf(buffers, TOKEN);
  if (core.mechanism !== 'Kerberos' || size === undefined || size >= LARGEST_SIGNATURE) return;
  refuse(core, 'MakeSignature', Status.SEC_E_BUFFER_TOO_SMALL);
}

/**
 * Wine's packages look for keys that a context does not have before its handshake is done. Negotiate
 * has chosen none of them then.
 */
function refuseEarly(core: ContextCore, syscall: string): void {
  if (core.state === 'established' || !isOfWine(core)) return;
  refuse(core, syscall, Status.SEC_E_INVALID_HANDLE);
}

/** Wine's Schannel does not look at the QOP: it would send an alert as a message. */
function refuseOutOfBand(core: ContextCore, qop: number): void {
  if ((qop & SECQOP.WRAP_OOB_DATA) === 0) return;
  const hint = 'Wine would send the alert as a message. Let alert() make it.';
  refuse(core, 'EncryptMessage', Status.SEC_E_UNSUPPORTED_FUNCTION, hint);
}

/** The server of Wine's NTLM writes its challenge past the end of a shorter buffer. */
export function refuseShortRoom(core: ContextCore, outputs: readonly { size: number }[]): void {
  const { name, maxToken } = core.securityPackage;
  if (!isOnWine(core) || !(name === 'NTLM' || name === 'Negotiate')) return;
  if (outputs.every(({ size }) => size >= maxToken)) return;
  refuse(core, 'AcceptSecurityContext', Status.SEC_E_BUFFER_TOO_SMALL);
}

/** Refuses what Wine's own packages would sign wrongly. */
export function refuseToSign(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core)) return;
  refuseEarly(core, 'MakeSignature');
  if (!isWinesOwn(core)) return;
  refuseKeylessServer(core, 'MakeSignature');
  refuseShortSignature(core, buffers);
  refuseUnprotectedData(core, buffers, 'MakeSignature');
}

/** Refuses signatures that Wine's own packages would check wrongly. */
export function refuseToVerify(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core)) return;
  refuseEarly(core, 'VerifySignature');
  if (!isWinesOwn(core)) return;
  refuseKeylessServer(core, 'VerifySignature');
  refuseUnprotectedData(core, buffers, 'VerifySignature');
}

/** Refuses what Wine's own packages would seal wrongly. */
export function refuseToEncrypt(
  core: ContextCore,
  buffers: readonly CheckedSecBuffer[],
  qop: number,
): void {
  if (!isOnWine(core)) return;
  refuseEarly(core, 'EncryptMessage');
  if (!isWinesOwn(core)) return;
  if (core.isStream) {
    refuseOutOfBand(core, qop);
    refuseShortRecord(core, buffers);
  } else {
    refuseKeylessServer(core, 'EncryptMessage');
    refuseShortToken(core, buffers);
  }
  refuseUnprotectedData(core, buffers, 'EncryptMessage');
}

/** The same for a whole token, of `size` bytes at `at`, that we cut apart as Wine wants it. */
export function refuseToUnwrap(
  core: ContextCore,
  token: Uint8Array,
  at: number,
  size: number,
): void {
  if (!isOnWine(core) || !isWinesOwn(core)) return;
  refuseKeylessServer(core, 'DecryptMessage');
  if (core.mechanism !== 'Kerberos' || size >= tokenSizeOf(token, at)) return;
  refuse(core, 'DecryptMessage', Status.SEC_E_INVALID_TOKEN, WHERE_TOKENS_END);
}

/**
 * Refuses parts of DCE/RPC outside of DCE style: Wine's Kerberos makes a token there whose first bytes
 * are DATA, so that no other system could open what is in the parts, nor Wine what it gets from one.
 */
export function refuseParts(core: ContextCore, syscall: string): void {
  if (!putsDataFirst(core)) return;
  const hint = 'On Wine, contexts for DCE/RPC need ISC_REQ.USE_DCE_STYLE.';
  refuse(core, syscall, Status.SEC_E_UNSUPPORTED_FUNCTION, hint);
}

/** Refuses what Wine's own packages would open wrongly. */
export function refuseToDecrypt(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core)) return;
  refuseEarly(core, 'DecryptMessage');
  if (!isWinesOwn(core)) return;
  if (!core.isStream) {
    refuseKeylessServer(core, 'DecryptMessage');
    refuseLongData(core, buffers);
  }
  refuseUnprotectedData(core, buffers, 'DecryptMessage');
}

/**
 * How many bytes are missing until Wine's Schannel may be given a record at all: it reads the header
 * before it looks at the size.
 */
export function missingHeader(core: ContextCore, buffers: readonly CheckedSecBuffer[]): number {
  if (!core.isStream || !isOnWine(core) || !isWinesOwn(core)) return 0;
  return Math.max(0, RECORD_HEADER - (sizeOf(buffers, DATA) ?? RECORD_HEADER));
}

/**
 * Wine reads the functions that set attributes from tables of version 2 only, which its own packages
 * do not have: it calls whatever lies in memory in their place. The same is true of every SSP/AP that
 * was added to it, which cannot be told from a provider by what Wine says of it.
 */
export function refuseToSetAttribute(core: ContextCore): void {
  if (!isOnWine(core) || !isOfWine(core)) return;
  refuse(core, 'SetContextAttributes', Status.SEC_E_UNSUPPORTED_FUNCTION);
}
