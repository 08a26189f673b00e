// pack ARM64 OUTPUT: makes OUTPUT/secur32.tgz of the binaries that are in prebuilds/ and the one for
// arm64 in the folder ARM64, which Windows made. Gives the checksum to the jobs that follow.
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isFresh } from '../lib/manifest.mjs';
import { prepareJavaScript } from '../lib/prepare.mjs';
import { inProject } from '../lib/project.mjs';
import { runNpm } from '../lib/run.mjs';
import { sha256 } from './bytes.mjs';

const [arm64 = '', output = ''] = process.argv.slice(2);
const staging = inProject('out/pack');

/** https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types */
const MACHINES = { x64: 0x8664, ia32: 0x014c, arm64: 0xaa64 };

/** @typedef {Record<string, { sha256: string, source: string }>} Manifest */

/** @returns {Manifest} */
const readManifest = (/** @type {string} */ folder) =>
  JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));

function machineOf(/** @type {Buffer} */ bytes) {
  const header = bytes.readUInt32LE(0x3c);
  return bytes.toString('latin1', header, header + 4) === 'PE\0\0'
    ? bytes.readUInt16LE(header + 4)
    : 0;
}

/** A copy of the project's published files, so that the project stays as it is. */
function stage() {
  rmSync(staging, { recursive: true, force: true });
  const { files } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  for (const name of ['package.json', ...files]) {
    cpSync(inProject(name), path.join(staging, name), { recursive: true });
  }
  const prebuilds = path.join(staging, 'prebuilds');
  const target = 'win32-arm64';
  const binary = path.join(target, 'secur32.node');
  cpSync(path.join(arm64, binary), path.join(prebuilds, binary));
  const manifest = { ...readManifest(prebuilds), [target]: readManifest(arm64)[target] };
  writeFileSync(path.join(prebuilds, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Binaries for other machines, of other sources, or other ones than the manifest knows. */
function binaryMistakes() {
  const prebuilds = path.join(staging, 'prebuilds');
  const manifest = readManifest(prebuilds);
  const sources = new Set(Object.keys(MACHINES).map((arch) => manifest[`win32-${arch}`]?.source));
  const mistakes = Object.entries(MACHINES).flatMap(([arch, machine]) => {
    const name = `win32-${arch}`;
    const bytes = readFileSync(path.join(prebuilds, name, 'secur32.node'));
    if (machineOf(bytes) !== machine) return [`${name} is for another machine`];
    return manifest[name]?.sha256 === sha256(bytes)
      ? []
      : [`${name} is not what the manifest says`];
  });
  const stale = ['x64', 'ia32'].filter((arch) => !isFresh(arch));
  return [
    ...mistakes,
    ...stale.map((arch) => `win32-${arch} was not built from these sources: npm run prebuild`),
    ...(sources.size === 1 ? [] : ['the binaries were built from different sources']),
  ];
}

async function pack() {
  const code = await prepareJavaScript();
  if (code !== 0) return code;
  stage();
  const mistakes = binaryMistakes();
  for (const mistake of mistakes) console.error(mistake);
  if (mistakes.length > 0) return 1;
  const fresh = path.join(staging, '../packed');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const failed = await runNpm([
    'pack',
    staging,
    '--pack-destination',
    fresh,
    '--ignore-scripts',
    '--silent',
  ]);
  const [made] = readdirSync(fresh);
  if (failed || made === undefined) return failed || 1;
  mkdirSync(output, { recursive: true });
  const tarball = path.join(output, 'secur32.tgz');
  renameSync(path.join(fresh, made), tarball);
  const checksum = sha256(readFileSync(tarball));
  console.log(`${checksum} ${tarball}`);
  if (process.env['GITHUB_OUTPUT']) {
    appendFileSync(process.env['GITHUB_OUTPUT'], `sha256=${checksum}\n`);
  }
  return 0;
}

if (arm64 === '' || output === '') throw new Error('pack ARM64 OUTPUT');
process.exitCode = await pack();
