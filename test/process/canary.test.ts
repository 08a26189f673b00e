import { expect, test } from '@jest/globals';

import { runScript } from '../support/run-script.js';
import { describeScripted } from '../support/scripted.js';

// The scripted package keeps nothing of a secret, as no package should: Wine's own keep passwords for
// as long as there are credentials.

async function countsOf(kind: string): Promise<Record<string, number>> {
  const { output, ...ended } = await runScript('canary', [kind]);
  expect({ ...ended, output }).toMatchObject({ code: 0, signal: null });
  return JSON.parse(output) as Record<string, number>;
}

const nowhere = (when: string) => ({ [when]: 0, [`${when}, UTF-16`]: 0 });

describeScripted('a secret', () => {
  test.each([
    ['a password, as bytes', 'bytes'],
    ['a password that is refused', 'refused'],
    ['a password of added credentials', 'add'],
    ['a new password', 'change'],
  ])('lies nowhere after its caller has wiped it: %s', async (_, kind) => {
    const counts = await countsOf(kind);
    expect(counts).toMatchObject({ ...nowhere('before'), ...nowhere('after') });
    // The search finds what is there: the caller's bytes, and the package's text.
    expect(counts['inside']).toBe(1);
    expect(counts['inside, UTF-16']).toBe(1);
  });

  test('that is a string has no copy in the form that Windows takes', async () => {
    const counts = await countsOf('string');
    expect(counts['inside, UTF-16']).toBe(1);
    expect(counts['after, UTF-16']).toBe(0);
  });

  test('lies nowhere after its caller has wiped it: the data of a hosted package', async () => {
    const counts = await countsOf('authData');
    expect(counts).toMatchObject({ ...nowhere('before'), ...nowhere('after'), inside: 2 });
  });

  test('lies nowhere after its caller has wiped it: a session key', async () => {
    const counts = await countsOf('sessionKey');
    expect(counts).toMatchObject({ ...nowhere('before'), ...nowhere('after'), inside: 1 });
  });
});
