import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, root } from '../lib/project.mjs';

/**
 * Which objects have to be compiled again. Decided by content, not by time: a checkout changes
 * times at will, and a shipped binary must never hold an object of other sources.
 *
 * @typedef {import('./mingw.mjs').Compilation} Compilation
 * @typedef {import('./toolchain.mjs').Toolchain} Toolchain
 */

const stampOf = (/** @type {Compilation} */ { object }) => inProject(`${object}.stamp`);

/**
 * @param {Compilation} compilation
 * @param {Toolchain} toolchain
 */
export function isStale(compilation, toolchain) {
  const stamp = stampOf(compilation);
  if (!existsSync(stamp) || !existsSync(inProject(compilation.object))) return true;
  return readFileSync(stamp, 'utf8') !== fingerprint(compilation, toolchain);
}

/** Makes the compiler's result, or its absence, visible afterwards. */
export function prepare(/** @type {Compilation} */ { object }) {
  mkdirSync(path.dirname(inProject(object)), { recursive: true });
  rmSync(inProject(object), { force: true });
}

/** Notes what an object was made of, if it came to be and nothing was edited meanwhile. */
export function markFresh(
  /** @type {Compilation} */ compilation,
  /** @type {Toolchain} */ toolchain,
) {
  const made = statSync(inProject(compilation.object), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const edited = made && dependencies(compilation).map((file) => statSync(inProject(file)).mtimeMs);
  if (edited && Math.max(...edited) < made) {
    writeFileSync(stampOf(compilation), fingerprint(compilation, toolchain));
  }
}

/** @returns {string} empty when a dependency is gone, which no stamp ever equals */
function fingerprint(/** @type {Compilation} */ compilation, /** @type {Toolchain} */ toolchain) {
  const hash = createHash('sha256').update(JSON.stringify([toolchain, compilation.command]));
  for (const file of dependencies(compilation)) {
    if (!existsSync(inProject(file))) return '';
    hash.update(`\0${file}\0`).update(readFileSync(inProject(file)));
  }
  return hash.digest('hex');
}

/** The compiler's own list (-MMD: without system headers, which the toolchain's name covers). */
function dependencies(/** @type {Compilation} */ { depfile }) {
  const text = readFileSync(path.join(root, depfile), 'utf8');
  return text.replaceAll('\\\n', ' ').split(/\s+/).filter(Boolean).slice(1);
}
