import { parse } from 'yaml';

/**
 * What the rules look at in a workflow.
 *
 * @typedef {object} Step
 * @property {string} [run]
 * @property {string} [uses]
 * @property {unknown} [if]
 * @property {Record<string, unknown>} [with]
 * @property {Record<string, unknown>} [env]
 *
 * @typedef {object} Job
 * @property {string} [uses]
 * @property {string} [if]
 * @property {string | string[]} [needs]
 * @property {unknown} [environment]
 * @property {unknown} [permissions]
 * @property {unknown} [timeout-minutes]
 * @property {Step[]} [steps]
 *
 * @typedef {object} Workflow
 * @property {string} name of its file
 * @property {string} text
 * @property {string | string[] | Record<string, unknown>} on
 * @property {unknown} defaults
 * @property {unknown} permissions
 * @property {unknown} concurrency
 * @property {Record<string, Job>} jobs
 */

/**
 * @param {string} name
 * @param {string} text
 * @returns {Workflow}
 */
export function readWorkflow(name, text) {
  return { ...parse(text), name, text };
}

/** Everything that a workflow runs in a shell. @param {Workflow} workflow */
export const runsOf = (workflow) =>
  stepsOf(workflow).flatMap(({ step }) => (step.run === undefined ? [] : [step.run]));

/** @param {Workflow} workflow */
export const stepsOf = ({ jobs }) =>
  Object.entries(jobs).flatMap(([job, { steps = [] }]) => steps.map((step) => ({ job, step })));

/** All actions and workflows that a workflow uses. @param {Workflow} workflow */
export const usesOf = (workflow) => [
  ...Object.values(workflow.jobs).flatMap(({ uses }) => uses ?? []),
  ...stepsOf(workflow).flatMap(({ step }) => step.uses ?? []),
];

/** What starts a workflow, in any of the three ways to write it. @param {Workflow} workflow */
export const triggersOf = ({ on }) =>
  typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});

/**
 * All keys and indices at any depth, with what is there.
 *
 * @param {object} node
 * @param {string[]} parents
 * @returns {{ key: string, value: unknown, parents: string[] }[]}
 */
export const entriesOf = (node, parents = []) =>
  Object.entries(node).flatMap(([key, value]) => [
    { key, value, parents },
    ...(typeof value === 'object' && value !== null ? entriesOf(value, [...parents, key]) : []),
  ]);

/** @param {Job} job */
export const needsOf = ({ needs = [] }) => (Array.isArray(needs) ? needs : [needs]);
