/**
 * Turns a signed or unsigned 32-bit integer into the unsigned one with the same bits.
 *
 * @param label - What the number is called in the error message.
 * @param value - An integer from -2^31 to 2^32 - 1.
 * @throws RangeError with code `ERR_OUT_OF_RANGE` for anything else, `NaN` and fractions included.
 */
export function toUint32(label: string, value: number): number {
  if (!Number.isInteger(value) || value < -0x8000_0000 || value > 0xffff_ffff) {
    throw Object.assign(
      new RangeError(
        `The value of "${label}" is out of range. ` +
          `It must be a 32-bit integer. Received ${describe(value)}`,
      ),
      { code: 'ERR_OUT_OF_RANGE' },
    );
  }
  return value >>> 0;
}

// Some values cannot even be made a string of.
function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
}

/** Writes an unsigned 32-bit number as `0x` and eight upper-case digits. */
export function hex32(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;
}
