import { checkSecBuffers } from '#lib/sec-buffer';
import { METHOD } from '#lib/message/calls';
import { blockSize, newBlock, writeBlock } from '#lib/message/control-block';
import { encryptMessage } from '#lib/message/encrypt';
import { wrap } from '#lib/message/wrap';
import { contextCore } from '#lib/raw/objects';

import { connect } from '../test/support/loopback.js';
import { connectNative } from './accounts.js';
import type { Effort } from './measure.js';
import { measure, warmUp } from './measure.js';
import type { Path } from './path.js';
import { buffersOf, encryptPath, nativeSeal, wrapPath } from './paths.js';
import type { Stage } from './results.js';
import { PROFILED } from './results.js';
import { sealerPath } from './stream-paths.js';

const PARTS = 4;

function stage(name: string, once: () => unknown): Path {
  return {
    name,
    direction: 'seal',
    prepare: () => undefined,
    run(_size, count) {
      for (let i = 0; i < count; i += 1) once();
    },
  };
}

/** Measures what a short message costs from the call of Secur32 to the method of a context. */
export async function measureProfile(effort: Effort): Promise<Stage[]> {
  const { package: name, size } = PROFILED;
  using loopback = await connect(name);
  const { client } = loopback;
  const core = contextCore(client);
  const native = nativeSeal(connectNative(name));
  const buffers = buffersOf(client, size);
  const data = Buffer.alloc(size);
  // A block without messages: what is left is the way to native code and back.
  const words = newBlock(blockSize(1, PARTS));
  writeBlock(words, 0, 0, false);
  const cross = core.calls.bind(METHOD.PROTECT, words, new ArrayBuffer(size));
  const stages = [
    stage('crossing to native code and back, without a message', cross),
    sealerPath(client),
    wrapPath(client),
    stage('`wrap`: checks, memory for the result', () => wrap(core, data)),
    encryptPath(client),
    stage('`encryptMessage`: reading the buffers', () => checkSecBuffers(buffers)),
    stage('`encryptMessage`: that, and all checks', () => encryptMessage(core, buffers)),
  ];
  for (const each of stages) warmUp(each, size, effort.warmUp);
  const measured = stages.map((each) => measure(each, native, size, effort));
  const loops = measured.map(({ nativeUs }) => nativeUs).toSorted((a, b) => a - b);
  return [
    { name: 'EncryptMessage in a C++ loop', us: loops[Math.floor(loops.length / 2)] ?? NaN },
    ...stages.map((each, index) => ({ name: each.name, us: measured[index]?.us ?? NaN })),
  ];
}
