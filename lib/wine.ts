import { binding } from './binding.js';
import { ASC_RET, ISC_RET, SECBUFFER, SECPKG_ATTR } from './constants.js';
import type { ContextCore } from './context-core.js';
import { createSspiError } from './errors.js';
import type { CheckedSecBuffer } from './sec-buffer.js';
import { isSuccess, Status } from './status.js';

// All that the product knows of Wine, whose SSPI differs from Windows' in the points below. Every
// function answers for Windows unless ntdll exports wine_get_version. Measured on Wine 10.0;
// lab/README.md has the list of differences.
// https://gitlab.winehq.org/wine/wine/-/blob/wine-10.0/dlls/kerberos/unixlib.c

/** A sealed RFC 4121 token adds 60 bytes, one that is only signed 28, one of DCE style 76. */
const SEALED_OVERHEAD = 60;
const SIGNED_OVERHEAD = 28;
const DCE_OVERHEAD = 76;
/** The flag byte of an RFC 4121 token, and the bit in it that says that the token is sealed. */
const FLAGS_AT = 2;
const FLAG_SEALED = 0x02;
/** The header of an RFC 4121 token, its right rotation count, and what Windows rotates by. */
const RFC4121_HEADER = 16;
const RRC_AT = 6;
const ROTATED = 28;
/** The shortest header of a TLS record. */
const RECORD_HEADER = 5;

function isWine(): boolean {
  return binding().wineVersion() !== null;
}

// Asked for every message, and so only once of native code.
const contexts = new WeakMap<ContextCore, boolean>();

function isOnWine(core: ContextCore): boolean {
  const known = contexts.get(core);
  if (known !== undefined) return known;
  const answer = isWine();
  contexts.set(core, answer);
  return answer;
}

function isWineKerberos(core: ContextCore): boolean {
  return isOnWine(core) && core.mechanism === 'Kerberos';
}

const WINES_OWN: readonly string[] = [
  'Kerberos',
  'NTLM',
  'Schannel',
  'Microsoft Unified Security Protocol Provider',
];

/** Whether a context is of one of Wine's own packages, and not of one that was added to it. */
function isWinesOwn(core: ContextCore): boolean {
  return WINES_OWN.includes(core.mechanism);
}

/** SCH_CREDENTIALS is not known to Wine, which takes the older SCHANNEL_CRED only. */
export function knowsSchCredentials(): boolean {
  return !isWine();
}

/** Wine's packages read every identity as a plain one, and would follow a number as a pointer. */
export function refusePackageList(packageName: string): void {
  if (!isWine() || !['kerberos', 'negotiate', 'ntlm'].includes(packageName.toLowerCase())) return;
  throw createSspiError({
    status: Status.SEC_E_UNSUPPORTED_FUNCTION,
    syscall: 'AcquireCredentialsHandle',
    package: packageName,
    hint: 'Wine has no package lists. Acquire credentials of Kerberos or NTLM instead.',
  });
}

/**
 * The flags granted to an established context. Wine's NTLM returns none from its handshake, and says
 * only when asked whether it signs and seals, with the client's flags on both sides.
 */
export function grantedFlags(core: ContextCore, flags: number): number {
  if (flags !== 0 || !isOnWine(core)) return flags;
  const { status, values } = core.native.queryAttribute(SECPKG_ATTR.FLAGS);
  if (!isSuccess(status)) return flags;
  const [granted] = values as [number];
  if (core.side === 'client' || (granted & ISC_RET.INTEGRITY) === 0) return granted;
  return (granted & ~ISC_RET.INTEGRITY) | ASC_RET.INTEGRITY;
}

/** The least room for a token. Wine states 49 bytes for its Kerberos, and needs 60, or 76. */
export function minimumTrailer(core: ContextCore): number {
  return isWineKerberos(core) ? DCE_OVERHEAD : 0;
}

/**
 * Whether the parts of a sealed message go on the wire as DATA, TOKEN, with no PADDING. Wine cuts
 * the whole token of its Kerberos there; Windows' order is TOKEN, DATA, PADDING.
 */
export function putsDataFirst(core: ContextCore): boolean {
  return isWineKerberos(core) && !core.usesDceStyle;
}

/**
 * A sealed token as Windows writes it, from one whose data went first. RFC 4121 4.2.5 lets the end of
 * a token, here the encrypted header and the checksum, move in front of the rest of it; RRC says how
 * far. All that is not data is then in front, which is what protocols with a TOKEN of their own need.
 */
export function inWindowsOrder(core: ContextCore, token: Buffer): Buffer {
  if (!putsDataFirst(core)) return token;
  const end = token.length - ROTATED;
  const rotated = Buffer.concat([
    token.subarray(0, RFC4121_HEADER),
    token.subarray(end),
    token.subarray(RFC4121_HEADER, end),
  ]);
  rotated.writeUInt16BE(ROTATED, RRC_AT);
  return rotated;
}

/** The bytes that protection has added to a token, by its own flags. */
export function overheadOf(token: Uint8Array): number {
  return ((token[FLAGS_AT] ?? 0) & FLAG_SEALED) === 0 ? SIGNED_OVERHEAD : SEALED_OVERHEAD;
}

