// npm run bench [-- --quick] [--json] [--filter PATTERN] [--check]: measures the library beside loops of
// C++ and calls through koffi. Progress goes to standard error. A full run writes docs/bench.md and
// docs/bench.svg; --check judges the ratios only, and fails where one is too far below its goal.
import { existsSync } from 'node:fs';
import os from 'node:os';
import { runNodeInLab } from './lib/lab.mjs';
import { prepareJavaScript, prepareWindows } from './lib/prepare.mjs';
import { inProject, isLinux, isWindows } from './lib/project.mjs';
import { runNode } from './lib/run.mjs';
import { buildBench } from './native/bench.mjs';

const program = ['--expose-gc', 'out/bench/main.js', ...process.argv.slice(2)];
const tidy = ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn'];
const page = 'docs/bench.md';

async function main() {
  if (!isLinux && !(isWindows && process.arch === 'x64')) {
    console.error('The benchmark needs Windows on x64, or Linux with the lab.');
    return 1;
  }
  const unprepared =
    (await prepareJavaScript()) || (await prepareWindows(['x64'])) || (await buildBench());
  if (unprepared) return unprepared;
  // Wine does not tell what it runs on. Variables of this name reach it.
  process.env['SECUR32_BENCH_PROCESSOR'] = os.cpus()[0]?.model ?? 'unknown';
  process.env['SECUR32_BENCH_CORES'] = String(os.cpus().length);
  const code = await (isWindows ? runNode(program) : runNodeInLab(program));
  return code || !existsSync(inProject(page)) ? code : runNode([...tidy, page]);
}

process.exitCode = await main();
