// A FILETIME counts 100 ns from 1601-01-01.
const TICKS_PER_MILLISECOND = 10_000n;
const EPOCH_IN_TICKS = 116_444_736_000_000_000n;
// What a Date can hold. Packages say "never" with the largest FILETIME, or with one near it.
const LAST_DATE = 8_640_000_000_000_000n;

/** Turns the expiry that SSPI gives, a FILETIME in local time, into a Date; `undefined` for never. */
export function toDate(expiry: bigint): Date | undefined {
  const local = (expiry - EPOCH_IN_TICKS) / TICKS_PER_MILLISECOND;
  if (expiry <= EPOCH_IN_TICKS || local > LAST_DATE) return undefined;
  // The parts of the local time, read as the parts of a time in this zone.
  const parts = new Date(Number(local));
  const date = new Date(
    parts.getUTCFullYear(),
    parts.getUTCMonth(),
    parts.getUTCDate(),
    parts.getUTCHours(),
    parts.getUTCMinutes(),
    parts.getUTCSeconds(),
    parts.getUTCMilliseconds(),
  );
  return Number.isNaN(date.getTime()) ? undefined : date;
}
