import { hex32, toUint32 } from '../status/uint32.js';

/**
 * Lists the flags that are set in a value, lowest bit first: `flagNames(0x12, ISC_RET)` is
 * `['MUTUAL_AUTH', 'CONFIDENTIALITY']`.
 *
 * Only members of one bit count, so that `BOTH` and masks never appear; when two members share a
 * bit, the first one gives the name. A bit without a name appears as a hexadecimal number.
 *
 * @param value - Flags as a signed or unsigned 32-bit integer.
 * @param group - The group that the flags are from, such as `ISC_RET`.
 * @throws RangeError with code `ERR_OUT_OF_RANGE` if the value is not an integer of 32 bits.
 */
export function flagNames(value: number, group: Readonly<Record<string, number>>): string[] {
  const flags = toUint32('value', value);
  const members = Object.entries(group);
  const names: string[] = [];
  for (let bit = 1; bit <= 0x8000_0000; bit *= 2) {
    if ((flags & bit) === 0) continue;
    const member = members.find(([, flag]) => flag === bit);
    names.push(member?.[0] ?? hex32(bit));
  }
  return names;
}
