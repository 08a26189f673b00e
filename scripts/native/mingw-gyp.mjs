#!/usr/bin/env node
// Stands in for node-gyp when prebuildify builds on Linux: compiles what binding.gyp lists with
// mingw-w64 in the lab's sandbox, and leaves build/Release/secur32.node as node-gyp would.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inProject } from '../lib/project.mjs';
import { buildWithMingw } from './build.mjs';
import { readTargets, sourceListMistakes } from './gyp.mjs';
import { arches } from './mingw.mjs';

const { values } = parseArgs({
  // prebuildify passes node-gyp's options too (--target, --devdir): a Node-API build needs none.
  strict: false,
  options: { arch: { type: 'string', default: 'x64' } },
});
const arch = arches.find((known) => known === values.arch);
if (!arch) throw new Error(`--arch is one of ${arches.join(', ')}`);

const mistakes = sourceListMistakes();
if (mistakes.length > 0) {
  console.error(mistakes.join('\n'));
  process.exit(1);
}

const release = 'build/Release';
rmSync(inProject(release), { recursive: true, force: true });
process.exitCode = await buildWithMingw(arch, readTargets(), `${release}/secur32.node`);
