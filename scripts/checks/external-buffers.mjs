// Does the compiler refuse memory of C++ in the hands of JavaScript? It has to, with the command line
// of the addon, and would not without the define that is meant to make it.
import { spawnSync } from 'node:child_process';
import { inProject, root } from '../lib/project.mjs';
import { noExternalBuffers, offence, syntaxCheck } from '../native/external-buffers.mjs';

/** @param {string[]} command */
function compile(command) {
  const options = ['--linux', '--no-domain', '--', ...command];
  const { status, stderr } = spawnSync(inProject('lab/run'), options, {
    cwd: root,
    input: offence,
    encoding: 'utf8',
  });
  return { status, errors: stderr.split('\n').filter((line) => line.includes(' error: ')) };
}

const define = `-D${noExternalBuffers}`;
const refused = compile(syntaxCheck());
const accepted = compile(syntaxCheck().filter((word) => word !== define));

const complaints = [
  ...['napi_create_external_buffer', 'Napi::Buffer']
    .filter((name) => !refused.errors.some((line) => line.includes(name)))
    .map((name) => `${name} is not refused`),
  ...(refused.status === 0 ? ['memory of C++ can be handed to JavaScript'] : []),
  ...(accepted.status === 0 ? [] : ['it is refused for another reason:', ...accepted.errors]),
];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
