import { describe, expect, test } from '@jest/globals';

import { RATIO_GOALS } from '../../bench/goals.js';
import { judge } from '../../bench/judge.js';
import { pageOf } from '../../bench/markdown.js';
import type { MessageRow } from '../../bench/messages.js';
import type { Results } from '../../bench/results.js';

const ratio = (median: number): MessageRow['ratio'] => ({ median, low: median, high: median });

const MESSAGES: readonly MessageRow[] = RATIO_GOALS.map(({ package: name, path, size }) => ({
  ...{ package: name, path, size, direction: 'seal', us: 1.25, nativeUs: 1, mbps: size / 1.25 },
  ratio: ratio(path === 'wrap' ? 0.123 : 1),
}));

const RESULTS: Results = {
  machine: {
    ...{ processor: 'A processor', cores: 2, system: 'Wine 10.0', node: 'Windows Node.js v24' },
    ...{ secur32: '1.2.3', koffi: '3.2.1', date: '2026-01-02' },
  },
  messages: MESSAGES,
  verdicts: RATIO_GOALS.map((goal) => judge(goal, MESSAGES)),
  scaling: [{ contexts: 100, size: 64, us: 1, nativeUs: 0.9, ratio: ratio(0.9) }],
  workers: { size: 16_384, speedup: ratio(1.95) },
  asynchronous: [
    {
      package: 'Schannel',
      speedup: ratio(1.8),
      delay99: 1,
      delayMost: 4.9,
      idleMost: 0.5,
    },
    {
      package: 'Kerberos',
      speedup: ratio(1.6),
      delay99: 1,
      delayMost: 5.1,
      idleMost: 0.5,
    },
  ],
  memory: {
    heap: [{ path: 'sealer', isHot: true, bytesPerMessage: 0 }],
    bytesPerContext: 4096,
    pairs: 10,
  },
  newMemory: { record: 3.5, touch: 0.6 },
  diagnostics: [{ path: 'sealer', size: 64, silentUs: 1, deafUs: 1, heardUs: 2 }],
  profile: [
    { name: 'a stage', us: 0.27 },
    { name: 'another', us: 0.055 },
  ],
};

const page = pageOf(RESULTS);
const rowsWith = (text: string): string[] => page.split('\n').filter((line) => line.includes(text));

describe('The page of the benchmark', () => {
  test('says of each goal whether it is met', () => {
    const rows = page.slice(page.indexOf('## Goals'), page.indexOf('## Messages')).split('\n');
    const outcomes = rows.filter((row) => row.startsWith('| Schannel, wrap, '));
    expect(outcomes).toHaveLength(3);
    for (const row of outcomes) expect(row).toMatch(/\| 0\.12 \| \*\*not met\*\* \|$/);
    expect(rowsWith('| Schannel, sealer, 64 B |')[0]).toMatch(/\| ≥ 0\.90 \| 1\.00 \| met \|$/);
  });

  test('shows no goal that is just missed as if it were met', () => {
    const verdicts = RATIO_GOALS.map((goal) => {
      return { goal, value: goal.atLeast - 0.001, met: false, holds: true };
    });
    const missed = pageOf({ ...RESULTS, verdicts }).split('\n');
    const row = missed.find((line) => line.startsWith('| Kerberos, sealer, 16 KiB |'));
    expect(row).toMatch(/\| ≥ 0\.99 \| 0\.98 \| \*\*not met\*\* \|$/);
  });

  test('says so of the goals that are no ratios', () => {
    expect(rowsWith('Schannel, two contexts')[0]).toMatch(/\| 1\.80 \| met \|$/);
    expect(rowsWith('Kerberos, two contexts')[0]).toMatch(/\| 1\.60 \| \*\*not met\*\* \|$/);
    expect(rowsWith('Schannel, delay')[0]).toMatch(/\| 4\.9 ms \| met \|$/);
    expect(rowsWith('Kerberos, delay')[0]).toMatch(/\| 5\.1 ms \| \*\*not met\*\* \|$/);
    expect(rowsWith('bytes on the heap')[0]).toMatch(/\| 0\.0 \| met \|$/);
    expect(rowsWith('own memory')[0]).toMatch(/\| 4096 \| \*\*not met\*\* \|$/);
    expect(rowsWith('open contexts')[0]).toMatch(/\| 100 \| \*\*not met\*\* \|$/);
  });

  test('judges the heap by the worst of the paths for streams', () => {
    const heap = [
      { path: 'sealer', isHot: true, bytesPerMessage: 0 },
      { path: 'opener', isHot: true, bytesPerMessage: 16 },
      { path: 'wrap', isHot: false, bytesPerMessage: 500 },
    ];
    const leaking = pageOf({ ...RESULTS, memory: { ...RESULTS.memory, heap } });
    expect(leaking).toMatch(/bytes on the heap .* \| 16\.0 +\| \*\*not met\*\*/);
  });

  test('says where, when and with what it was measured', () => {
    const parts = ['A processor, 2 cores', 'Wine 10.0', 'v24', '1.2.3', '3.2.1', '2026-01-02'];
    for (const each of parts) expect(page).toContain(each);
  });

  test('says what new memory costs', () => {
    expect(page).toContain('takes\n0.6 ms on this machine');
    expect(page).toContain('new memory, which takes V8 3.50 µs');
  });

  test('says where the time goes', () => {
    expect(rowsWith('| another |')[0]).toMatch(/\| 0\.0[56] \|$/);
    expect(page).toMatch(/takes 0\.27 µs for a short\nmessage .* leaves 0\.03 µs for all else/);
  });

  test('has a row for each message', () => {
    expect(rowsWith('| 1.25 |')).toHaveLength(MESSAGES.length);
  });

  test('has no value that is none', () => {
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
