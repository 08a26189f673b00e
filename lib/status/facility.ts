import { hex32 } from './uint32.js';

/** FACILITY_* of winerror.h, for the facilities that statuses of SSPI and its neighbours have. */
const FACILITIES = new Map([
  [1, 'RPC'],
  [3, 'storage'],
  [4, 'interface'],
  [9, 'security'],
  [11, 'certificate'],
  [16, 'smart card'],
]);

const FACILITY_WIN32 = 7;

/**
 * Says in one sentence what can be read from the bits of a status that has no name here.
 *
 * An HRESULT holds its severity in bit 31 and its facility in bits 16 to 26; an NTSTATUS holds its
 * severity in bits 30 and 31, so that its errors begin at 0xC0000000. Bit 28 marks an NTSTATUS that
 * was turned into an HRESULT, bit 29 a code that Microsoft did not define.
 *
 * @param status - Unsigned 32-bit status.
 * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/0642cb2f-2075-4469-918c-4441e69c548a
 * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/87fba13e-bf06-450e-83b1-9241dc81e781
 */
export function describeUnknown(status: number): string {
  return `Unknown status ${hex32(status)} (${kindOf(status)}).`;
}

function kindOf(status: number): string {
  if (status >= 0xc000_0000) {
    if ((status & 0x1000_0000) !== 0) return 'NTSTATUS error in HRESULT form';
    return (status & 0x2000_0000) !== 0 ? 'NTSTATUS error of another vendor' : 'NTSTATUS error';
  }
  if (status >= 0x8000_0000) return failureKindOf(status);
  if (status >= 0x4000_0000) return 'NTSTATUS information';
  if (status <= 0xffff) return `success, or the bare Win32 error ${String(status)}`;
  const facility = FACILITIES.get(facilityOf(status));
  return facility === undefined ? 'success' : `success, ${facility} facility`;
}

function failureKindOf(status: number): string {
  const facility = facilityOf(status);
  if (facility === FACILITY_WIN32) return `Win32 error ${String(status & 0xffff)} in HRESULT form`;
  if (facility === 0) return 'HRESULT error or NTSTATUS warning';
  return `HRESULT error, ${FACILITIES.get(facility) ?? `0x${facility.toString(16)}`} facility`;
}

function facilityOf(status: number): number {
  return (status >>> 16) & 0x7ff;
}
