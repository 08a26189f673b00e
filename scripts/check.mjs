// npm run check [-- NAME…]: everything that can be said about the sources without running them.
// All checks run, also after one failed.
import { spawn } from 'node:child_process';
import { ensureDependencies } from './lib/dependencies.mjs';
import { buildLab } from './lib/lab.mjs';
import { isLinux, root } from './lib/project.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[][]} commands programs for this Node, in order
 * @property {boolean} [lab] needs the lab's compilers
 */

const tsc = 'node_modules/typescript/bin/tsc';

/** @type {Check[]} */
const checks = [
  { name: 'format', commands: [['node_modules/prettier/bin/prettier.cjs', '--check', '.']] },
  {
    name: 'types',
    commands: [
      ['scripts/build.mjs'],
      [tsc, '-p', 'tsconfig.scripts.json'],
      [tsc, '-p', 'tsconfig.electron.json'],
    ],
  },
  { name: 'lint', commands: [['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.']] },
  { name: 'docs', commands: [['scripts/docs.mjs']] },
  { name: 'text', commands: [['scripts/checks/committed-text.mjs']] },
  { name: 'sources', commands: [['scripts/checks/source-list.mjs']] },
  { name: 'workflows', commands: [['scripts/checks/workflows.mjs']] },
  { name: 'c++ format', commands: [['scripts/checks/clang-format.mjs']], lab: true },
  { name: 'external buffers', commands: [['scripts/checks/external-buffers.mjs']], lab: true },
  { name: 'prebuilds', commands: [['scripts/checks/prebuilds.mjs']], lab: true },
  { name: 'c++ lint', commands: [['scripts/checks/clang-tidy.mjs']], lab: true },
];

/**
 * Runs a program and returns what it wrote and how it ended.
 *
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function capture(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** A check that fails everywhere must not bury the others; asked for alone, it tells all. */
function excerpt(/** @type {string} */ output) {
  const lines = output.trimEnd().split('\n');
  if (process.argv.length > 2 || lines.length <= 50) return lines.join('\n');
  return [...lines.slice(0, 50), `… and ${lines.length - 50} more lines`].join('\n');
}

/** @param {Check} check */
async function runCheck({ name, commands }) {
  const start = performance.now();
  for (const command of commands) {
    const { code, output } = await capture(command);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (code !== 0) {
      console.log(`failed ${name} (${seconds} s)\n${excerpt(output)}`);
      return false;
    }
    if (command === commands.at(-1)) console.log(`ok     ${name} (${seconds} s)`);
  }
  return true;
}

async function main() {
  const wanted = process.argv.slice(2);
  const names = checks.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`no check ${unknown.join(', ')}; there are ${names.join(', ')}`);
    return 1;
  }
  const code = await ensureDependencies();
  if (code !== 0) return code;
  const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const lab = chosen.some(({ lab }) => lab) && isLinux ? await buildLab() : 0;
  let failures = 0;
  for (const check of chosen) {
    if (check.lab && !isLinux) {
      console.log(`not run on ${process.platform}: ${check.name} (its tools are in the lab)`);
    } else if (check.lab && lab !== 0) {
      console.log(`failed ${check.name}: there is no lab`);
      failures += 1;
    } else if (!(await runCheck(check))) {
      failures += 1;
    }
  }
  console.log(failures > 0 ? `${failures} of ${chosen.length} checks failed` : 'all checks passed');
  return failures > 0 ? 1 : 0;
}

process.exitCode = await main();
