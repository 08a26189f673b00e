// npm test [-- SUITE… [-- [FILE PATTERN] JEST OPTIONS…]]: prepares whatever is missing, runs the suites, and
// ends with the line "N passed, N failed, N skipped".
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { judgeCases } from './lib/cases.mjs';
import { labArches, runNodeInLab } from './lib/lab.mjs';
import { preparePackage } from './lib/package.mjs';
import { prepareJavaScript, prepareWindowsTests } from './lib/prepare.mjs';
import { inProject, isLinux } from './lib/project.mjs';
import {
  add,
  failedRun,
  forgetResults,
  readResults,
  resultFile,
  skippedRun,
  summary,
} from './lib/results.mjs';
import { runNode } from './lib/run.mjs';
import { needsPackage, needsWindows, selectRuns, suiteNames } from './lib/suites.mjs';

const jest = 'node_modules/jest/bin/jest.js';
const longestRun = 20 * 60_000;

const args = process.argv.slice(2);
const end = args.includes('--') ? args.indexOf('--') : args.length;
const [wanted, jestArgs] = [args.slice(0, end), args.slice(end + 1)];
// Within the files of a run: Jest itself takes one pattern or the other.
const pattern = jestArgs[0]?.startsWith('-') === false ? `.*(?:${jestArgs.shift()})` : '';
const partly = pattern !== '' || jestArgs.length > 0;

/** @param {import('./lib/suites.mjs').Run} run */
async function runJest(run) {
  console.error(`\n— ${run.name}`);
  forgetResults(run.name);
  // One process for all files: live tests share one domain, and the two cores have Wine to serve.
  // Those of CI start npm and the lab in this folder.
  const inBand = needsWindows(run) || run.suite === 'ci' ? ['--runInBand'] : [];
  // Given after a pattern of Jest's own, an empty run is not a mistake.
  const mayBeEmpty = partly ? ['--passWithNoTests'] : [];
  const output = ['--json', `--outputFile=${resultFile(run.name)}`];
  const command = [jest, ...inBand, ...mayBeEmpty, ...output, run.tests + pattern, ...jestArgs];
  const options = /** @type {const} */ ({ stdout: 'stderr', timeout: longestRun });
  const code =
    needsWindows(run) && isLinux
      ? await runNodeInLab(command, run, options)
      : await runNode(command, options);
  return readResults(run.name, code, partly);
}

async function main() {
  const unknown = wanted.filter((suite) => !suiteNames.includes(suite));
  if (unknown.length > 0) {
    return failedRun(`no suite ${unknown.join(', ')}; there are ${suiteNames.join(', ')}`);
  }
  const { here, elsewhere } = selectRuns(wanted);
  for (const { name } of elsewhere) console.log(`not run on ${process.platform}: ${name}`);
  if (await prepareJavaScript()) return failedRun('the build failed');

  const unprepared = here.some(needsWindows) ? await prepareWindowsTests() : 0;
  const unpacked = here.some(needsPackage) ? await preparePackage() : 0;
  mkdirSync(inProject('out/results'), { recursive: true });
  const all = [];
  const arches = here.some(({ arch }) => arch !== undefined) ? labArches() : [];
  for (const run of here) {
    if (run.arch !== undefined && !arches.includes(run.arch)) {
      const reason = `the kernel of this host runs no programs for ${run.arch}`;
      all.push(skippedRun(`${run.name} [skipped: ${reason}]`));
      continue;
    }
    const impossible =
      (unprepared !== 0 && needsWindows(run)) || (unpacked !== 0 && needsPackage(run));
    all.push(impossible ? failedRun(`${run.name} could not start`) : await runJest(run));
  }
  // Elsewhere than in the lab, something may be missing, and its tests are skipped.
  all.push(judgeCases(here, isLinux && !partly));
  const totals = add(all);
  const executed = totals.passed + totals.failed;
  return executed > 0 ? totals : add([totals, failedRun('no test was executed')]);
}

// What all random cases of this run come from; the lab gets it too.
process.env['SECUR32_SEED'] ??= String(randomInt(2 ** 31));
console.error(`SECUR32_SEED=${process.env['SECUR32_SEED']}`);

const totals = await main();
// A pattern of the caller's skips whatever it does not name; nobody needs that list.
const titles = partly ? [] : totals.skippedTitles;
for (const title of titles) console.log(`skipped — ${title}`);
for (const problem of totals.problems) console.log(`failed — ${problem}`);
console.log(summary(totals));
process.exitCode = totals.failed > 0 ? 1 : 0;
