import { ensureDependencies } from './dependencies.mjs';
import { buildLab } from './lab.mjs';
import { buildScriptedSsp } from '../native/scripted-ssp.mjs';
import { buildNative, defaultArches } from './native.mjs';
import { isLinux } from './project.mjs';
import { buildTypeScript } from './typescript.mjs';

/** Dependencies and compiled TypeScript: what any Node.js program of the project needs. */
export async function prepareJavaScript() {
  return (await ensureDependencies()) || (await buildTypeScript());
}

/**
 * The addon, and on Linux the Windows to run it in.
 *
 * @param {string[]} [arches]
 */
export async function prepareWindows(arches = defaultArches) {
  return (isLinux && (await buildLab())) || (await buildNative({ arches }));
}

/** All that tests need beyond that: the security package that they script, where the lab is. */
export async function prepareWindowsTests() {
  return (await prepareWindows()) || (isLinux ? await buildScriptedSsp() : 0);
}
