import { benchFolder, benchTarget } from './bench.mjs';
import { nativeFiles, readTargets } from './gyp.mjs';
import { packageFiles, packageTargets } from './security-packages.mjs';

/** All C++ of the project, whatever it becomes a part of. */
export const everyNativeFile = () => [
  ...nativeFiles(),
  ...packageFiles(),
  ...nativeFiles(benchFolder),
];

/** All that it is compiled to. */
export const everyTarget = () => [
  ...readTargets(),
  ...Object.values(packageTargets()),
  benchTarget(),
];
