import { existsSync } from 'node:fs';
import { referenceDll, scriptedDll } from '../native/security-packages.mjs';
import { inProject, isLinux, isWindows } from './project.mjs';

/**
 * One run of Jest. Files are looked for under out/, where the compiled tests are.
 *
 * @typedef {object} Run
 * @property {string} suite what the command line calls it
 * @property {string} name unique; also the name of its result file
 * @property {string} folder the sources; no folder, no run
 * @property {string} tests a path pattern for Jest
 * @property {'host' | 'linux' | 'windows' | 'lab'} where 'linux' is the host if it is one; 'windows' is
 *   the lab on Linux; 'lab' is Linux only
 * @property {number} [node] version in the lab
 * @property {string} [arch] architecture in the lab
 * @property {string[]} [packages] DLLs that are security packages in the lab
 */

// The first one twice, since it is two packages.
export const packages = [scriptedDll, scriptedDll, referenceDll('x64')];

/** @type {Run[]} */
const runs = [
  { suite: 'unit', name: 'unit', folder: 'test/unit', tests: 'out/test/unit', where: 'host' },
  { suite: 'unit', name: 'unit-lab', folder: 'test/unit', tests: 'out/test/unit', where: 'lab' },
  {
    ...{ suite: 'live', name: 'live', folder: 'test/live', tests: 'out/test/live' },
    ...{ where: 'windows', packages },
  },
  {
    ...{ suite: 'property', name: 'property', folder: 'test/property/unit' },
    ...{ tests: 'out/test/property/unit', where: 'host' },
  },
  {
    ...{ suite: 'property', name: 'property-live', folder: 'test/property/live' },
    ...{ tests: 'out/test/property/live', where: 'windows', packages },
  },
  {
    ...{ suite: 'live', name: 'live-ssp-ia32', folder: 'test/live/reference-ssp.test.ts' },
    ...{ tests: 'out/test/live/reference-ssp', where: 'lab', node: 22, arch: 'ia32' },
    packages: [referenceDll('ia32')],
  },
  smoke({ name: 'compat-22', node: 22 }),
  smoke({ name: 'compat-26', node: 26 }),
  smoke({ name: 'compat-22-ia32', node: 22, arch: 'ia32' }),
  {
    ...{ suite: 'process', name: 'process', folder: 'test/process', tests: 'out/test/process' },
    ...{ where: 'windows', packages },
  },
  { suite: 'ci', name: 'ci', folder: 'test/ci', tests: 'out/test/ci', where: 'linux' },
  // The goals are those of the lab.
  {
    ...{ suite: 'bench', name: 'bench', folder: 'test/bench', tests: 'out/test/bench' },
    where: 'lab',
  },
  {
    ...{ suite: 'package', name: 'package', folder: 'test/package', where: 'host' },
    // The files themselves, without those of the folders in it.
    tests: 'out/test/package/(?=[a-z-]+.test.js)',
  },
  {
    ...{ suite: 'package', name: 'package-live', folder: 'test/package/live' },
    ...{ tests: 'out/test/package/live', where: 'windows' },
  },
  installed({ name: 'package-22', node: 22 }),
  installed({ name: 'package-26', node: 26 }),
  installed({ name: 'package-22-ia32', node: 22, arch: 'ia32' }),
  // Not in the lab as well: the pages and the compiler are the same there.
  { suite: 'docs', name: 'docs', folder: 'test/docs', tests: 'out/test/docs', where: 'host' },
];

/**
 * The other releases and the other word size get the part of the live suite that shows a binary
 * loads, also in a host of another name, shakes hands, seals and opens.
 *
 * @param {Pick<Run, 'name' | 'node' | 'arch'>} runtime
 * @returns {Run}
 */
function smoke(runtime) {
  const folder = 'test/live/smoke.test.ts';
  const tests = 'out/test/live/(?:smoke|renamed-host).test';
  return { suite: 'compat', folder, tests, where: 'lab', ...runtime };
}

/**
 * The same of the tests that run what was installed.
 *
 * @param {Pick<Run, 'name' | 'node' | 'arch'>} runtime
 * @returns {Run}
 */
function installed(runtime) {
  const folder = 'test/package/live/hosts.test.ts';
  const tests = 'out/test/package/live/(?=hosts.test)';
  return { suite: 'package', folder, tests, where: 'lab', ...runtime };
}

const present = runs.filter(({ folder }) => existsSync(inProject(folder)));

/** @param {Run} run */
export const needsWindows = ({ where }) => where === 'windows' || where === 'lab';

/** @param {Run} run */
export const needsPackage = ({ suite }) => suite === 'package';

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
