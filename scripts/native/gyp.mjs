import { execSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { inProject, root } from '../lib/project.mjs';

/**
 * binding.gyp is written as JSON, which GYP reads as well: so node-gyp and the cross build work
 * from one list of sources and defines.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} sources relative to the project
 * @property {string[]} defines
 * @property {string[]} includeDirs relative to the project
 * @property {string[]} libraries
 */

/** @returns {Target[]} */
export function readTargets() {
  const gyp = JSON.parse(readFileSync(inProject('binding.gyp'), 'utf8'));
  const shared = gyp.target_defaults.defines;
  return gyp.targets.map((/** @type {any} */ target) => ({
    name: target.target_name,
    sources: target.sources,
    defines: [...shared, ...(target.defines ?? [])],
    includeDirs: (target.include_dirs ?? []).map(expand),
    libraries: target.libraries ?? [],
  }));
}

/** What binding.gyp and the folder src-native/ disagree about, in sentences. */
export function sourceListMistakes() {
  const listed = new Set(readTargets().flatMap((target) => target.sources));
  const present = new Set(nativeFiles().filter((file) => file.endsWith('.cc')));
  // node-gyp brings its own hook; ours belongs to the mingw build alone.
  present.delete(delayLoadHook);
  return [
    ...[...listed].filter((file) => !present.has(file)).map((file) => `${file} does not exist`),
    ...[...present].filter((file) => !listed.has(file)).map((file) => `${file} is not listed`),
  ].map((mistake) => `binding.gyp: ${mistake}`);
}

export const delayLoadHook = 'src-native/node/delay_load_hook.cc';

/** The C++ files of a folder, sorted, with forward slashes. */
export function nativeFiles(folder = 'src-native') {
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:cc|h)$/.test(entry.name))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .map((file) => file.slice(root.length).replaceAll('\\', '/'))
    .sort();
}

/** GYP's command expansion: `<!(command)` stands for what the command prints. */
function expand(/** @type {string} */ value) {
  const command = /^<!\((.*)\)$/.exec(value)?.[1];
  return command ? execSync(command, { cwd: root, encoding: 'utf8' }).trim() : value;
}
