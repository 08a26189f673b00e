// npm run soak [-- COUNT] [--json]: handshakes and sealed messages, 200,000 unless told otherwise, over
// all packages, and whether handles and memory stay flat. Progress goes to standard error.
import { runNodeInLab } from './lib/lab.mjs';
import { prepareJavaScript, prepareWindowsTests } from './lib/prepare.mjs';
import { isLinux, isWindows } from './lib/project.mjs';
import { runNode } from './lib/run.mjs';
import { packages } from './lib/suites.mjs';

const args = process.argv.slice(2);
const json = args.includes('--json');
const [count = '200000'] = args.filter((each) => each !== '--json');
const program = ['--expose-gc', 'out/test/process/scripts/soak.js', count];

async function main() {
  if (!isWindows && !isLinux) {
    console.error('A soak needs Windows, or Linux with the lab.');
    return 1;
  }
  if (!/^[1-9]\d*$/.test(count)) {
    console.error('Usage: npm run soak [-- COUNT] [--json]');
    return 64;
  }
  const unprepared = (await prepareJavaScript()) || (await prepareWindowsTests());
  if (unprepared) return unprepared;
  const command = json ? [...program, '--json'] : program;
  return isWindows ? runNode(command) : runNodeInLab(command, { packages });
}

process.exitCode = await main();
