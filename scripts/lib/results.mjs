import { existsSync, readFileSync, rmSync } from 'node:fs';
import { inProject } from './project.mjs';

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} problems what failed without being a test of its own
 * @property {string[]} skippedTitles
 */

/** @param {string} name */
export const resultFile = (name) => `out/results/${name}.json`;

/** Where the test is named that has begun last (scripts/jest-environment.cjs). */
const begunFile = (/** @type {string} */ name) => inProject(`${resultFile(name)}.begun`);

/**
 * Takes away what an earlier run left.
 *
 * @param {string} name
 */
export function forgetResults(name) {
  rmSync(inProject(resultFile(name)), { force: true });
  rmSync(begunFile(name), { force: true });
}

/** @param {Totals} totals */
export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** @param {string} problem */
export const failedRun = (problem) => ({ ...add([]), failed: 1, problems: [problem] });

/** @param {string} title a whole run that this machine cannot do, and why */
export const skippedRun = (title) => ({ ...add([]), skipped: 1, skippedTitles: [title] });

/** @param {Totals[]} all */
export function add(all) {
  /** @type {Totals} */
  const sum = { passed: 0, failed: 0, skipped: 0, problems: [], skippedTitles: [] };
  for (const one of all) {
    sum.passed += one.passed;
    sum.failed += one.failed;
    sum.skipped += one.skipped;
    sum.problems.push(...one.problems);
    sum.skippedTitles.push(...one.skippedTitles);
  }
  return sum;
}

/**
 * What Jest wrote about a run, checked against how the process ended.
 *
 * @param {string} name
 * @param {number} exitCode
 * @param {boolean} filtered the caller chose tests, so a run may have none
 * @returns {Totals}
 */
export function readResults(name, exitCode, filtered) {
  const file = inProject(resultFile(name));
  if (!existsSync(file)) {
    if (filtered && exitCode === 0) return add([]);
    const how = exitCode === 124 ? 'did not end in time' : `ended with exit code ${exitCode}`;
    const begun = begunFile(name);
    const last = existsSync(begun) ? `; begun last: ${readFileSync(begun, 'utf8')}` : '';
    return failedRun(`${name} ${how} and left no results${last}`);
  }
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const totals = { ...add([]), passed: json.numPassedTests, ...skippedTests(name, json) };
  totals.failed = json.numFailedTests;
  for (const file of filesThatDidNotRun(json)) {
    totals.failed += 1;
    totals.problems.push(`${name}: ${file.name.split(/[\\/]/).at(-1)} could not be run`);
  }
  const complaint = contradiction(totals, json, exitCode, filtered);
  if (!complaint) return totals;
  return add([totals, failedRun(`${name} ${complaint}`)]);
}

/** A test file that cannot be loaded has no tests, and would vanish from the totals. */
const filesThatDidNotRun = (/** @type {any} */ json) =>
  json.testResults.filter(
    (/** @type {any} */ result) =>
      result.status === 'failed' && result.assertionResults.length === 0,
  );

function skippedTests(/** @type {string} */ name, /** @type {any} */ json) {
  const titles = json.testResults
    .flatMap((/** @type {any} */ result) => result.assertionResults)
    .filter((/** @type {any} */ test) => !['passed', 'failed'].includes(test.status))
    .map((/** @type {any} */ test) => `${name}: ${test.fullName}`);
  return { skipped: titles.length, skippedTitles: titles };
}

/** A run that says it failed must not leave totals that say it passed. */
function contradiction(
  /** @type {Totals} */ totals,
  /** @type {any} */ json,
  /** @type {number} */ exitCode,
  /** @type {boolean} */ filtered,
) {
  if (totals.failed > 0) return undefined;
  if (exitCode === 124) return 'did not end in time';
  if (exitCode !== 0 || !json.success) return `ended with exit code ${exitCode}`;
  if (totals.passed === 0 && !filtered) return 'executed no test';
  return undefined;
}