function refuse(core: ContextCore, syscall: string, status: number, hint?: string): never {
  throw createSspiError({ status, syscall, package: core.securityPackage.name, hint });
}

function sizeOf(buffers: readonly CheckedSecBuffer[], type: number): number | undefined {
  const found = buffers.find((each) => each.type === type);
  return found === undefined ? undefined : (found.data?.byteLength ?? 0);
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
  const size = sizeOf(buffers, SECBUFFER.TOKEN);
  if (size === undefined || size >= DCE_OVERHEAD) return;
  refuse(core, 'EncryptMessage', Status.SEC_E_BUFFER_TOO_SMALL);
}

/**
 * Wine's Schannel writes a record across the buffers that it finds: with a short trailer the record
 * loses its end, and with a TOKEN in place of the header DATA may stay as it is.
 */
function refuseShortRecord(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  const { isStream, streamSizes } = core;
  if (!isStream || streamSizes === null) return;
  const { header, trailer } = streamSizes;
  const headerSize = sizeOf(buffers, SECBUFFER.STREAM_HEADER);
  const trailerSize = sizeOf(buffers, SECBUFFER.STREAM_TRAILER);
  const dataSize = sizeOf(buffers, SECBUFFER.DATA);
  const absent = headerSize === undefined || dataSize === undefined || trailerSize === undefined;
  if (!absent && headerSize >= header && trailerSize >= trailer) return;
  const status = absent ? Status.SEC_E_INVALID_TOKEN : Status.SEC_E_BUFFER_TOO_SMALL;
  refuse(core, 'EncryptMessage', status);
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
  const data = buffers.filter(({ type }) => type === SECBUFFER.DATA);
  const plain = data.filter(({ flags }) => flags === undefined);
  const signed = data.some(({ flags }) => flags === SECBUFFER.READONLY_WITH_CHECKSUM);
  if (plain.length <= 1 && !(signed && core.mechanism === 'Kerberos')) return;
  const hint = 'Wine protects one DATA buffer, and its Kerberos no READONLY_WITH_CHECKSUM buffers.';
  refuse(core, syscall, Status.SEC_E_UNSUPPORTED_FUNCTION, hint);
}

/**
 * Wine's Kerberos fills all of DATA from the opened message, and reads beyond its end when DATA was
 * longer than the message is: when TOKEN is shorter than what protection adds.
 */
function refuseLongData(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (core.usesDceStyle || core.mechanism !== 'Kerberos') return;
  const data = buffers.find((each) => each.type === SECBUFFER.DATA)?.data;
  const tokenSize = sizeOf(buffers, SECBUFFER.TOKEN);
  if (data === undefined || tokenSize === undefined) return;
  const token = buffers.find((each) => each.type === SECBUFFER.TOKEN)?.data ?? data;
  const start = data.byteLength > FLAGS_AT ? data : Buffer.concat([data, token]);
  if (tokenSize >= overheadOf(start)) return;
  const hint =
    'On Wine the last 60 bytes of a sealed token (28 of a signed one) are its TOKEN buffer.';
  refuse(core, 'DecryptMessage', Status.SEC_E_INVALID_TOKEN, hint);
}

/** Wine's Kerberos writes a signature whatever the size of its buffer. */
function refuseShortSignature(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  const size = sizeOf(buffers, SECBUFFER.TOKEN);
  if (core.mechanism !== 'Kerberos' || size === undefined || size >= SIGNED_OVERHEAD) return;
  refuse(core, 'MakeSignature', Status.SEC_E_BUFFER_TOO_SMALL);
}

/** Refuses what Wine's own packages would sign wrongly. */
export function refuseToSign(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core) || !isWinesOwn(core)) return;
  refuseKeylessServer(core, 'MakeSignature');
  refuseShortSignature(core, buffers);
  refuseUnprotectedData(core, buffers, 'MakeSignature');
}

/** Refuses signatures that Wine's own packages would check wrongly. */
export function refuseToVerify(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core) || !isWinesOwn(core)) return;
  refuseKeylessServer(core, 'VerifySignature');
  refuseUnprotectedData(core, buffers, 'VerifySignature');
}

/** Refuses what Wine's own packages would seal wrongly. */
export function refuseToEncrypt(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core) || !isWinesOwn(core)) return;
  refuseKeylessServer(core, 'EncryptMessage');
  refuseShortToken(core, buffers);
  refuseShortRecord(core, buffers);
  refuseUnprotectedData(core, buffers, 'EncryptMessage');
}

/** Refuses what Wine's own packages would open wrongly. */
export function refuseToDecrypt(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!isOnWine(core) || !isWinesOwn(core)) return;
  refuseKeylessServer(core, 'DecryptMessage');
  refuseLongData(core, buffers);
  refuseUnprotectedData(core, buffers, 'DecryptMessage');
}

/**
 * How many bytes are missing until Wine's Schannel may be given a record at all: it reads the header
 * before it looks at the size.
 */
export function missingHeader(core: ContextCore, buffers: readonly CheckedSecBuffer[]): number {
  if (!core.isStream || !isOnWine(core) || !isWinesOwn(core)) return 0;
  return Math.max(0, RECORD_HEADER - (sizeOf(buffers, SECBUFFER.DATA) ?? RECORD_HEADER));
}
