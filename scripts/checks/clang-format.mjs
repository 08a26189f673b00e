// Is src-native/ in its format? `npm run format` puts it there.
import { runLinuxInLab } from '../lib/lab.mjs';
import { nativeFiles } from '../native/gyp.mjs';

process.exitCode = await runLinuxInLab(['clang-format', '--dry-run', '-Werror', ...nativeFiles()]);
