import { describe, expect, test } from '@jest/globals';

import { drawCharts, sizeName } from '../../bench/svg.js';

const CHART = {
  title: 'Speed <of> a & b',
  series: [
    { name: 'ours', points: [[64, 0.9] as const, [1024, 1.2] as const, [16_384, 1] as const] },
    { name: 'theirs', points: [[64, 0.1] as const, [16_384, 0.98] as const] },
  ],
};

const placesOf = (svg: string): number[][] =>
  [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, points = '']) =>
    points.split(/[ ,]/).map(Number),
  );

describe('The picture of the benchmark', () => {
  const svg = drawCharts('what it shows', [CHART, CHART]);

  test('has a line for each series of each chart', () => {
    expect(placesOf(svg).map((line) => line.length)).toEqual([6, 4, 6, 4]);
  });

  test('puts a higher ratio higher, and one above 1 on the line of 1', () => {
    const [, y64 = NaN, , y1024, , y16384] = placesOf(svg)[0] ?? [];
    expect(y64).toBeGreaterThan(y1024 ?? NaN);
    expect(y1024).toBe(y16384);
  });

  test('puts sizes in their order, by their logarithms', () => {
    const [x64 = NaN, , x1024 = NaN, , x16384 = NaN] = placesOf(svg)[0] ?? [];
    expect(x1024 - x64).toBeCloseTo(x16384 - x1024, 0);
    expect(x1024).toBeGreaterThan(x64);
  });

  test('keeps labels apart whose lines end at the same place', () => {
    const ys = [...svg.matchAll(/class="label" x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) =>
      Number(y),
    );
    expect(ys).toHaveLength(4);
    expect(Math.abs((ys[0] ?? 0) - (ys[1] ?? 0))).toBeGreaterThanOrEqual(14);
  });

  test('is a picture by itself, with its description, and colours for dark pages', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
    expect(svg).toContain('<title>what it shows</title>');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toContain('NaN');
  });

  test('escapes text', () => {
    expect(svg).toContain('Speed &lt;of&gt; a &amp; b');
  });
});

describe('The name of a size', () => {
  test.each([
    [64, '64 B'],
    [1024, '1 KiB'],
    [65_536, '64 KiB'],
    [1_048_576, '1 MiB'],
  ])('of %d is %s', (size, name) => expect(sizeName(size)).toBe(name));
});
