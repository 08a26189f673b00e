import { describe, expect, test } from '@jest/globals';

import type { Round } from '../../bench/statistics.js';
import { spreadOf, undisturbed } from '../../bench/statistics.js';

describe('The spread of measured values', () => {
  test('has the value in the middle of an odd number', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ median: 5, low: 3, high: 7 });
  });

  test('has the mean of the two in the middle of an even number', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
  });

  test('of one value is that value', () => {
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
  });

  test('is not moved by one value that is far off', () => {
    expect(spreadOf([1, 1, 1, 1, 1000]).median).toBe(1);
  });

  test('sorts numbers, not text', () => {
    expect(spreadOf([10, 9, 100]).median).toBe(10);
  });

  test('leaves what it is given in its order', () => {
    const values = [3, 1, 2];
    spreadOf(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test('of no values is refused', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});

describe('The rounds that nobody disturbed', () => {
  const calm: Round[] = Array.from({ length: 10 }, (_, index) => [1 + index / 100, 2]);

  test('are all, where each took about as long', () => {
    expect(undisturbed(calm)).toEqual(calm);
  });

  test('are those in which neither rival took much longer than otherwise', () => {
    expect(undisturbed([[9, 2], ...calm, [1, 9], [9, 9]])).toEqual(calm);
  });

  test('are found where most rounds were disturbed', () => {
    const most = Array.from({ length: 20 }, (): Round => [1, 30]);
    expect(undisturbed([...most, ...calm])).toEqual(calm);
  });

  test('have the slow ones too where a rival is slow by itself', () => {
    const collecting: Round[] = calm.map(([ours], index) => [index % 2 === 0 ? ours : 1.3, 2]);
    expect(undisturbed(collecting)).toEqual(collecting);
  });

  test('are all where hardly any is left', () => {
    const rounds: Round[] = [
      [1, 9],
      [9, 1],
      [1, 1],
    ];
    expect(undisturbed(rounds)).toEqual(rounds);
  });
});
