/**
 * Every `run:` of the workflows, and how it is shown that it works: by the test that executes it, or
 * not at all, with the reason. A line that is not here, or that no workflow has, is a mistake.
 *
 * @typedef {{ executedBy: string } | { notExecuted: string }} Shown
 */

const executed = { executedBy: 'test/ci/run-lines.test.ts' };
const windows = (/** @type {string} */ why) => ({ notExecuted: `needs Windows: ${why}` });

/** @type {Record<string, Shown>} */
export const runLines = {
  'sudo env "PATH=$PATH" npm run check': {
    notExecuted: 'it is the command that checks this list; a runner has sudo, this machine may not',
  },
  'sudo env "PATH=$PATH" "SECUR32_TARBALL=$SECUR32_TARBALL" npm test': {
    notExecuted: 'it is the command that a test of this list would be a part of',
  },
  'npm test': { notExecuted: 'it is the command that a test of this list would be a part of' },
  'npm test -- package': {
    notExecuted: 'needs macOS; on Linux, npm test has this suite',
  },
  'npm test -- live process': windows('it tests the binary that MSVC made'),
  'npm run build:native -- --force': windows('MSVC'),
  'npm run demo': windows('there it uses the tarball; in the lab, anybody can run it'),
  'node scripts/ci/electron.mjs out/tarball/secur32.tgz': windows('Electron, which npm has not'),
  'node scripts/ci/pack.mjs out/arm64 out/packed': executed,
  'node scripts/ci/same-bytes.mjs out/tarball/secur32.tgz': executed,
  'node scripts/ci/verdict.mjs': executed,
  'node scripts/ci/agreement.mjs': executed,
  'npm publish ./out/tarball/secur32.tgz --provenance --access public': {
    notExecuted: 'it publishes; npm asks GitHub who it is',
  },
};
