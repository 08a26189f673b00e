import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runLinuxInLab } from '../lib/lab.mjs';
import { inProject } from '../lib/project.mjs';
import { inParallel, quote } from '../lib/shell.mjs';
import { compilations, linkCommands, outputFolder } from './mingw.mjs';
import { isStale, markFresh, prepare } from './objects.mjs';
import { toolchainOf } from './toolchain.mjs';

/**
 * Compiles what is stale with mingw-w64 in the lab's sandbox, and links one DLL.
 *
 * @param {import('./mingw.mjs').Arch} arch
 * @param {import('./gyp.mjs').Target[]} targets
 * @param {string} output
 * @param {string} folder for objects
 * @returns {Promise<number>} exit code
 */
export async function buildWithMingw(arch, targets, output, folder = outputFolder(arch)) {
  const toolchain = toolchainOf(arch);
  const all = compilations(arch, targets, folder);
  const stale = all.filter((compilation) => isStale(compilation, toolchain));
  stale.forEach(prepare);
  rmSync(inProject(output), { force: true });
  mkdirSync(inProject(path.dirname(output)), { recursive: true });
  writeImportDefinition(folder);

  console.error(`mingw ${arch}: ${stale.length} of ${all.length} sources to compile`);
  // One entry into the sandbox: the stale sources side by side, then the import library, the link.
  const compile = stale.length > 0 ? [inParallel(stale.map(({ command }) => command))] : [];
  const script = [...compile, ...linkCommands(arch, targets, output, folder).map(quote)].join('\n');
  const code = await runLinuxInLab(['bash', '-euc', script]);
  // What did compile stays compiled, also when something else failed.
  for (const compilation of stale) markFresh(compilation, toolchain);
  return code;
}

/** Everything that Node-API exports, under the name of the host that the hook looks for. */
function writeImportDefinition(/** @type {string} */ folder) {
  const definitions = inProject('node_modules/node-api-headers/def');
  const names = readdirSync(definitions)
    .sort()
    .flatMap((file) => readFileSync(`${definitions}/${file}`, 'utf8').split(/\r?\n/))
    .filter((line) => /^\w+$/.test(line) && line !== 'EXPORTS');
  const text = ['LIBRARY node.exe', 'EXPORTS', ...names].join('\n');
  writeFileSync(inProject(`${folder}/node.def`), `${text}\n`);
}
