// npm test [-- SUITE… [-- JEST ARGUMENTS…]]: prepares whatever is missing, runs the suites, and
// ends with the line "N passed, N failed, N skipped".
import { mkdirSync, rmSync } from 'node:fs';
import { runNodeInLab } from './lib/lab.mjs';
import { prepareJavaScript, prepareWindowsTests } from './lib/prepare.mjs';
import { inProject, isLinux } from './lib/project.mjs';
import { add, failedRun, readResults, resultFile, summary } from './lib/results.mjs';
import { runNode } from './lib/run.mjs';
import { needsWindows, selectRuns, suiteNames } from './lib/suites.mjs';

const jest = 'node_modules/jest/bin/jest.js';
const longestRun = 20 * 60_000;

const args = process.argv.slice(2);
const end = args.includes('--') ? args.indexOf('--') : args.length;
const [wanted, jestArgs] = [args.slice(0, end), args.slice(end + 1)];

/** @param {import('./lib/suites.mjs').Run} run */
async function runJest(run) {
  console.error(`\n— ${run.name}`);
  rmSync(inProject(resultFile(run.name)), { force: true });
  // One process for all files: live tests share one domain, and the two cores have Wine to serve.
  const inBand = needsWindows(run) ? ['--runInBand'] : [];
  // Given after a pattern of Jest's own, an empty run is not a mistake.
  const mayBeEmpty = jestArgs.length > 0 ? ['--passWithNoTests'] : [];
  const output = ['--json', `--outputFile=${resultFile(run.name)}`];
  const command = [jest, ...inBand, ...mayBeEmpty, ...output, run.tests, ...jestArgs];
  const options = /** @type {const} */ ({ stdout: 'stderr', timeout: longestRun });
  const code =
    needsWindows(run) && isLinux
      ? await runNodeInLab(command, run, options)
      : await runNode(command, options);
  return readResults(run.name, code, jestArgs.length > 0);
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
  mkdirSync(inProject('out/results'), { recursive: true });
  const all = [];
  for (const run of here) {
    const impossible = unprepared !== 0 && needsWindows(run);
    all.push(impossible ? failedRun(`${run.name} could not start`) : await runJest(run));
  }
  const totals = add(all);
  const executed = totals.passed + totals.failed;
  return executed > 0 ? totals : add([totals, failedRun('no test was executed')]);
}

const totals = await main();
// A pattern of the caller's skips whatever it does not name; nobody needs that list.
const titles = jestArgs.length > 0 ? [] : totals.skippedTitles;
for (const title of titles) console.log(`skipped — ${title}`);
for (const problem of totals.problems) console.log(`failed — ${problem}`);
console.log(summary(totals));
process.exitCode = totals.failed > 0 ? 1 : 0;
