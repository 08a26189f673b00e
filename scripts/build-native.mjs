// npm run build:native [-- --arch x64|ia32] [--force]: builds prebuilds/ where stale. On Windows
// with node-gyp and MSVC, on Linux with mingw-w64 in the lab.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { buildLab } from './lib/lab.mjs';
import { buildNative } from './lib/native.mjs';
import { isLinux } from './lib/project.mjs';

const { values } = parseArgs({
  options: { arch: { type: 'string', multiple: true }, force: { type: 'boolean', default: false } },
});
const options = values.arch
  ? { arches: values.arch, force: values.force }
  : { force: values.force };

process.exitCode =
  (await ensureDependencies()) || (isLinux && (await buildLab())) || (await buildNative(options));
