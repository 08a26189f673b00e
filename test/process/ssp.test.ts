import { expect, test } from '@jest/globals';

import { describeReference } from '../support/describe-reference.js';
import { runScript } from '../support/run-script.js';

describeReference('a process that hosts a package', () => {
  test('may do so in ten other threads at once', async () => {
    const ended = await runScript('ssp-workers', ['10']);
    expect(ended).toEqual({ code: 0, signal: null, output: 'a message 11' });
  });

  test('may terminate a thread in the middle of it', async () => {
    const ended = await runScript('ssp-terminate');
    expect(ended).toEqual({ code: 0, signal: null, output: 'established' });
  });

  test('collects modules, credentials and contexts that were never closed', async () => {
    const ended = await runScript('ssp-drop');
    expect(ended).toEqual({ code: 0, signal: null, output: 'collected 4' });
  });

  // A package keeps the addresses of the functions that its host gave to it.
  test.each([
    ['keeps the addon, when the thread that hosted has ended', 'host', 'loaded'],
    ['does not keep one that hosted nothing', 'list', 'unloaded'],
  ])('%s', async (_, what, output) => {
    expect(await runScript('ssp-unload', [what])).toEqual({ code: 0, signal: null, output });
  });
});
