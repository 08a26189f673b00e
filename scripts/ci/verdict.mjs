// Did all jobs in NEEDS pass? To GitHub, a job that was skipped or cancelled is none that failed.
import { judgedJobs } from './jobs.mjs';

/** @type {unknown} */
const given = JSON.parse(process.env['NEEDS'] ?? 'null');
const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
const needs = /** @type {Record<string, { result?: string }>} */ (isObject ? given : {});
const resultOf = (/** @type {string} */ job) => needs[job]?.result ?? 'missing';

const mistakes = [
  ...(isObject ? [] : ['NEEDS is not an object of jobs']),
  ...judgedJobs
    .filter((job) => resultOf(job) !== 'success')
    .map((job) => `${job} did not pass: ${resultOf(job)}`),
  ...Object.keys(needs)
    .filter((job) => !judgedJobs.includes(job))
    .map((job) => `${job} is no job that is known here`),
];
for (const job of Object.keys(needs)) console.log(`${job}: ${resultOf(job)}`);
for (const mistake of mistakes) console.error(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;
