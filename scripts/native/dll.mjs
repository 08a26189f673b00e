import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject } from '../lib/project.mjs';
import { buildWithMingw } from './build.mjs';
import { nativeFiles, readTargets } from './gyp.mjs';
import { compilations, linkCommands } from './mingw.mjs';
import { isStale } from './objects.mjs';
import { toolchainOf } from './toolchain.mjs';

/**
 * A DLL that the mingw build makes beside the addon, for the lab. Its sources are whatever is in its
 * folder, compiled as the addon's are.
 *
 * @typedef {object} Dll
 * @property {import('./mingw.mjs').Arch} arch
 * @property {import('./gyp.mjs').Target} target
 * @property {string} output
 */

/**
 * The target of a folder, with the defines of a target of binding.gyp.
 *
 * @param {string} name
 * @param {string} folder
 * @param {object} options
 * @param {string} options.like
 * @param {string[]} [options.libraries]
 * @returns {import('./gyp.mjs').Target}
 */
export function targetOf(name, folder, { like, libraries = [] }) {
  const model = readTargets().find((target) => target.name === like);
  if (!model) throw new Error(`binding.gyp has no target ${like}`);
  const sources = nativeFiles(folder).filter((file) => file.endsWith('.cc'));
  return { ...model, name, sources, libraries, resources: [] };
}

/** Builds a DLL where it is missing or stale. Returns the exit code. @param {Dll} dll */
export async function buildDll(dll) {
  const { arch, target, output } = dll;
  const stampFile = inProject(`${output}.stamp`);
  const fresh = existsSync(stampFile) && existsSync(inProject(output));
  if (fresh && readFileSync(stampFile, 'utf8') === fingerprint(dll)) return 0;
  const code = await buildWithMingw(arch, [target], output);
  if (code === 0) writeFileSync(stampFile, fingerprint(dll));
  return code;
}

/**
 * @param {Dll} dll
 * @returns {string} empty when an object is stale, which no DLL is ever made of
 */
function fingerprint({ arch, target, output }) {
  const toolchain = toolchainOf(arch);
  const all = compilations(arch, [target]);
  if (all.some((compilation) => isStale(compilation, toolchain))) return '';
  const hash = createHash('sha256').update(JSON.stringify(linkCommands(arch, [target], output)));
  for (const { object } of all) hash.update(readFileSync(inProject(`${object}.stamp`)));
  return hash.digest('hex');
}
