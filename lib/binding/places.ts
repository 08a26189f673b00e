import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The name of the addon's file, wherever it lies. */
export const ADDON = 'secur32.node';

/** What of a process decides where its addon can be. */
export interface Surroundings {
  /** The folder of the running code; unknown in a bundle that is an ES module. */
  readonly code: string | undefined;
  /** `win32-x64`: also the name of the folder in `prebuilds`. */
  readonly target: string;
  readonly execPath: string;
  /** Electron's folder beside the executable that holds the application. */
  readonly resourcesPath: string | undefined;
}

/** Where the addon is looked for, in this order. */
export interface Places {
  /** Folders with `build` or `prebuilds` in them, for node-gyp-build. */
  readonly packages: readonly string[];
  /** Files, for code that a bundler has moved away from its package. */
  readonly files: readonly string[];
}

/** The folder of the package whose `dist` the code is in. */
function packageOf(code: string): string | undefined {
  const folder = dirname(code);
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    return (JSON.parse(text) as { name?: unknown }).name === 'secur32' ? folder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Electron loads a DLL from its archive by way of a temporary file; what the packager unpacked lies
 * beside the archive, at the same path.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/asar-archives
 */
function unpackedFirst(folder: string): string[] {
  const unpacked = folder.replace(/\.asar(?=[\\/]|$)/, '.asar.unpacked');
  return unpacked === folder ? [folder] : [unpacked, folder];
}

/**
 * Only the folders of the code and of the executable: another one, such as that of the first
 * argument, might be a folder that others may write to.
 */
export function placesOf({ code, target, execPath, resourcesPath }: Surroundings): Places {
  const home = code === undefined ? undefined : packageOf(code);
  const own = code === undefined || home !== undefined ? [] : unpackedFirst(code);
  const resources = resourcesPath === undefined ? [] : [resourcesPath];
  const folders = new Set([...own, ...resources, dirname(execPath)]);
  return {
    packages: home === undefined ? [] : unpackedFirst(home),
    files: [...folders].flatMap((folder) => [
      join(folder, 'prebuilds', target, ADDON),
      join(folder, ADDON),
    ]),
  };
}

/** Where a package has its addon: what was compiled there comes before what was shipped. */
export const addonsIn = (folder: string, target: string): [string, string] => [
  join(folder, 'build', 'Release', ADDON),
  join(folder, 'prebuilds', target, ADDON),
];

/** Whether there is such a file that this process may see; `--permission` makes existsSync throw. */
export function isThere(file: string): boolean {
  try {
    return existsSync(file);
  } catch {
    return false;
  }
}
