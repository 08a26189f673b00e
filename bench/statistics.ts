/** The value below which a part of the sorted values lies, between neighbours in proportion. */
function quantile(sorted: readonly number[], part: number): number {
  const at = part * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

// A time that is so many times a fast one has somebody else's work in it.
const DISTURBED = 1.5;
const FAST = 0.1;
const FEWEST = 5;

/** The times that two rivals took in each of some rounds. */
export type Round = readonly [ours: number, theirs: number];

/**
 * The rounds that nobody disturbed: in which neither rival took half again as long as in its fast
 * rounds. All of them, if too few are left to say anything.
 */
export function undisturbed(rounds: readonly Round[]): readonly Round[] {
  const bound = (times: readonly number[]): number =>
    DISTURBED *
    quantile(
      times.toSorted((a, b) => a - b),
      FAST,
    );
  const most = [bound(rounds.map(([ours]) => ours)), bound(rounds.map(([, theirs]) => theirs))];
  const calm = rounds.filter((round) => round.every((time, index) => time <= (most[index] ?? 0)));
  return calm.length >= FEWEST ? calm : rounds;
}

/** A median and the quartiles around it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What the middle half of some values is. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('No values have no median');
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}
