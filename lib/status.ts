import { describeUnknown } from './status/facility.js';
import { HINTS } from './status/hints.js';
import type { KnownStatusRow } from './status/table.js';
import { STATUS_ALIASES, STATUS_TABLE } from './status/table.js';
import { hex32, toUint32 } from './status/uint32.js';

export type { StatusName } from './status/table.js';

/** What is known about one status. */
export interface StatusDescription {
  /** The status as an unsigned 32-bit number. */
  readonly status: number;
  /** Windows' name, or `0x` and eight upper-case digits when the status is not known. */
  readonly name: string;
  /** What the status means, in one sentence without a line break. */
  readonly message: string;
  /** The usual cause and what to do about it, in one sentence, where there is an answer. */
  readonly hint?: string;
}

/** The unsigned value of every status known by name. */
export type StatusValues = { readonly [Row in KnownStatusRow as Row[1]]: Row[0] };

/**
 * Every status known by name, as an unsigned number: `Status.SEC_E_OK`, `Status.SEC_I_RENEGOTIATE`.
 *
 * Win32 errors are here in their HRESULT form: `Status.ERROR_INVALID_PASSWORD` is 0x80070056.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/sspi-status-codes
 * @see https://learn.microsoft.com/windows/win32/debug/system-error-codes
 */
export const Status: StatusValues = Object.freeze(
  Object.fromEntries(STATUS_TABLE.map(([value, name]) => [name, value])),
) as StatusValues;

const DESCRIPTIONS: ReadonlyMap<number, StatusDescription> = new Map(
  STATUS_TABLE.map(([status, name, message]) => {
    const hint = HINTS[name];
    return [
      status,
      Object.freeze(
        hint === undefined ? { status, name, message } : { status, name, message, hint },
      ),
    ];
  }),
);

const VALUES: ReadonlyMap<string, number> = new Map<string, number>([
  ...Object.entries(Status),
  ...Object.entries(STATUS_ALIASES).map(([alias, name]): [string, number] => [alias, Status[name]]),
]);

/**
 * Turns a status into the unsigned number with the same 32 bits: -2146893048 and 2147484424 are
 * both SEC_E_INVALID_TOKEN, and both become 0x80090308.
 *
 * @param status - A signed or unsigned 32-bit integer.
 * @throws RangeError with code `ERR_OUT_OF_RANGE` if the number is not an integer of 32 bits.
 */
export function toUnsigned(status: number): number {
  return toUint32('status', status);
}

/**
 * Names a status: `SEC_E_LOGON_DENIED`, or `0xC0DE1234` for one that is not known.
 *
 * @param status - A signed or unsigned 32-bit integer.
 * @throws RangeError with code `ERR_OUT_OF_RANGE` if the number is not an integer of 32 bits.
 * @see https://learn.microsoft.com/windows/win32/secauthn/sspi-status-codes
 */
export function statusName(status: number): string {
  const unsigned = toUnsigned(status);
  return DESCRIPTIONS.get(unsigned)?.name ?? hex32(unsigned);
}

/**
 * Finds the unsigned 32-bit value of a status by its name, which is case-sensitive.
 *
 * Second names of Windows headers are understood too: `SEC_E_NO_SPM` is `SEC_E_INTERNAL_ERROR`,
 * `SEC_E_NOT_SUPPORTED` is `SEC_E_UNSUPPORTED_FUNCTION`, `S_OK` and `STATUS_SUCCESS` are
 * `SEC_E_OK`.
 *
 * @returns `undefined` if the name is not known.
 * @see https://learn.microsoft.com/windows/win32/secauthn/sspi-status-codes
 */
export function statusCode(name: string): number | undefined {
  return VALUES.get(name);
}

/**
 * Explains a status. One that is not known is described by what its bits say: an NTSTATUS error, a
 * Win32 error as an HRESULT, a success of some facility.
 *
 * @param status - A signed or unsigned 32-bit integer.
 * @throws RangeError with code `ERR_OUT_OF_RANGE` if the number is not an integer of 32 bits.
 * @see https://learn.microsoft.com/windows/win32/secauthn/sspi-status-codes
 */
export function describeStatus(status: number): StatusDescription {
  const unsigned = toUnsigned(status);
  return (
    DESCRIPTIONS.get(unsigned) ?? {
      status: unsigned,
      name: hex32(unsigned),
      message: describeUnknown(unsigned),
    }
  );
}

/**
 * Tells whether a status is a success or information: not negative when read as signed, which is
 * how SEC_SUCCESS of sspi.h, SUCCEEDED and NT_SUCCESS all see it. SEC_I_CONTINUE_NEEDED is one.
 *
 * @param status - A signed or unsigned 32-bit integer.
 * @throws RangeError with code `ERR_OUT_OF_RANGE` if the number is not an integer of 32 bits.
 * @see https://learn.microsoft.com/windows/win32/com/structure-of-com-error-codes
 */
export function isSuccess(status: number): boolean {
  return toUnsigned(status) < 0x8000_0000;
}
