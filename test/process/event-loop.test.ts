import { expect, test } from '@jest/globals';

import { runScript } from '../support/run-script.js';
import { describeScripted } from '../support/scripted.js';

// A call that waits for LSA waits for the network with it: it may take as long as a controller that
// does not answer. In Electron's main process, windows stand still for as long as the loop does.

const DELAY = 500;
// Of a loop that is never blocked; a machine that shares its cores may take it away for a while.
const LONGEST_PAUSE = DELAY / 2;

interface Watched {
  readonly took: number;
  readonly longest: number;
  readonly turns: number;
}

describeScripted('the event loop', () => {
  test('turns on while the package takes its time for any call that may wait', async () => {
    const { code, output } = await runScript('event-loop', [String(DELAY)]);
    const watched = JSON.parse(output) as Record<string, Watched>;
    const calls = Object.entries(watched);
    expect(calls.filter(([, { took }]) => took < DELAY - 20)).toEqual([]);
    expect(calls.filter(([, { longest }]) => longest > LONGEST_PAUSE)).toEqual([]);
    expect(calls.filter(([, { turns }]) => turns < 10)).toEqual([]);
    expect([code, calls.length]).toEqual([0, 13]);
  });
});
