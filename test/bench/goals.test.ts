import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';

import type { RatioGoal } from '../../bench/goals.js';
import { floorOf, RATIO_GOALS } from '../../bench/goals.js';
import type { Verdict } from '../../bench/judge.js';
import { nameOf } from '../../bench/judge.js';
import { runProgram } from '../support/run-program.js';

const BENCH = join(__dirname, '../../bench/main.js');
const OPTIONS = ['--quick', '--check', '--json'];
const LONGEST_RUN = 10 * 60_000;

function titleOf(goal: RatioGoal): string {
  const { package: name, path, size, rival, atLeast, reached } = goal;
  const floor = floorOf(goal).toFixed(2);
  const beside = rival === 'koffi' ? 'times as fast as koffi' : "of a C++ loop's speed";
  const missed = reached === undefined ? '' : `; the goal of ${atLeast} is not met`;
  return `${name}, ${path}, ${size} bytes: at least ${floor} ${beside}${missed}`;
}

describe('The benchmark', () => {
  let verdicts: readonly Verdict[] = [];

  beforeAll(async () => {
    const { output } = await runProgram(process.execPath, [BENCH, ...OPTIONS], {
      timeout: LONGEST_RUN,
    });
    const json = output.split(/\r?\n/).find((line) => line.startsWith('{"verdicts"'));
    if (json === undefined) throw new Error(output);
    ({ verdicts } = JSON.parse(json) as { verdicts: readonly Verdict[] });
  }, LONGEST_RUN);

  test.each(RATIO_GOALS.map((goal) => [titleOf(goal), goal] as const))('%s', (_title, goal) => {
    const verdict = verdicts.find((each) => nameOf(each.goal) === nameOf(goal));
    expect(verdict?.value).toBeGreaterThanOrEqual(floorOf(goal));
  });
});
