import { existsSync, readFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { add, failedRun, resultFile } from './results.mjs';

/** What one run of all property tests has to try, where nothing is missing. */
const MINIMUM = 100_000;

/**
 * The random cases of the tests that passed. Each names its number in its title, and has made sure of
 * it (test/support/property.ts).
 *
 * @param {string[]} names of runs
 */
function countCases(names) {
  return names
    .map((name) => inProject(resultFile(name)))
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).testResults)
    .flatMap((result) => result.assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ title }) => Number(/\((\d+) cases\)$/.exec(title)?.[1] ?? 0))
    .reduce((sum, cases) => sum + cases, 0);
}

/**
 * Tells how many random cases were tried, and fails when they are fewer than they should be.
 *
 * @param {import('./suites.mjs').Run[]} runs all that took place
 * @param {boolean} complete whether no test was left out
 */
export function judgeCases(runs, complete) {
  const names = runs.filter(({ suite }) => suite === 'property').map(({ name }) => name);
  if (names.length === 0) return add([]);
  const cases = countCases(names);
  console.log(`random cases: ${cases}`);
  if (!complete || cases >= MINIMUM) return add([]);
  return failedRun(`${cases} random cases instead of ${MINIMUM} at least`);
}
