import { rmSync } from 'node:fs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';

/**
 * SECUR32_TARBALL names a tarball of this package, relative to the project. Tests then run what is in
 * it: nothing that they load was built here.
 */
const tarball = process.env['SECUR32_TARBALL'] ?? '';

export const isGiven = tarball !== '';

/** Puts what the tarball has in place of dist/ and prebuilds/. Returns the exit code. */
export async function unpackTarball() {
  const folders = ['dist', 'prebuilds'];
  for (const folder of folders) rmSync(inProject(folder), { recursive: true, force: true });
  console.error(`dist and prebuilds: those of ${tarball}`);
  const members = folders.map((folder) => `package/${folder}`);
  // Both kinds of tar, GNU's and Windows' own, take a relative path.
  return run('tar', ['-xzf', tarball, '--strip-components=1', ...members]);
}
