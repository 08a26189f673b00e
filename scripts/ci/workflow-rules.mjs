import { flowRules } from './flow-rules.mjs';
import { entriesOf, runsOf, stepsOf, triggersOf, usesOf } from './workflow.mjs';

/**
 * What this project wants of its workflows beyond what actionlint does. Each rule returns mistakes,
 * in sentences.
 *
 * @typedef {import('./workflow.mjs').Workflow} Workflow
 */

/** An action is named by its commit, and by the version beside it for people. */
function pinMistakes(/** @type {Workflow} */ workflow) {
  const lines = workflow.text.split(/\r?\n/);
  const isPinned = (/** @type {string} */ action) =>
    /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action) &&
    lines
      .filter((line) => line.includes(action))
      .every((line) => /^[ -]+uses: \S+ # v\d+\.\d+\.\d+$/.test(line));
  // Of this repository, only a workflow: what an action runs, nobody here looks at.
  const own = Object.values(workflow.jobs).map(({ uses }) => uses);
  return usesOf(workflow)
    .filter((action) => !(action.startsWith('./') && own.includes(action)))
    .filter((action) => !isPinned(action))
    .map((action) => `${action} is not pinned by commit, with its version as a comment`);
}

const readOnly = JSON.stringify({ contents: 'read' });
const publishing = JSON.stringify({ contents: 'read', 'id-token': 'write' });

/** Reading is all that a job may do, but for the one that publishes, in its environment. */
function permissionMistakes(/** @type {Workflow} */ { name, permissions, jobs }) {
  const mistakes = Object.entries(jobs)
    .filter(([, { permissions: own }]) => own !== undefined)
    .filter(([job, { permissions: own, environment }]) => {
      const known = name === 'release.yml' && job === 'publish' && environment === 'npm';
      return !known || JSON.stringify(own) !== publishing;
    })
    .map(([job]) => `${job} has permissions that it should not have`);
  if (JSON.stringify(permissions) === readOnly) return mistakes;
  return [...mistakes, 'the permissions are not "contents: read"'];
}

function limitMistakes(/** @type {Workflow} */ { concurrency, jobs }) {
  const endless = Object.entries(jobs)
    .filter(([, job]) => !job.uses && typeof job['timeout-minutes'] !== 'number')
    .map(([job]) => `${job} has no timeout`);
  return concurrency === undefined ? [...endless, 'there is no concurrency group'] : endless;
}

function checkoutMistakes(/** @type {Workflow} */ workflow) {
  return stepsOf(workflow)
    .filter(({ step }) => step.uses?.startsWith('actions/checkout@'))
    .filter(({ step }) => step.with?.['persist-credentials'] !== false)
    .map(({ job }) => `${job} leaves its token in the checkout`);
}

const withRights = ['pull_request_target', 'workflow_run'];

/** What others can write must not become a script, and nobody's secrets are needed. */
function injectionMistakes(/** @type {Workflow} */ workflow) {
  const mistakes = runsOf(workflow)
    .filter((run) => run.includes('${{'))
    .map((run) => `an expression is in a script: ${run}`);
  for (const trigger of triggersOf(workflow).filter((each) => withRights.includes(each))) {
    mistakes.push(`${trigger} runs the code of others with rights`);
  }
  const values = entriesOf(workflow).filter(({ key }) => key !== 'text');
  if (values.some(({ value }) => typeof value === 'string' && /\bsecrets\b/.test(value))) {
    mistakes.push('a secret is used');
  }
  return mistakes;
}

const rules = [
  pinMistakes,
  permissionMistakes,
  limitMistakes,
  checkoutMistakes,
  injectionMistakes,
  ...flowRules,
];

/** @param {Workflow} workflow */
export const ruleMistakes = (workflow) => rules.flatMap((rule) => rule(workflow));

/**
 * Two commits of one action, which are two programs.
 *
 * @param {Workflow[]} workflows
 */
export function versionMistakes(workflows) {
  const pins = workflows.flatMap(usesOf);
  const names = [...new Set(pins)].map((pin) => pin.split('@')[0] ?? '');
  return [...new Set(names)]
    .filter((name) => names.filter((each) => each === name).length > 1)
    .map((name) => `${name} is used in two versions`);
}

/**
 * Rules for one file are of no use without it.
 *
 * @param {Workflow[]} workflows
 */
export const fileMistakes = (workflows) =>
  ['ci.yml', 'release.yml']
    .filter((file) => !workflows.some(({ name }) => name === file))
    .map((file) => `there is no ${file}`);
