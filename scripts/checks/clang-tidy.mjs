// Runs clang-tidy over the C++ in the lab, on what changed since it was last clean.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { labToolchain, runLinuxInLab } from '../lib/lab.mjs';
import { inProject } from '../lib/project.mjs';
import { inParallel, quote } from '../lib/shell.mjs';
import { nativeFiles, readTargets } from '../native/gyp.mjs';
import { frontends } from '../native/mingw.mjs';
import { scriptedSsp, scriptedTarget } from '../native/scripted-ssp.mjs';

const read = (/** @type {string} */ file) => readFileSync(inProject(file), 'utf8');

const headers = [...nativeFiles(), ...nativeFiles(scriptedSsp)].filter((file) =>
  file.endsWith('.h'),
);
const shared = JSON.stringify([labToolchain(), read('.clang-tidy'), headers.map(read)]);

const jobs = frontends([...readTargets(), scriptedTarget()]).map(({ source, flags }) => {
  const tidy = ['clang-tidy', '--quiet', source, '--', '--target=x86_64-w64-mingw32', ...flags];
  const hash = createHash('sha256').update(JSON.stringify([shared, tidy, read(source)]));
  return { stamp: `out/tidy/${source}.stamp`, tidy, fingerprint: hash.digest('hex') };
});

const changed = jobs.filter(
  ({ stamp, fingerprint }) => !existsSync(inProject(stamp)) || read(stamp) !== fingerprint,
);
for (const { stamp } of changed) mkdirSync(path.dirname(inProject(stamp)), { recursive: true });
if (changed.length > 0) {
  const commands = changed.map(({ tidy, stamp, fingerprint }) => {
    // The warnings that it counts there are those in system headers.
    const quiet = "2> >(grep -v ' warnings\\? generated' >&2)";
    const script = `${quote(tidy)} ${quiet} && printf %s ${fingerprint} >${quote([stamp])}`;
    return ['bash', '-c', script];
  });
  process.exitCode = await runLinuxInLab(['bash', '-euc', inParallel(commands)]);
}
