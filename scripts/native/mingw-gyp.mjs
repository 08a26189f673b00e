#!/usr/bin/env node
// Stands in for node-gyp when prebuildify builds on Linux: compiles what binding.gyp lists with
// mingw-w64 in the lab's sandbox, and leaves build/Release/secur32.node as node-gyp would.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { labToolchain, runLinuxInLab } from '../lib/lab.mjs';
import { inProject } from '../lib/project.mjs';
import { inParallel, quote } from '../lib/shell.mjs';
import { sourceListMistakes } from './gyp.mjs';
import { arches, compilations, linkCommands, outputFolder } from './mingw.mjs';
import { isStale, markFresh, prepare } from './objects.mjs';

const { values } = parseArgs({
  // prebuildify passes node-gyp's options too (--target, --devdir): a Node-API build needs none.
  strict: false,
  options: { arch: { type: 'string', default: 'x64' } },
});
const arch = arches.find((known) => known === values.arch);
if (!arch) throw new Error(`--arch is one of ${arches.join(', ')}`);

const mistakes = sourceListMistakes();
if (mistakes.length > 0) {
  console.error(mistakes.join('\n'));
  process.exit(1);
}

const release = 'build/Release';
const output = `${release}/secur32.node`;
const toolchain = labToolchain();
const all = compilations(arch);
const stale = all.filter((compilation) => isStale(compilation, toolchain));
stale.forEach(prepare);
rmSync(inProject(release), { recursive: true, force: true });
mkdirSync(inProject(release), { recursive: true });
writeImportDefinition();

console.error(`mingw ${arch}: ${stale.length} of ${all.length} sources to compile`);
process.exitCode = await runLinuxInLab(['bash', '-euc', script()]);
// What did compile stays compiled, also when something else failed.
for (const compilation of stale) markFresh(compilation, toolchain);

/** One entry into the sandbox: the stale sources side by side, then the import library, the link. */
function script() {
  const link = linkCommands(/** @type {import('./mingw.mjs').Arch} */ (arch), output);
  const compile = stale.length > 0 ? [inParallel(stale.map(({ command }) => command))] : [];
  return [...compile, ...link.map(quote)].join('\n');
}

/** Everything that Node-API exports, under the name of the host that the hook looks for. */
function writeImportDefinition() {
  const folder = inProject('node_modules/node-api-headers/def');
  const names = readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split(/\r?\n/))
    .filter((line) => /^\w+$/.test(line) && line !== 'EXPORTS');
  const text = ['LIBRARY node.exe', 'EXPORTS', ...names].join('\n');
  writeFileSync(inProject(`${outputFolder(/** @type {any} */ (arch))}/node.def`), `${text}\n`);
}
