import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delayLoadHook, nativeFiles } from '../native/gyp.mjs';
import { inProject, isWindows } from './project.mjs';

/**
 * prebuilds/manifest.json says of each binary what it was built from and what it is, so that a
 * stale or altered one shows.
 *
 * @typedef {{ source: string, sha256: string, size: number }} Entry
 */

const manifestFile = inProject('prebuilds/manifest.json');

/** @param {string} arch */
export const binaryOf = (arch) => `prebuilds/win32-${arch}/secur32.node`;

const sha256 = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** @returns {Record<string, Entry>} */
export function readManifest() {
  return existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
}

/** Is the binary there, unaltered, and built from today's sources? */
export function isFresh(/** @type {string} */ arch) {
  const entry = readManifest()[`win32-${arch}`];
  const file = inProject(binaryOf(arch));
  if (!entry || !existsSync(file) || statSync(file).size !== entry.size) return false;
  return entry.source === sourceHash() && entry.sha256 === sha256(readFileSync(file));
}

/** @param {string} arch */
export function recordBinary(arch, /** @type {string} */ source) {
  const bytes = readFileSync(inProject(binaryOf(arch)));
  const entry = { source, sha256: sha256(bytes), size: bytes.length };
  const manifest = { ...readManifest(), [`win32-${arch}`]: entry };
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  writeFileSync(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`);
  return entry;
}

/** Everything a binary depends on, except for the compiler. */
export function sourceHash() {
  const hash = createHash('sha256');
  const compilers = isWindows ? [] : ['scripts/native/mingw.mjs'];
  const sources = nativeFiles().filter((file) => !isWindows || file !== delayLoadHook);
  for (const file of ['binding.gyp', ...compilers, ...sources]) {
    // A checkout with CRLF line ends holds the same sources.
    const text = readFileSync(inProject(file), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${file}\0${text}\0`);
  }
  for (const name of ['node-addon-api', 'node-api-headers']) {
    const file = inProject('node_modules', name, 'package.json');
    hash.update(`${name}\0${JSON.parse(readFileSync(file, 'utf8')).version}\0`);
  }
  return hash.digest('hex');
}
