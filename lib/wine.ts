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
/** The shortest header of a TLS record. */
const RECORD_HEADER = 5;

function isWine(): boolean {
  return binding().wineVersion() !== null;
}

function isWineKerberos(core: ContextCore): boolean {
  return isWine() && core.mechanism === 'Kerberos';
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
  if (flags !== 0 || !isWine()) return flags;
  const { status, values } = core.native.queryAttribute(SECPKG_ATTR.FLAGS);
  if (!isSuccess(status)) return flags;
  const [granted] = values as [number];
  if (core.side === 'client' || (granted & ISC_RET.INTEGRITY) === 0) return granted;
  return (granted & ~ISC_RET.INTEGRITY) | ASC_RET.INTEGRITY;
}

/**
 * Wine's NTLM makes no keys for the server's end of a context: sealing there would send the message
 * as it is, with a signature that nobody accepts.
 */
export function refuseKeylessServer(core: ContextCore, syscall: string): void {
  if (core.side !== 'server' || !isWine() || core.mechanism !== 'NTLM') return;
  throw createSspiError({
    status: Status.SEC_E_UNSUPPORTED_FUNCTION,
    syscall,
    package: core.securityPackage.name,
    hint: "Wine's NTLM protects messages on the client's end only. Windows does on both.",
  });
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

/** The bytes that protection has added to a token, by its own flags. */
export function overheadOf(token: Uint8Array): number {
  return ((token[FLAGS_AT] ?? 0) & FLAG_SEALED) === 0 ? SIGNED_OVERHEAD : SEALED_OVERHEAD;
}

function sizeOf(buffers: readonly CheckedSecBuffer[], type: number): number | undefined {
  const found = buffers.find((each) => each.type === type);
  return found === undefined ? undefined : (found.data?.byteLength ?? 0);
}

/** Of DCE style, Wine writes a token of 76 bytes whatever the size of its buffer. */
export function refuseShortToken(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (!core.usesDceStyle || !isWineKerberos(core)) return;
  const size = sizeOf(buffers, SECBUFFER.TOKEN);
  if (size === undefined || size >= DCE_OVERHEAD) return;
  throw createSspiError({
    status: Status.SEC_E_BUFFER_TOO_SMALL,
    syscall: 'EncryptMessage',
    package: core.securityPackage.name,
  });
}

/**
 * Wine's Schannel writes a record across the buffers that it finds: with a short trailer the record
 * loses its end, and with a TOKEN in place of the header DATA may stay as it is.
 */
export function refuseShortRecord(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  const { isStream, streamSizes } = core;
  if (!isStream || streamSizes === null || !isWine()) return;
  const { header, trailer } = streamSizes;
  const headerSize = sizeOf(buffers, SECBUFFER.STREAM_HEADER);
  const trailerSize = sizeOf(buffers, SECBUFFER.STREAM_TRAILER);
  const dataSize = sizeOf(buffers, SECBUFFER.DATA);
  const absent = headerSize === undefined || dataSize === undefined || trailerSize === undefined;
  if (!absent && headerSize >= header && trailerSize >= trailer) return;
  throw createSspiError({
    status: absent ? Status.SEC_E_INVALID_TOKEN : Status.SEC_E_BUFFER_TOO_SMALL,
    syscall: 'EncryptMessage',
    package: core.securityPackage.name,
  });
}

/**
 * Wine protects the first plain DATA buffer: a second one would be sent as it is. Its Kerberos does
 * not authenticate the buffers that are to be signed only.
 */
export function refuseUnprotectedData(
  core: ContextCore,
  buffers: readonly CheckedSecBuffer[],
  syscall: string,
): void {
  if (!isWine()) return;
  const types = buffers.map(({ type, flags = 0 }) => (type | flags) >>> 0);
  const plain = types.filter((type) => type === SECBUFFER.DATA);
  const signed = types.includes((SECBUFFER.DATA | SECBUFFER.READONLY_WITH_CHECKSUM) >>> 0);
  if (plain.length <= 1 && !(signed && isWineKerberos(core))) return;
  throw createSspiError({
    status: Status.SEC_E_UNSUPPORTED_FUNCTION,
    syscall,
    package: core.securityPackage.name,
    hint: 'Wine protects one DATA buffer, and its Kerberos no READONLY_WITH_CHECKSUM buffers.',
  });
}

/**
 * Wine's Kerberos fills all of DATA from the opened message, and reads beyond its end when DATA was
 * longer than the message is: when TOKEN is shorter than what protection adds.
 */
export function refuseLongData(core: ContextCore, buffers: readonly CheckedSecBuffer[]): void {
  if (core.usesDceStyle || !isWineKerberos(core)) return;
  const data = buffers.find((each) => each.type === SECBUFFER.DATA)?.data;
  const tokenSize = sizeOf(buffers, SECBUFFER.TOKEN);
  if (data === undefined || tokenSize === undefined) return;
  const token = buffers.find((each) => each.type === SECBUFFER.TOKEN)?.data ?? data;
  const start = data.byteLength > FLAGS_AT ? data : Buffer.concat([data, token]);
  if (tokenSize >= overheadOf(start)) return;
  throw createSspiError({
    status: Status.SEC_E_INVALID_TOKEN,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
    hint: 'On Wine the last 60 bytes of a sealed token (28 of a signed one) are its TOKEN buffer.',
  });
}

/**
 * How many bytes are missing until Wine's Schannel may be given a record at all: it reads the header
 * before it looks at the size.
 */
export function missingHeader(core: ContextCore, buffers: readonly CheckedSecBuffer[]): number {
  if (!core.isStream || !isWine()) return 0;
  return Math.max(0, RECORD_HEADER - (sizeOf(buffers, SECBUFFER.DATA) ?? RECORD_HEADER));
}
