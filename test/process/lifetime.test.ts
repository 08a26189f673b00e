import { expect, test } from '@jest/globals';

import { describeEach, PACKAGES } from '../support/capabilities.js';
import { runScript } from '../support/run-script.js';
import { storedKeys } from '../support/stored-keys.js';

// What may end a process, in processes of their own: none may crash, and none may hang.

// First, since on Wine all imported keys have one name, and a process that exits during a step leaves
// its key behind.
describeEach(['Schannel'], 'a process that uses a PFX with %s', (name) => {
  test.each([
    ['collects its credentials', 'drop'],
    ['ends with its credentials open', 'open-at-end'],
    ['terminates a thread during a step', 'terminate'],
  ])('leaves no key behind when it %s', async (_, script) => {
    const before = storedKeys();
    expect(await runScript(script, [name])).toMatchObject({ code: 0, signal: null });
    expect(storedKeys()).toEqual(before);
  });
});

describeEach(PACKAGES, 'a process that uses %s', (name) => {
  test('collects contexts and credentials that were never closed', async () => {
    const ended = await runScript('drop', [name]);
    expect(ended).toEqual({ code: 0, signal: null, output: 'collected established' });
  });

  test('ends by itself with contexts and credentials open', async () => {
    const ended = await runScript('open-at-end', [name]);
    expect(ended).toEqual({ code: 0, signal: null, output: 'established' });
  });

  test('ends by itself after steps whose contexts were dropped meanwhile', async () => {
    const { output, ...ended } = await runScript('drop-in-step', [name]);
    expect(ended).toEqual({ code: 0, signal: null });
    expect(output.split(/\r?\n/)).toEqual(['token', 'token', 'token', 'token']);
  });

  test('may exit during a step, with a code of its own', async () => {
    const ended = await runScript('exit-in-step', [name, '42']);
    expect(ended).toEqual({ code: 42, signal: null, output: '' });
  });

  test('may use it in fifty other threads at once', async () => {
    const ended = await runScript('workers', [name, '50'], {}, 170_000);
    expect(ended).toEqual({ code: 0, signal: null, output: 'established, established 0' });
  });

  test('may terminate a thread during a step', async () => {
    const ended = await runScript('terminate', [name]);
    expect(ended).toEqual({ code: 0, signal: null, output: 'established' });
  });
});

describeEach(['Kerberos', 'Schannel'], 'a process that uses sealers and openers of %s', (name) => {
  test('makes no objects for hundreds of thousands of messages', async () => {
    const ended = await runScript('hot-path-heap', [name], {}, 170_000);
    expect(ended).toEqual({ code: 0, signal: null, output: 'flat' });
  });

  test('collects them in any order, and their contexts', async () => {
    const ended = await runScript('drop-sealers', [name]);
    expect(ended).toEqual({ code: 0, signal: null, output: 'collected, still sealing' });
  });

  test('may terminate a thread that uses them', async () => {
    const ended = await runScript('terminate-sealing', [name]);
    expect(ended).toEqual({ code: 0, signal: null, output: 'established' });
  });
});

test('two copies of the addon in one process work with each other, in threads too', async () => {
  const ended = await runScript('two-copies');
  expect(ended).toEqual({ code: 0, signal: null, output: 'from copy to copy' });
});
