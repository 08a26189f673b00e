import { setTimeout as pause } from 'node:timers/promises';

import { afterEach, beforeEach, describe, test } from '@jest/globals';

import type { InitiateOptions, SecBuffer } from 'secur32';

import type { PackageFunction, RecordedBuffer } from '../scripted-ssp/index.js';
import { calls, isInstalled, reset, SCRIPTED } from '../scripted-ssp/index.js';
import { inLab } from './platform.js';
import type { ScriptedName, ScriptedPair } from './scripted-pair.js';
import { connectScripted } from './scripted-pair.js';

export { connectScripted, prepareScripted } from './scripted-pair.js';

/** Tests that need the scripted package: in the lab always, elsewhere skipped aloud. */
export function describeScripted(title: string, tests: () => void): void {
  if (isInstalled) {
    describe(title, () => {
      beforeEach(reset);
      afterEach(reset);
      tests();
    });
  } else if (inLab) {
    test(`${title} is tested in the lab`, () => {
      throw new Error('The lab was started without the scripted package: lab/run --package');
    });
  } else {
    describe.skip(`${title} (needs the lab: the scripted package is not installed)`, tests);
  }
}

/** A connection for each test of a describe, made with nothing scripted and nothing noted yet. */
export function connectScriptedBeforeEach(
  name: ScriptedName = SCRIPTED,
  options: InitiateOptions = {},
): () => ScriptedPair {
  let current: ScriptedPair | undefined;
  beforeEach(async () => {
    current = await connectScripted(name, options);
    reset();
  });
  afterEach(() => {
    reset();
    current?.[Symbol.dispose]();
    current = undefined;
  });
  return () => {
    if (current === undefined) throw new Error('There is a connection only while a test runs');
    return current;
  };
}

/** Waits until the package has been called by this function, as often. */
export async function arrival(name: PackageFunction, count = 1): Promise<void> {
  while (calls(name).length < count) await pause(1);
}

/** What the package should have received of buffers: all but where they lie in memory. */
export function asReceived(buffers: readonly SecBuffer[]): Partial<RecordedBuffer>[] {
  return buffers.map(({ type, flags = 0, data }) => ({
    type,
    flags,
    size: data?.byteLength ?? 0,
    null: data === undefined,
    data: Buffer.from(data ?? []),
  }));
}
