import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { labToolchain } from '../lib/lab.mjs';
import { inProject } from '../lib/project.mjs';
import { buildWithMingw } from './build.mjs';
import { nativeFiles, readTargets } from './gyp.mjs';
import { compilations, linkCommands, outputFolder } from './mingw.mjs';
import { isStale } from './objects.mjs';

/**
 * The security package that tests script: a second product of the mingw build, for the lab only.
 * Its sources are whatever is in its folder, compiled as the addon's are.
 */
export const scriptedSsp = 'test/scripted-ssp';

export const scriptedDll = `${outputFolder('x64')}/secur32-scripted.dll`;

const stampFile = `${scriptedDll}.stamp`;

/** @returns {import('./gyp.mjs').Target} */
export function scriptedTarget() {
  const addon = readTargets().find(({ includeDirs }) => includeDirs.length > 0);
  if (!addon) throw new Error('binding.gyp has no target that uses node-addon-api');
  const sources = nativeFiles(scriptedSsp).filter((file) => file.endsWith('.cc'));
  return { ...addon, name: 'secur32-scripted', sources, libraries: [] };
}

/** Builds the DLL where it is missing or stale. Returns the exit code. */
export async function buildScriptedSsp() {
  const targets = [scriptedTarget()];
  const fresh = existsSync(inProject(stampFile)) && existsSync(inProject(scriptedDll));
  if (fresh && readFileSync(inProject(stampFile), 'utf8') === fingerprint(targets)) return 0;
  const code = await buildWithMingw('x64', targets, scriptedDll);
  if (code === 0) writeFileSync(inProject(stampFile), fingerprint(targets));
  return code;
}

/**
 * @param {import('./gyp.mjs').Target[]} targets
 * @returns {string} empty when an object is stale, which no DLL is ever made of
 */
function fingerprint(targets) {
  const toolchain = labToolchain();
  const all = compilations('x64', targets);
  if (all.some((compilation) => isStale(compilation, toolchain))) return '';
  const hash = createHash('sha256').update(
    JSON.stringify(linkCommands('x64', targets, scriptedDll)),
  );
  for (const { object } of all) hash.update(readFileSync(inProject(`${object}.stamp`)));
  return hash.digest('hex');
}
