// Is the C++ in its format? `npm run format` puts it there.
import { runLinuxInLab } from '../lib/lab.mjs';
import { everyNativeFile } from '../native/everything.mjs';

const check = ['clang-format', '--dry-run', '-Werror'];
process.exitCode = await runLinuxInLab([...check, ...everyNativeFile()]);
