import nodeGypBuild from 'node-gyp-build';

import type { Places } from './places.js';
import { addonsIn, isThere } from './places.js';

function resolve(folder: string): string | undefined {
  try {
    return nodeGypBuild.resolve(folder);
  } catch {
    return undefined;
  }
}

/**
 * The addon to load, if there is one. Variables of the environment make node-gyp-build search
 * elsewhere or for another architecture, and it takes a file of any name: only a listed one counts.
 */
export function findAddon({ packages, files }: Places, target: string): string | undefined {
  for (const folder of packages) {
    const listed = addonsIn(folder, target);
    const resolved = resolve(folder);
    const found = listed.find((file) => file === resolved) ?? listed.find(isThere);
    if (found !== undefined) return found;
  }
  return files.find(isThere);
}
