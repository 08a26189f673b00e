import { ASC_RET, ISC_RET, SECPKG_ATTR } from '../constants.js';
import type { ContextCore, MinimumSizes } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { isFramed, overheadOf } from '../kerberos-token.js';
import { isSuccess, Status } from '../status.js';
import { isOnWine, isWine, isWineKerberos } from './detection.js';

// https://gitlab.winehq.org/wine/wine/-/blob/wine-10.0/dlls/kerberos/unixlib.c

/** The largest token apart from its message, of DCE style, and the largest signature, of RC4 keys. */
export const DCE_OVERHEAD = 76;
export const LARGEST_SIGNATURE = 37;
/** The header of an RFC 4121 token, and its right rotation count. */
const RFC4121_HEADER = 16;
const RRC_AT = 6;

/** A token as Windows writes it. */
interface WindowsToken {
  readonly token: Buffer;
  /** How much of it is the TOKEN buffer, in front of the data. */
  readonly size: number;
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

/**
 * The least sizes to go by. Wine states a trailer of 49 bytes for its Kerberos, and needs 60, or 76;
 * in DCE style it states a signature of 28, and needs 37 with RC4 keys.
 */
export function minimumSizes(core: ContextCore): MinimumSizes {
  if (!isWineKerberos(core)) return { securityTrailer: 0, maxSignature: 0 };
  return { securityTrailer: DCE_OVERHEAD, maxSignature: LARGEST_SIGNATURE };
}

/**
 * Whether the parts of a sealed message go on the wire as DATA, TOKEN, with no PADDING. Wine cuts
 * the whole token of its Kerberos there; Windows' order is TOKEN, DATA, PADDING.
 */
export function putsDataFirst(core: ContextCore): boolean {
  return isWineKerberos(core) && !core.usesDceStyle;
}

/**
 * A sealed token as Windows writes it, and how much of it is in front of the data, from one whose data
 * went first. RFC 4121 4.2.5 lets the end of a token, here the encrypted header and the checksum, move
 * in front of the rest of it; RRC says how far. All that is not data is then in front, which is what
 * protocols with a TOKEN of their own need. The byte of padding that RC4 has stays behind the data.
 */
export function inWindowsOrder(core: ContextCore, token: Buffer, size: number): WindowsToken {
  if (!putsDataFirst(core)) return { token, size };
  const { before, after } = overheadOf(token);
  if (isFramed(token)) return { token, size: before };
  const end = token.length - after;
  const rotated = Buffer.concat([
    token.subarray(0, RFC4121_HEADER),
    token.subarray(end),
    token.subarray(RFC4121_HEADER, end),
  ]);
  rotated.writeUInt16BE(after, RRC_AT);
  return { token: rotated, size };
}

/** Where Wine cuts a whole token of its Kerberos: so many of its last bytes are its TOKEN buffer. */
export function tokenSizeOf(token: Uint8Array, at = 0): number {
  const { before, after } = overheadOf(token, at);
  return before + after;
}
