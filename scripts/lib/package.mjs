import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, isLinux } from './project.mjs';
import { run, runNpm } from './run.mjs';

/** What the suite `package` works on; all of it is made anew each time. */
const folder = 'out/package';

/** The folder of somebody who has nothing but the tarball. */
const consumer = `${folder}/consumer`;

const tarballs = { secur32: `${folder}/secur32.tgz`, loader: `${folder}/node-gyp-build.tgz` };

/** Packs a package, or takes the tarball that was packed elsewhere and is to be tested. */
async function pack(/** @type {string} */ what, /** @type {string} */ tarball, given = '') {
  if (given !== '') {
    cpSync(inProject(given), inProject(tarball));
    return 0;
  }
  const fresh = `${folder}/fresh`;
  mkdirSync(inProject(fresh));
  const code = await runNpm(['pack', inProject(what), '--pack-destination', fresh, '--silent']);
  const [made] = readdirSync(inProject(fresh));
  if (made !== undefined) renameSync(inProject(fresh, made), inProject(tarball));
  rmSync(inProject(fresh), { recursive: true });
  return code || (made === undefined ? 1 : 0);
}

/** Installs the tarballs as if nothing else existed: no network, no registry, no scripts. */
function install() {
  writeFileSync(inProject(consumer, 'package.json'), '{ "private": true }\n');
  const flags = ['--offline', '--ignore-scripts', '--loglevel=error', '--prefix', consumer];
  const command = ['install', ...flags, ...Object.values(tarballs)];
  return isLinux
    ? run('unshare', ['--net', 'npm', ...command], { stdout: 'stderr' })
    : runNpm(command);
}

/** The programs of the consumer, and the bundles that the programs of docs/bundling.md make of them. */
function makePrograms() {
  const cwd = inProject(consumer);
  cpSync(inProject('out/test/package/consumer'), cwd, { recursive: true });
  const page = readFileSync(inProject('docs/bundling.md'), 'utf8').replaceAll('\r\n', '\n');
  for (const [, name = '', code = ''] of page.matchAll(/^```js (build\S+)\n(.*?)^```$/gms)) {
    writeFileSync(path.join(cwd, name), code);
    execFileSync(process.execPath, [name], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  }
}

/**
 * Packs and installs, once for all runs of the suite. SECUR32_TARBALL names a tarball to test, relative to
 * the project, in place of a new one. TypeScript has to be compiled, and the binaries to be there.
 */
export async function preparePackage() {
  rmSync(inProject(folder), { recursive: true, force: true });
  mkdirSync(inProject(consumer), { recursive: true });
  const code =
    (await pack('.', tarballs.secur32, process.env['SECUR32_TARBALL'])) ||
    (await pack('node_modules/node-gyp-build', tarballs.loader)) ||
    (await install());
  if (code === 0) makePrograms();
  return code;
}
