import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { nativeFiles, resourceFiles } from '../native/gyp.mjs';
import { toolchainDifferences, toolchainOf } from '../native/toolchain.mjs';
import { inProject } from './project.mjs';

/**
 * prebuilds/manifest.json says of each binary what it was built from and what it is, so that a
 * stale or altered one shows.
 *
 * @typedef {object} Entry
 * @property {string} source hash of all that the binary was built from, except for the compiler
 * @property {string} sha256
 * @property {number} size
 * @property {import('../native/toolchain.mjs').Toolchain} toolchain
 */

const manifestFile = inProject('prebuilds/manifest.json');

/** @param {string} arch */
export const binaryOf = (arch) => `prebuilds/win32-${arch}/secur32.node`;

const sha256 = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** @returns {Record<string, Entry>} */
export function readManifest() {
  return existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
}

/** Is the binary there, unaltered, and built from today's sources? @param {string} arch */
export const isFresh = (arch) => complaintAbout(arch) === '';

/**
 * What the manifest and the sources say against a binary, in a sentence, or nothing.
 *
 * @param {string} arch
 */
export function complaintAbout(arch) {
  const entry = readManifest()[`win32-${arch}`];
  const file = inProject(binaryOf(arch));
  if (!entry || !existsSync(file)) return `${binaryOf(arch)} is missing`;
  const bytes = readFileSync(file);
  if (entry.sha256 !== sha256(bytes) || entry.size !== bytes.length) {
    return `${binaryOf(arch)} was altered after it was built`;
  }
  if (entry.source !== sourceHash()) return `${binaryOf(arch)} was built from other sources`;
  return '';
}

/**
 * What the manifest has to say of a binary that was built here.
 *
 * @param {string} arch
 * @param {string} source
 * @param {Buffer} bytes
 * @returns {Entry}
 */
export const entryOf = (arch, source, bytes) => ({
  ...{ source, sha256: sha256(bytes), size: bytes.length },
  toolchain: toolchainOf(arch),
});

/**
 * What a build from the same sources says against what the manifest says, in a sentence, or nothing.
 *
 * @param {string} arch
 * @param {Entry} rebuilt
 */
export function differenceFrom(arch, rebuilt) {
  const entry = readManifest()[`win32-${arch}`];
  if (isDeepStrictEqual(entry, rebuilt)) return '';
  const differences = toolchainDifferences(entry?.toolchain ?? {}, rebuilt.toolchain);
  const reason = [': the compilers differ', ...differences].join('\n  ');
  const what =
    entry?.sha256 === rebuilt.sha256
      ? `${binaryOf(arch)} is what its sources give, but not as the manifest describes it`
      : `${binaryOf(arch)} is not what its sources give`;
  return `${what}${differences.length > 0 ? reason : ', with the same compilers'}`;
}

/** @param {string} arch */
export function recordBinary(arch, /** @type {string} */ source) {
  const entry = entryOf(arch, source, readFileSync(inProject(binaryOf(arch))));
  const manifest = { ...readManifest(), [`win32-${arch}`]: entry };
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  writeFileSync(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`);
  return entry;
}

/**
 * Of everything that a binary depends on, except for the compiler. It is the same on every system:
 * what the lab built is fresh on Windows too.
 */
export function sourceHash() {
  const hash = createHash('sha256');
  const recipe = ['binding.gyp', 'scripts/native/build.mjs', 'scripts/native/mingw.mjs'];
  for (const file of [...recipe, ...nativeFiles(), ...resourceFiles()]) {
    // A checkout with CRLF line ends holds the same sources.
    const text = readFileSync(inProject(file), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${file}\0${text}\0`);
  }
  const versions = ['node-addon-api', 'node-api-headers'].map((name) => `node_modules/${name}/`);
  for (const folder of ['', ...versions]) {
    const { name, version } = JSON.parse(readFileSync(inProject(`${folder}package.json`), 'utf8'));
    hash.update(`${name}\0${version}\0`);
  }
  return hash.digest('hex');
}
