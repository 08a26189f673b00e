// npm run demo [-- --json]: prepares whatever is missing, then runs the demonstration on Windows'
// Secur32. Standard output belongs to the demonstration alone.
import { isLinux, isWindows } from './lib/project.mjs';
import { runNodeInLab } from './lib/lab.mjs';
import { prepareJavaScript, prepareWindows } from './lib/prepare.mjs';
import { runNode } from './lib/run.mjs';

const demo = ['out/examples/demo/main.js', ...process.argv.slice(2)];

async function main() {
  if (!isWindows && !isLinux) {
    console.error('The demonstration needs Windows, or Linux with the lab.');
    return 1;
  }
  const unprepared =
    (await prepareJavaScript()) || (await prepareWindows([isWindows ? process.arch : 'x64']));
  if (unprepared) return unprepared;
  return isWindows ? runNode(demo) : runNodeInLab(demo);
}

process.exitCode = await main();
