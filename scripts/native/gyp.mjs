import { execSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { inProject, root } from '../lib/project.mjs';

/**
 * binding.gyp is written as JSON, which GYP reads as well: so node-gyp and the cross build work
 * from one list of sources and defines.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} sources C++ files, relative to the project
 * @property {string[]} defines
 * @property {string[]} includeDirs relative to the project
 * @property {string[]} libraries
 * @property {Resource[]} resources
 */

/** @typedef {{ source: string, defines: () => string[] }} Resource a .rc file */

/** @returns {Target[]} */
export function readTargets() {
  const gyp = JSON.parse(readFileSync(inProject('binding.gyp'), 'utf8'));
  const shared = gyp.target_defaults.defines;
  return gyp.targets.map((/** @type {any} */ target) => ({
    name: target.target_name,
    sources: target.sources.filter((/** @type {string} */ file) => file.endsWith('.cc')),
    defines: [...shared, ...(target.defines ?? [])],
    includeDirs: (target.include_dirs ?? []).map(expand),
    libraries: target.libraries ?? [],
    resources: readResources(target),
  }));
}

/** @returns {Resource[]} */
function readResources(/** @type {any} */ { sources, msvs_settings }) {
  const files = sources.filter((/** @type {string} */ file) => file.endsWith('.rc'));
  const settings = msvs_settings?.VCResourceCompilerTool?.PreprocessorDefinitions ?? [];
  const defines = () => settings.map(expand);
  return files.map((/** @type {string} */ source) => ({ source, defines }));
}

/** What binding.gyp and the folder src-native/ disagree about, in sentences. */
export function sourceListMistakes() {
  const listed = new Set(readTargets().flatMap((target) => target.sources));
  const compiled = nativeFiles().filter((file) => file.endsWith('.cc'));
  // What only the mingw build compiles: node-gyp brings its own hook, and MSVC its own library.
  const present = new Set(compiled.filter((file) => !mingwFiles().includes(file)));
  return [
    ...[...listed].filter((file) => !present.has(file)).map((file) => `${file} does not exist`),
    ...[...present].filter((file) => !listed.has(file)).map((file) => `${file} is not listed`),
  ].map((mistake) => `binding.gyp: ${mistake}`);
}

/** The .rc files that binding.gyp lists, and so a part of the addon. */
export const resourceFiles = () =>
  readTargets().flatMap(({ resources }) => resources.map(({ source }) => source));

/** What GNU's linker and library need, and MSVC's have. */
export const mingwFiles = () => nativeFiles('src-native/mingw');

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
  return value.replace(/<!\((.*)\)$/, (_, command) =>
    execSync(command, { cwd: root, encoding: 'utf8' }).trim(),
  );
}
