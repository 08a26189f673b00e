import { existsSync } from 'node:fs';
import { scriptedDll } from '../native/scripted-ssp.mjs';
import { inProject, isLinux, isWindows } from './project.mjs';

/**
 * One run of Jest. Files are looked for under out/, where the compiled tests are.
 *
 * @typedef {object} Run
 * @property {string} suite what the command line calls it
 * @property {string} name unique; also the name of its result file
 * @property {string} folder the sources; no folder, no run
 * @property {string} tests a path pattern for Jest
 * @property {'host' | 'windows' | 'lab'} where 'windows' is the lab on Linux; 'lab' is Linux only
 * @property {number} [node] version in the lab
 * @property {string} [arch] architecture in the lab
 * @property {string[]} [packages] DLLs that are security packages in the lab
 */

// Twice, since it is two packages.
const packages = [scriptedDll, scriptedDll];

/** @type {Run[]} */
const runs = [
  { suite: 'unit', name: 'unit', folder: 'test/unit', tests: 'out/test/unit', where: 'host' },
  { suite: 'unit', name: 'unit-lab', folder: 'test/unit', tests: 'out/test/unit', where: 'lab' },
  {
    ...{ suite: 'live', name: 'live', folder: 'test/live', tests: 'out/test/live' },
    ...{ where: 'windows', packages },
  },
  smoke({ name: 'compat-22', node: 22 }),
  smoke({ name: 'compat-26', node: 26 }),
  smoke({ name: 'compat-22-ia32', node: 22, arch: 'ia32' }),
  {
    ...{ suite: 'process', name: 'process', folder: 'test/process', tests: 'out/test/process' },
    ...{ where: 'windows', packages },
  },
  {
    ...{ suite: 'package', name: 'package', folder: 'test/package', tests: 'out/test/package' },
    where: 'host',
  },
];

/**
 * The other releases and the other word size get the part of the live suite that shows a binary
 * loads, shakes hands, seals and opens.
 *
 * @param {Pick<Run, 'name' | 'node' | 'arch'>} runtime
 * @returns {Run}
 */
function smoke(runtime) {
  const folder = 'test/live/smoke.test.ts';
  return { suite: 'compat', folder, tests: 'out/test/live/smoke.test', where: 'lab', ...runtime };
}

const present = runs.filter(({ folder }) => existsSync(inProject(folder)));

/** @param {Run} run */
export const needsWindows = ({ where }) => where !== 'host';

export const suiteNames = [...new Set(present.map(({ suite }) => suite))];

/**
 * What runs here of the suites asked for, and what does not.
 *
 * @param {string[]} wanted none means all
 */
export function selectRuns(wanted) {
  const asked = present.filter(({ suite }) => wanted.length === 0 || wanted.includes(suite));
  const here = asked.filter(
    ({ where }) => where === 'host' || isLinux || (where === 'windows' && isWindows),
  );
  return { here, elsewhere: asked.filter((run) => !here.includes(run)) };
}
