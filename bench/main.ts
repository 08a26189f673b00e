// The program that npm run bench starts on Windows' Node.js.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { PACKAGES } from './accounts.js';
import { measureAsync } from './asynchronous.js';
import { picture } from './charts.js';
import { measureDiagnostics } from './diagnostics.js';
import type { RatioGoal } from './goals.js';
import { GOAL_SIZES, RATIO_GOALS } from './goals.js';
import type { Verdict } from './judge.js';
import { judge, judgeBest, nameOf } from './judge.js';
import { thisMachine } from './machine.js';
import { pageOf } from './markdown.js';
import { measureMemory } from './memory.js';
import type { MessageKey, MessageRow, Selection } from './messages.js';
import { measureMessages } from './messages.js';
import { ROOT } from './native.js';
import { measureNewMemory } from './new-memory.js';
import { measureProfile } from './profile.js';
import type { Results } from './results.js';
import { measureScaling } from './scaling.js';
import { measureWorkers } from './workers.js';

const SIZES = [16, 64, 256, 1024, 4096, 16_384, 65_536, 1_048_576];
const QUICK = { rounds: 100, slice: 1, warmUp: 250 };
const FULL = { rounds: 25, slice: 20, warmUp: 1000 };
const TRIES = 3;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    filter: { type: 'string', default: '' },
  },
});

const pattern = new RegExp(options.filter, 'i');
const chosen = ({ package: name, path, size }: MessageKey): boolean =>
  pattern.test(`${name} ${path} ${size}`);

function report({ package: name, path, size, us, nativeUs, ratio }: MessageRow): void {
  const { median, low, high } = ratio;
  const spread = `${low.toFixed(2)} to ${high.toFixed(2)}`;
  const times = `${us.toFixed(2)} µs, C++ ${nativeUs.toFixed(2)} µs`;
  console.error(`${name}, ${path}, ${size}: ${times}, ratio ${median.toFixed(3)} (${spread})`);
}

async function measureAll(selection: Omit<Selection, 'report'>): Promise<MessageRow[]> {
  const rows: MessageRow[] = [];
  for (const name of PACKAGES) {
    rows.push(...(await measureMessages(name, { ...selection, report })));
  }
  return rows;
}

/** What is asked of a goal: its path, and its rival where that is one of the paths. */
function isAbout(goal: RatioGoal, { package: name, path, size }: MessageKey): boolean {
  return goal.package === name && goal.size === size && [goal.path, goal.rival].includes(path);
}

async function check(): Promise<Verdict[]> {
  const goals = RATIO_GOALS.filter(chosen);
  const effort = options.quick ? QUICK : FULL;
  return await judgeBest(goals, TRIES, (open) =>
    measureAll({
      sizes: GOAL_SIZES,
      effort,
      wants: (row) => open.some((goal) => isAbout(goal, row)),
    }),
  );
}

async function measureEverything(): Promise<Results> {
  // First, since later a context would get the memory that another measurement has given back.
  const memory = await measureMemory();
  const messages = await measureAll({ sizes: SIZES, effort: FULL, wants: chosen });
  return {
    machine: thisMachine(),
    messages,
    verdicts: RATIO_GOALS.map((goal) => judge(goal, messages)),
    profile: await measureProfile(FULL),
    diagnostics: await measureDiagnostics(FULL),
    workers: await measureWorkers(FULL.rounds),
    asynchronous: [await measureAsync('Schannel', FULL.rounds), await measureAsync('Kerberos', 5)],
    memory,
    newMemory: measureNewMemory(),
    scaling: await measureScaling(FULL),
  };
}

function show(rows: readonly MessageRow[]): void {
  console.table(
    rows.map(({ package: name, path, size, us, mbps, ratio }) => ({
      ...{ package: name, path, size, µs: Number(us.toFixed(2)), 'MB/s': Math.round(mbps) },
      ratio: Number(ratio.median.toFixed(3)),
    })),
  );
}

function showVerdict({ goal, value, met, holds }: Verdict): void {
  const outcome = met ? 'met' : holds ? 'holds' : 'FAILED';
  console.error(`${outcome}: ${nameOf(goal)}, measured ${value?.toFixed(3) ?? 'nothing'}`);
}

async function main(): Promise<void> {
  if (options.check) {
    const verdicts = await check();
    verdicts.forEach(showVerdict);
    if (options.json) console.log(JSON.stringify({ verdicts }));
    process.exitCode = verdicts.length > 0 && verdicts.every(({ holds }) => holds) ? 0 : 1;
  } else if (options.quick || options.filter !== '') {
    const [sizes, effort] = options.quick ? [GOAL_SIZES, QUICK] : [SIZES, FULL];
    const messages = await measureAll({ sizes, effort, wants: chosen });
    if (options.json) console.log(JSON.stringify({ machine: thisMachine(), messages }));
    else show(messages);
  } else {
    const results = await measureEverything();
    writeFileSync(join(ROOT, 'docs/bench.svg'), picture(results.messages));
    writeFileSync(join(ROOT, 'docs/bench.md'), pageOf(results));
    if (options.json) console.log(JSON.stringify(results));
    else show(results.messages);
  }
}

void main();
