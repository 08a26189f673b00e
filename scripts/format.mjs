// npm run format: puts every file into the project's format.
import { everyNativeFile } from './native/everything.mjs';
import { buildLab, runLinuxInLab } from './lib/lab.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { isLinux } from './lib/project.mjs';
import { runNode } from './lib/run.mjs';

async function formatNative() {
  if (isLinux) {
    return (await buildLab()) || runLinuxInLab(['clang-format', '-i', ...everyNativeFile()]);
  }
  console.error('C++ is not formatted here: clang-format is in the lab');
  return 0;
}

process.exitCode =
  (await ensureDependencies()) ||
  (await runNode(['node_modules/prettier/bin/prettier.cjs', '--write', '--list-different', '.'])) ||
  (await formatNative());
