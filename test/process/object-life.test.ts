import { expect, test } from '@jest/globals';

import { runScript } from '../support/run-script.js';
import { describeScripted } from '../support/scripted.js';

// All that JavaScript can hold of the addon, and what may happen to it. The scripted package takes a
// while for each call, and notes what was freed.

const OBJECTS = [
  ...['Credentials', 'ClientContext', 'ServerContext'],
  ...['SspModule', 'SspCredentials', 'SspContext'],
];
/** Those whose calls are of other objects, which go on without them. */
const OWNERS = ['Credentials', 'SspModule', 'SspCredentials'];

describeScripted('an object', () => {
  test.each(OBJECTS)('%s refuses calls after it was closed, once or more often', async (name) => {
    const closed = { code: 0, signal: null, output: 'ERR_SSPI_CLOSED' };
    expect(await runScript('object-life', [name, 'after'])).toEqual(closed);
    expect(await runScript('object-life', [name, 'twice'])).toEqual(closed);
  });

  test.each(OBJECTS)('%s may be closed during a call', async (name) => {
    const output = OWNERS.includes(name) ? 'done' : 'ERR_SSPI_CLOSED';
    const ended = await runScript('object-life', [name, 'during']);
    expect(ended).toEqual({ code: 0, signal: null, output });
  });

  test.each(OBJECTS)('%s is freed when nobody holds it', async (name) => {
    const ended = await runScript('object-life', [name, 'dropped']);
    expect(ended).toEqual({ code: 0, signal: null, output: 'freed' });
  });

  test.each(OBJECTS)('%s may be left in a thread that is terminated in a call', async (name) => {
    const ended = await runScript('object-life', [name, 'terminated']);
    expect(ended).toEqual({ code: 0, signal: null, output: 'established' });
  });

  test.each(OBJECTS)('%s may be left when the process ends, or exits in a call', async (name) => {
    const ended = await runScript('object-life', [name, 'pending']);
    expect(ended).toEqual({ code: 0, signal: null, output: 'called' });
    const exited = await runScript('object-life', [name, 'exit']);
    expect(exited).toEqual({ code: 7, signal: null, output: '' });
  });
});
