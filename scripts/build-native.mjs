// npm run build:native [-- --arch x64|ia32] [--force]: builds the addon into prebuilds/. On Windows with
// node-gyp and MSVC, always; on Linux with mingw-w64 in the lab, where the binary is stale.
// npm run prebuild: the same with --force, for the binaries that are committed.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { buildLab } from './lib/lab.mjs';
import { buildNative } from './lib/native.mjs';
import { isLinux, isWindows } from './lib/project.mjs';

const { values } = parseArgs({
  options: { arch: { type: 'string', multiple: true }, force: { type: 'boolean', default: false } },
});
const force = values.force || isWindows;
const options = values.arch ? { arches: values.arch, force } : { force };

process.exitCode =
  (await ensureDependencies()) || (isLinux && (await buildLab())) || (await buildNative(options));
