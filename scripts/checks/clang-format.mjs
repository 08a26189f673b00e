// Is the C++ in its format? `npm run format` puts it there.
import { runLinuxInLab } from '../lib/lab.mjs';
import { nativeFiles } from '../native/gyp.mjs';
import { scriptedSsp } from '../native/scripted-ssp.mjs';

const files = [...nativeFiles(), ...nativeFiles(scriptedSsp)];
process.exitCode = await runLinuxInLab(['clang-format', '--dry-run', '-Werror', ...files]);
