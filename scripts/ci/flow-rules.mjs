import { isDeepStrictEqual } from 'node:util';
import { judgedJobs } from './jobs.mjs';
import { entriesOf, needsOf, stepsOf } from './workflow.mjs';

/**
 * Rules that keep a mistake from passing as a success: nothing is skipped, excused or run by another
 * shell, and what is published was compared with what was tested.
 *
 * @typedef {import('./workflow.mjs').Workflow} Workflow
 * @typedef {import('./workflow.mjs').Step} Step
 */

const collecting = 'passed';
const artifact = 'out/tarball/secur32.tgz';

/** Keys that change what a failure means, or hand over secrets. The shell is set once, at the top. */
const forbidden = ['continue-on-error', 'shell', 'defaults', 'secrets'];

/** @param {Workflow} workflow */
function keyMistakes({ defaults, on, jobs }) {
  const found = entriesOf({ on, jobs }).filter(({ key }) => forbidden.includes(key));
  const shell = isDeepStrictEqual(defaults, { run: { shell: 'bash' } });
  return [
    ...found.map(({ key, parents }) => `${parents.join('.')} has ${key}`),
    ...(shell ? [] : ['the defaults are not "run: shell: bash"']),
  ];
}

/** @param {Step} step */
const keepsArm64 = (step) =>
  step.if === "matrix.arch == 'arm64'" &&
  step.uses?.startsWith('actions/upload-artifact@') === true &&
  step.with?.['name'] === 'arm64';

/** What has a condition may be skipped, and GitHub does not count that as a failure. */
function conditionMistakes(/** @type {Workflow} */ workflow) {
  const { name, jobs } = workflow;
  const ofJobs = Object.entries(jobs)
    .filter(([job, each]) => 'if' in each && !(name === 'ci.yml' && job === collecting))
    .map(([job]) => `${job} has a condition`);
  const ofSteps = stepsOf(workflow)
    .filter(({ step }) => 'if' in step && !(name === 'ci.yml' && keepsArm64(step)))
    .map(({ job, step }) => `a step of ${job} has the condition ${step.if}`);
  return [...ofJobs, ...ofSteps];
}

/** The job that a branch rule asks for waits for all others, whatever became of them. */
function collectingMistakes(/** @type {Workflow} */ { name, jobs }) {
  if (name !== 'ci.yml') return [];
  const job = jobs[collecting];
  if (!job) return [`there is no job ${collecting}`];
  const others = Object.keys(jobs).filter((each) => each !== collecting);
  const missing = others.filter((each) => !needsOf(job).includes(each));
  const unjudged = others.filter((each) => !judgedJobs.includes(each));
  const gone = judgedJobs.filter((each) => !others.includes(each));
  return [
    ...missing.map((each) => `${collecting} does not wait for ${each}`),
    ...unjudged.map((each) => `scripts/ci/jobs.mjs does not name ${each}`),
    ...gone.map((each) => `there is no job ${each}`),
    ...(job.if === 'always()' ? [] : [`${collecting} may be skipped`]),
  ];
}

/** Publishing waits for the tests of this very commit, and they for the agreement. */
function publishingMistakes(/** @type {Workflow} */ { name, jobs }) {
  if (name !== 'release.yml') return [];
  const wanted = /** @type {const} */ ([
    ['publish', 'ci'],
    ['ci', 'agreement'],
  ]);
  const free = wanted.filter(([job, other]) => !needsOf(jobs[job] ?? {}).includes(other));
  return [
    ...free.map(([job, other]) => `${job} does not wait for ${other}`),
    ...(jobs['ci']?.uses === './.github/workflows/ci.yml' ? [] : ['ci is not ci.yml']),
  ];
}

/** @param {string} job that publishes, or is one of ci.yml @param {Step | undefined} step */
const compares = (job, step) =>
  step?.run === `node scripts/ci/same-bytes.mjs ${artifact}` &&
  step.env?.['SHA256'] === `${'$'}{{ needs.${job === 'publish' ? 'ci' : 'pack'}.outputs.sha256 }}`;

/** Whatever is downloaded, but the binary for arm64, is compared before anything uses it. */
function comparisonMistakes(/** @type {Workflow} */ { jobs }) {
  return Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
    steps
      .map((step, index) => ({ step, next: steps[index + 1] }))
      .filter(({ step }) => step.uses?.startsWith('actions/download-artifact@'))
      .filter(({ step }) => step.with?.['name'] !== 'arm64')
      .filter(({ next }) => !compares(job, next))
      .map(() => `${job} does not compare what it downloaded before anything else`),
  );
}

export const flowRules = [
  keyMistakes,
  conditionMistakes,
  collectingMistakes,
  publishingMistakes,
  comparisonMistakes,
];
