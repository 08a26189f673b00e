import { describe, expect, test } from '@jest/globals';

import type { RatioGoal } from '../../bench/goals.js';
import { floorOf, RATIO_GOALS, SHARE } from '../../bench/goals.js';
import type { JudgedRow } from '../../bench/judge.js';
import { judge, judgeBest, nameOf } from '../../bench/judge.js';

const GOAL: RatioGoal = {
  ...{ package: 'Schannel', path: 'wrap', size: 64 },
  ...{ rival: 'C++ loop', atLeast: 0.5 },
};
const TIMES_KOFFI: RatioGoal = { ...GOAL, rival: 'koffi', atLeast: 4 };

function row(median: number, path = 'wrap'): JudgedRow {
  return { package: 'Schannel', path, size: 64, ratio: { median } };
}

describe('A goal', () => {
  test('is met by a ratio that reaches it', () => {
    expect(judge(GOAL, [row(0.5)])).toMatchObject({ value: 0.5, met: true, holds: true });
  });

  test('holds, and is not met, a little below', () => {
    expect(judge(GOAL, [row(0.46)])).toMatchObject({ met: false, holds: true });
  });

  test('does not hold below nine tenths', () => {
    expect(judge(GOAL, [row(0.44)])).toMatchObject({ value: 0.44, met: false, holds: false });
  });

  test('that was not met is guarded where it was reached', () => {
    const goal = { ...GOAL, reached: 0.3 };
    expect(judge(goal, [row(0.28)])).toMatchObject({ met: false, holds: true });
    expect(judge(goal, [row(0.26)])).toMatchObject({ met: false, holds: false });
  });

  test('does not hold where nothing was measured', () => {
    const elsewhere = [{ ...row(1), size: 1024 }, { ...row(1), package: 'NTLM' }, row(1, 'unwrap')];
    expect(judge(GOAL, elsewhere)).toMatchObject({ value: undefined, met: false, holds: false });
  });

  test('does not hold where the ratio is no number', () => {
    expect(judge(GOAL, [row(NaN)])).toMatchObject({ met: false, holds: false });
  });

  test('beside koffi divides the two ratios', () => {
    const rows = [row(0.8), row(0.1, 'koffi')];
    expect(judge(TIMES_KOFFI, rows)).toMatchObject({ value: 8, met: true });
    expect(judge(TIMES_KOFFI, [row(0.3), row(0.1, 'koffi')])).toMatchObject({ holds: false });
    expect(judge(TIMES_KOFFI, [row(0.8)])).toMatchObject({ value: undefined, holds: false });
  });
});

describe('The best of three tries', () => {
  const tries = async (...medians: number[]): Promise<{ holds: boolean; measured: number }> => {
    let measured = 0;
    const [verdict] = await judgeBest([GOAL], 3, () => {
      measured += 1;
      return Promise.resolve([row(medians[measured - 1] ?? NaN)]);
    });
    return { holds: verdict?.holds ?? false, measured };
  };

  test('is the first one, if that holds', async () => {
    expect(await tries(0.5)).toEqual({ holds: true, measured: 1 });
  });

  test('is the third one, if the others failed', async () => {
    expect(await tries(0.1, 0.2, 0.5)).toEqual({ holds: true, measured: 3 });
  });

  test('fails where all three fail', async () => {
    expect(await tries(0.1, 0.3, 0.2, 0.5)).toEqual({ holds: false, measured: 3 });
  });

  test('keeps the best value of those that fail', async () => {
    const medians = [0.1, 0.3, 0.2];
    const measure = (): Promise<JudgedRow[]> => Promise.resolve([row(medians.shift() ?? NaN)]);
    expect(await judgeBest([GOAL], 3, measure)).toMatchObject([{ value: 0.3, holds: false }]);
  });

  test('measures again only what has failed', async () => {
    const other: RatioGoal = { ...GOAL, path: 'unwrap' };
    const asked: string[][] = [];
    await judgeBest([GOAL, other], 3, (open) => {
      asked.push(open.map(({ path }) => path));
      return Promise.resolve([row(0.5), row(0.1, 'unwrap')]);
    });
    expect(asked).toEqual([['wrap', 'unwrap'], ['unwrap'], ['unwrap']]);
  });
});

describe('The list of goals', () => {
  test('names each goal once', () => {
    expect(new Set(RATIO_GOALS.map(nameOf)).size).toBe(RATIO_GOALS.length);
  });

  test('does not call a goal unmet that was reached', () => {
    for (const { atLeast, reached = 0 } of RATIO_GOALS) expect(reached).toBeLessThan(atLeast);
  });

  test('has a bound above zero for each', () => {
    for (const goal of RATIO_GOALS) expect(floorOf(goal)).toBeGreaterThan(0);
    expect(SHARE).toBe(0.9);
  });
});
