// A FILETIME counts 100 ns from 1601-01-01.
const TICKS_PER_MILLISECOND = 10_000n;
const EPOCH_IN_TICKS = 116_444_736_000_000_000n;
// Packages say "never" with the largest FILETIME, or with one that is some days before it; this is a
// year before it, in the year 30827.
const NEVER = 0x7fff_0000_0000_0000n;

/** Turns the expiry that SSPI gives, a FILETIME in local time, into a Date; `undefined` for never. */
export function toDate(expiry: bigint): Date | undefined {
  if (expiry <= EPOCH_IN_TICKS || expiry >= NEVER) return undefined;
  const local = (expiry - EPOCH_IN_TICKS) / TICKS_PER_MILLISECOND;
  // The parts of the local time, read as the parts of a time in this zone.
  const parts = new Date(Number(local));
  return new Date(
    parts.getUTCFullYear(),
    parts.getUTCMonth(),
    parts.getUTCDate(),
    parts.getUTCHours(),
    parts.getUTCMinutes(),
    parts.getUTCSeconds(),
    parts.getUTCMilliseconds(),
  );
}
