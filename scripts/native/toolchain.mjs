import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sandboxFolder } from '../lib/lab.mjs';
import { isWindows } from '../lib/project.mjs';

/**
 * Which programs and libraries a binary was made with: other versions give other bytes.
 *
 * @typedef {Record<string, string>} Toolchain
 */

/** @type {Record<string, string>} */
const debianNames = { x64: 'x86-64', ia32: 'i686' };

/**
 * On Linux what the lab has installed, by Debian's names and versions. The compiler's package brings
 * the C++ library, that of mingw-w64 the C runtime and the import libraries.
 *
 * @param {string} arch
 * @returns {Toolchain}
 */
export function toolchainOf(arch) {
  if (isWindows) return { compiler: 'MSVC' };
  const name = debianNames[arch];
  const versions = installedVersions();
  const describe = (/** @type {string} */ debian) =>
    `${debian} ${versions.get(debian) ?? 'missing'}`;
  return {
    compiler: describe(`g++-mingw-w64-${name}-posix`),
    binutils: describe(`binutils-mingw-w64-${name}`),
    runtime: describe(`mingw-w64-${name}-dev`),
  };
}

/** @type {Map<string, string> | undefined} */
let installed;

function installedVersions() {
  installed ??= readVersions();
  return installed;
}

/** Debian's own list of packages, read without entering the lab. */
function readVersions() {
  const status = path.join(sandboxFolder(), 'root/var/lib/dpkg/status');
  const paragraphs = readFileSync(status, 'utf8').split('\n\n');
  return new Map(paragraphs.map((text) => [field(text, 'Package'), field(text, 'Version')]));
}

const field = (/** @type {string} */ text, /** @type {string} */ name) =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

/**
 * What differs between two toolchains, in sentences.
 *
 * @param {Toolchain} made that made a binary
 * @param {Toolchain} here
 */
export const toolchainDifferences = (made, here) =>
  [...new Set([...Object.keys(made), ...Object.keys(here)])]
    .filter((part) => made[part] !== here[part])
    .map((part) => `${part}: made with ${made[part] ?? 'none'}, here is ${here[part] ?? 'none'}`);
