// electron TARBALL: makes the application of examples/electron with this package in it and the
// Electron whose version is in ELECTRON, and runs its self-test there. On Windows.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';
import { run, runNode, runNpm } from '../lib/run.mjs';

const [tarball = ''] = process.argv.slice(2);
const version = process.env['ELECTRON'] ?? '';
const app = inProject('out/electron');
const longestRun = 3 * 60_000;

/** Scripts are off, as with npm 12: Electron's own installer is run by itself. */
async function install() {
  rmSync(app, { recursive: true, force: true });
  cpSync(inProject('examples/electron'), app, { recursive: true });
  const file = path.join(app, 'package.json');
  const { name, main } = JSON.parse(readFileSync(file, 'utf8'));
  const dependencies = { secur32: `file:${path.resolve(tarball)}`, electron: version };
  writeFileSync(file, JSON.stringify({ name, main, private: true, dependencies }));
  return (
    (await runNpm(['install', '--prefix', app, '--ignore-scripts', '--loglevel=error'])) ||
    (await runNode([path.join(app, 'node_modules/electron/install.js')]))
  );
}

async function main() {
  const code = await install();
  if (code !== 0) return code;
  /** @type {unknown} */
  const electron = createRequire(path.join(app, 'package.json'))('electron');
  const pfx = inProject('test/fixtures/app.sspi.test.pfx');
  const options = ['--self-test', `--pfx=${pfx}`, '--passphrase=test'];
  return run(String(electron), [app, ...options], { timeout: longestRun });
}

if (tarball === '' || version === '') throw new Error('ELECTRON=VERSION electron TARBALL');
process.exitCode = await main();
