import type { RatioGoal } from './goals.js';
import { floorOf } from './goals.js';
import type { Spread } from './statistics.js';

/** What of a row of the table a goal is judged by. */
export interface JudgedRow {
  readonly package: string;
  readonly path: string;
  readonly size: number;
  readonly ratio: Pick<Spread, 'median'>;
}

/** A goal and what was measured. */
export interface Verdict {
  readonly goal: RatioGoal;
  /** Undefined where nothing was measured. */
  readonly value: number | undefined;
  /** The goal is reached. */
  readonly met: boolean;
  /** It is not below what a check wants. */
  readonly holds: boolean;
}

/** The name of a goal. */
export function nameOf({ package: name, path, size, rival, atLeast }: RatioGoal): string {
  return `${name} ${path} of ${size} bytes: ${atLeast} of the ${rival}`;
}

function valueOf(goal: RatioGoal, rows: readonly JudgedRow[]): number | undefined {
  const ratioOf = (path: string): number | undefined =>
    rows.find((row) => row.package === goal.package && row.path === path && row.size === goal.size)
      ?.ratio.median;
  const ours = ratioOf(goal.path);
  if (goal.rival === 'C++ loop') return ours;
  // Both beside the C++ loop: so they need not have run at the same moment.
  const theirs = ratioOf(goal.rival);
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}

/** Judges one goal by what was measured. */
export function judge(goal: RatioGoal, rows: readonly JudgedRow[]): Verdict {
  const value = valueOf(goal, rows);
  const reaches = (bound: number): boolean => value !== undefined && value >= bound;
  return { goal, value, met: reaches(goal.atLeast), holds: reaches(floorOf(goal)) };
}

/** The better one of two verdicts on one goal. */
function better(one: Verdict, other: Verdict): Verdict {
  return (other.value ?? -Infinity) > (one.value ?? -Infinity) ? other : one;
}

/**
 * Judges goals by the best of some tries. What fails on a busy machine is measured again; a real
 * regression fails every time.
 */
export async function judgeBest(
  goals: readonly RatioGoal[],
  tries: number,
  measure: (goals: readonly RatioGoal[]) => Promise<readonly JudgedRow[]>,
): Promise<Verdict[]> {
  const best = new Map<RatioGoal, Verdict>();
  let open = goals;
  for (let attempt = 0; attempt < tries && open.length > 0; attempt += 1) {
    const rows = await measure(open);
    for (const goal of open) {
      const verdict = judge(goal, rows);
      best.set(goal, better(best.get(goal) ?? verdict, verdict));
    }
    open = open.filter((goal) => best.get(goal)?.holds !== true);
  }
  return [...best.values()];
}
