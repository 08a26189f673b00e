import { buildDll, targetOf } from './dll.mjs';
import { nativeFiles } from './gyp.mjs';
import { outputFolder } from './mingw.mjs';

/**
 * The DLLs of security packages that tests use: further products of the mingw build, for the lab
 * only.
 */

const scripted = 'test/scripted-ssp';
const defective = 'test/defective-ssp';
const reference = 'examples/ssp/src';

export const scriptedDll = `${outputFolder('x64')}/secur32-scripted.dll`;

/** @param {import('./mingw.mjs').Arch} arch */
export const referenceDll = (arch) => `${outputFolder(arch)}/secur32-reference.dll`;

/** All their C++ files. */
export const packageFiles = () =>
  [scripted, defective, reference].flatMap((folder) => nativeFiles(folder));

/** 32-bit names as LSA looks for them; the .def file says the same to other linkers. */
const undecorated = '-Wl,--kill-at';

export function packageTargets() {
  return {
    scripted: targetOf('secur32-scripted', scripted, {
      like: 'secur32',
      libraries: ['-lntdll', '-lcrypt32'],
    }),
    defective: targetOf('secur32-defective', defective, { like: 'sspi' }),
    reference: targetOf('secur32-reference', reference, {
      like: 'sspi',
      libraries: ['-lbcrypt', undecorated],
    }),
  };
}

/** Builds what is missing or stale. Returns the exit code. */
export async function buildSecurityPackages() {
  const targets = packageTargets();
  const defectiveDll = `${outputFolder('x64')}/secur32-defective.dll`;
  return (
    (await buildDll({ arch: 'x64', target: targets.scripted, output: scriptedDll })) ||
    (await buildDll({ arch: 'x64', target: targets.defective, output: defectiveDll })) ||
    (await buildDll({ arch: 'x64', target: targets.reference, output: referenceDll('x64') })) ||
    (await buildDll({ arch: 'ia32', target: targets.reference, output: referenceDll('ia32') }))
  );
}
