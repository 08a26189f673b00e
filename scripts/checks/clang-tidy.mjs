// Runs clang-tidy over the C++ in the lab, on what has never been clean as it is. That is kept beside
// the lab, so that another checkout of the same sources need not look again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { labToolchain, runLinuxInLab, sandboxFolder } from '../lib/lab.mjs';
import { inProject } from '../lib/project.mjs';
import { inParallel, quote } from '../lib/shell.mjs';
import { everyNativeFile, everyTarget } from '../native/everything.mjs';
import { frontends } from '../native/mingw.mjs';

const read = (/** @type {string} */ file) => readFileSync(inProject(file), 'utf8');

const headers = everyNativeFile().filter((file) => file.endsWith('.h'));
const shared = JSON.stringify([labToolchain(), read('.clang-tidy'), headers.map(read)]);

const jobs = frontends(everyTarget()).map(({ source, flags }) => {
  const tidy = ['clang-tidy', '--quiet', source, '--', '--target=x86_64-w64-mingw32', ...flags];
  const hash = createHash('sha256').update(JSON.stringify([shared, tidy, read(source)]));
  return { stamp: `out/tidy/${source}.stamp`, tidy, fingerprint: hash.digest('hex') };
});

const known = path.join(path.dirname(sandboxFolder()), 'clang-tidy');
const knownFile = (/** @type {string} */ fingerprint) => path.join(known, fingerprint);

const changed = jobs.filter(({ fingerprint }) => !existsSync(knownFile(fingerprint)));
for (const { stamp } of changed) {
  mkdirSync(path.dirname(inProject(stamp)), { recursive: true });
  rmSync(inProject(stamp), { force: true });
}
if (changed.length > 0) {
  const commands = changed.map(({ tidy, stamp }) => {
    // The warnings that it counts there are those in system headers.
    const quiet = "2> >(grep -v ' warnings\\? generated' >&2)";
    return ['bash', '-c', `${quote(tidy)} ${quiet} && touch ${quote([stamp])}`];
  });
  process.exitCode = await runLinuxInLab(['bash', '-euc', inParallel(commands)]);
  mkdirSync(known, { recursive: true });
  for (const { stamp, fingerprint } of changed) {
    if (existsSync(inProject(stamp))) writeFileSync(knownFile(fingerprint), '');
  }
}
