import { inProject, isLinux, isWindows } from './project.mjs';
import { binaryOf, isFresh, recordBinary, sourceHash } from './manifest.mjs';
import { runNode } from './run.mjs';

/** node-gyp compiles against this release's headers; Node-API makes the binary serve all others. */
const headersOf = '22.12.0';

/** The architectures that `npm run build:native` makes on this system. */
export const defaultArches = isWindows ? [process.arch] : ['x64', 'ia32'];

/**
 * Builds what is missing or stale into prebuilds/. On Linux the lab has to be there.
 *
 * @param {object} [options]
 * @param {string[]} [options.arches]
 * @param {boolean} [options.force]
 * @returns {Promise<number>} exit code
 */
export async function buildNative({ arches = defaultArches, force = false } = {}) {
  if (!isWindows && !isLinux) {
    console.error('native: needs Windows, or Linux with the lab');
    return 1;
  }
  for (const arch of arches) {
    if (!force && isFresh(arch)) continue;
    const source = sourceHash();
    const code = await prebuildify(arch);
    if (code !== 0) return code;
    const { size, sha256 } = recordBinary(arch, source);
    console.error(`native: ${binaryOf(arch)}, ${size} bytes, sha256 ${sha256}`);
  }
  return 0;
}

function prebuildify(/** @type {string} */ arch) {
  return runNode(
    [
      inProject('node_modules/prebuildify/bin.js'),
      ...['--platform', 'win32', '--arch', arch, '--napi', '--target', headersOf],
      ...(isWindows ? [] : ['--node-gyp', inProject('scripts/native/mingw-gyp.mjs')]),
    ],
    { stdout: 'stderr' },
  );
}
