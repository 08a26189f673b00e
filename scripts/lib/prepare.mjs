import { ensureDependencies } from './dependencies.mjs';
import { buildLab } from './lab.mjs';
import { buildBench } from '../native/bench.mjs';
import { buildSecurityPackages } from '../native/security-packages.mjs';
import { buildNative, defaultArches } from './native.mjs';
import { isLinux } from './project.mjs';
import { isGiven, unpackTarball } from './tarball.mjs';
import { buildTypeScript } from './typescript.mjs';

/** Dependencies and compiled TypeScript: what any Node.js program of the project needs. */
export async function prepareJavaScript() {
  const code = (await ensureDependencies()) || (await buildTypeScript());
  return code || (isGiven ? await unpackTarball() : 0);
}

/**
 * The addon, and on Linux the Windows to run it in.
 *
 * @param {string[]} [arches]
 */
export async function prepareWindows(arches = defaultArches) {
  return (isLinux && (await buildLab())) || (isGiven ? 0 : await buildNative({ arches }));
}

/** All that tests need beyond that, where the lab is: security packages of their own, the benchmark. */
export async function prepareWindowsTests() {
  const code = await prepareWindows();
  return code || !isLinux ? code : (await buildSecurityPackages()) || (await buildBench());
}
