import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject, isLinux } from '../lib/project.mjs';
import { runNode, runNpm } from '../lib/run.mjs';
import { buildDll, targetOf } from './dll.mjs';
import { nativeFiles } from './gyp.mjs';
import { outputFolder } from './mingw.mjs';

/**
 * What the benchmark measures the library against: an addon with loops in C++, compiled as the
 * library's own addon is, and koffi. Neither is shipped.
 */

export const benchFolder = 'bench/native';

const name = 'secur32-bench';
const like = 'secur32';
const libraries = ['-lsecur32', '-lcrypt32'];

export const benchTarget = () => targetOf(name, benchFolder, { like, libraries });

const addon = `${outputFolder('x64')}/${name}.node`;
const koffi = 'out/koffi';

/** Builds or fetches what is missing. Returns the exit code. */
export async function buildBench() {
  return (await buildAddon()) || (await installKoffi());
}

async function buildAddon() {
  if (isLinux) return buildDll({ arch: 'x64', target: benchTarget(), output: addon });
  const folder = 'out/bench-native';
  mkdirSync(inProject(folder), { recursive: true });
  mkdirSync(inProject(outputFolder('x64')), { recursive: true });
  writeFileSync(inProject(folder, 'binding.gyp'), JSON.stringify(gypFile('../../')));
  const gyp = inProject('node_modules/node-gyp/bin/node-gyp.js');
  const options = ['--directory', folder, '--arch', 'x64'];
  const code = await runNode([gyp, 'rebuild', ...options], { stdout: 'stderr' });
  if (code === 0) copyFileSync(inProject(folder, `build/Release/${name}.node`), inProject(addon));
  return code;
}

/** binding.gyp with this addon in place of the library's. @param {string} root */
function gypFile(root) {
  const gyp = JSON.parse(readFileSync(inProject('binding.gyp'), 'utf8'));
  const model = gyp.targets.find((/** @type {any} */ target) => target.target_name === like);
  const sources = nativeFiles(benchFolder)
    .filter((file) => file.endsWith('.cc'))
    .map((file) => root + file);
  return {
    ...gyp,
    targets: [{ ...model, target_name: name, dependencies: [], sources, libraries }],
  };
}

/** Its Windows binary is an optional package, which `npm ci` of the project leaves out on Linux. */
async function installKoffi() {
  const files = ['package.json', 'package-lock.json'].map((name) => ({
    from: inProject('bench/koffi', name),
    to: inProject(koffi, name),
  }));
  const same = files.every(
    ({ from, to }) => existsSync(to) && readFileSync(from).equals(readFileSync(to)),
  );
  if (same && existsSync(inProject(koffi, 'node_modules/.package-lock.json'))) return 0;
  mkdirSync(inProject(koffi), { recursive: true });
  for (const { from, to } of files) copyFileSync(from, to);
  const platform = ['--os', 'win32', '--cpu', 'x64', '--ignore-scripts'];
  return runNpm(['ci', '--prefix', koffi, ...platform, '--loglevel=error']);
}
