import { describeStatus, statusCode, statusName, toUnsigned } from '../status.js';
import { hex32 } from '../status/uint32.js';
import { UsageError } from './usage-error.js';

/** A status as somebody wrote it. */
export interface ParsedStatus {
  readonly status: number;
  /** It was a bare Win32 error, and this is its HRESULT. */
  readonly win32?: number;
}

const OWN_CODE = /^ERR_(SSPI_|INVALID_ARG_|OUT_OF_RANGE$)/;
const WIN32_HRESULT = 0x8007_0000;

function isKnown(status: number): boolean {
  return statusName(status) !== hex32(status);
}

// All of its digits may be decimal ones: 80090305.
function isHexadecimal(text: string): boolean {
  return /[a-f]/i.test(text) || (isKnown(Number(`0x${text}`)) && !isKnown(Number(text)));
}

function parseNumber(text: string): number | undefined {
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number(text);
  // As a log shows them, without the prefix.
  if (/^[89a-f][0-9a-f]{7}$/i.test(text) && isHexadecimal(text)) return Number(`0x${text}`);
  return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** Reads a status: its name, or its number as hexadecimal, signed or unsigned. */
export function parseStatus(text: string): ParsedStatus {
  const named = statusCode(text.toUpperCase());
  if (named !== undefined) return { status: named };
  const number = parseNumber(text);
  if (OWN_CODE.test(text)) {
    throw new UsageError(
      `${text} is a code of this library or of Node.js, and no status of Windows: docs/errors.md has it`,
    );
  }
  if (number === undefined || number < -(2 ** 31) || number > 2 ** 32 - 1) {
    const examples = '0x8009030C, -2146893044, 2148074252 or SEC_E_LOGON_DENIED';
    throw new UsageError(
      `${JSON.stringify(text)} is no status that is known here. Write ${examples}`,
    );
  }
  const status = toUnsigned(number);
  // 1326 stands for ERROR_LOGON_FAILURE; statuses carry it as an HRESULT.
  if (status > 0 && status <= 0xffff && !isKnown(status)) {
    return { status: describeStatus(WIN32_HRESULT + status).status, win32: status };
  }
  return { status };
}
