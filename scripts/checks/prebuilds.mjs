// Are the committed binaries what their sources give? Builds both from scratch in the lab, in a
// folder of its own, and compares every byte, and all that the manifest says.
import { readFileSync, rmSync } from 'node:fs';
import { binaryOf, complaintAbout, differenceFrom, entryOf, sourceHash } from '../lib/manifest.mjs';
import { inProject } from '../lib/project.mjs';
import { buildWithMingw } from '../native/build.mjs';
import { readTargets } from '../native/gyp.mjs';
import { arches } from '../native/mingw.mjs';

const remedy = 'run `npm run prebuild`, on Linux, and commit prebuilds/';

/** @typedef {import('../native/mingw.mjs').Arch} Arch */

/** @param {Arch} arch @returns {Promise<string>} what is wrong, or nothing */
async function rebuild(arch) {
  const folder = `out/rebuild/${arch}`;
  rmSync(inProject(folder), { recursive: true, force: true });
  const output = `${folder}/secur32.node`;
  const code = await buildWithMingw(arch, readTargets(), output, folder);
  if (code !== 0) return `${binaryOf(arch)} could not be built again`;
  return differenceFrom(arch, entryOf(arch, sourceHash(), readFileSync(inProject(output))));
}

/** The quick look at the manifest goes first: what is stale needs no build to be refused. */
const stale = arches.map(complaintAbout).filter(Boolean);
const mistakes = [...stale];
if (stale.length === 0) {
  for (const arch of arches) mistakes.push(await rebuild(arch));
}
const found = mistakes.filter(Boolean);
for (const mistake of found) console.error(mistake);
if (found.length > 0) console.error(remedy);
process.exitCode = found.length > 0 ? 1 : 0;
