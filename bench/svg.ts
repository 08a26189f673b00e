/** One line of a chart. */
export interface Series {
  readonly name: string;
  /** The ratio for each size in bytes. */
  readonly points: readonly (readonly [size: number, ratio: number])[];
}

/** A chart of ratios by size. */
export interface Chart {
  readonly title: string;
  readonly series: readonly Series[];
}

const WIDTH = 460;
const HEIGHT = 330;
const LEFT = 46;
const RIGHT = 128;
const TOP = 44;
const BOTTOM = 46;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;
const LABEL_HEIGHT = 14;
const STEPS = 5;

// Of Okabe and Ito: told apart by eyes that see few colours, on white and on black.
const COLORS = ['#0072b2', '#009e73', '#cc79a7', '#e69f00', '#d55e00', '#56b4e9'];

// Greys that can be read on both, for viewers that do not ask which of them it is.
const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #7d8590; }
.title { font-size: 14px; font-weight: 600; }
.label { font-weight: 600; }
.grid { stroke: #7d8590; stroke-opacity: 0.3; }
.whole { stroke: #7d8590; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: light) {
  text { fill: #57606a; }
  .title { fill: #24292f; }
}
@media (prefers-color-scheme: dark) {
  text { fill: #9da7b3; }
  .title { fill: #e6edf3; }
}`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A size as it is written on an axis. */
export function sizeName(size: number): string {
  if (size >= 2 ** 20) return `${size / 2 ** 20} MiB`;
  return size >= 1024 ? `${size / 1024} KiB` : `${size} B`;
}

const round = (value: number): string => value.toFixed(1);

class Axes {
  readonly #sizes: readonly number[];

  constructor({ series }: Chart) {
    const all = series.flatMap(({ points }) => points.map(([size]) => size));
    this.#sizes = [...new Set(all)].sort((a, b) => a - b);
  }

  x(size: number): number {
    const from = Math.log2(this.#sizes[0] ?? 1);
    const to = Math.log2(this.#sizes.at(-1) ?? 1);
    return LEFT + (PLOT_WIDTH * (Math.log2(size) - from)) / Math.max(1, to - from);
  }

  // A ratio above 1 is noise: the path makes the same call and more.
  y(ratio: number): number {
    return TOP + PLOT_HEIGHT * (1 - Math.min(ratio, 1));
  }

  draw(): string {
    const lines = Array.from({ length: STEPS + 1 }, (_, step) => {
      const ratio = step / STEPS;
      const y = round(this.y(ratio));
      const kind = step === STEPS ? 'whole' : 'grid';
      return (
        `<line class="${kind}" x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${y}" y2="${y}"/>` +
        `<text x="${LEFT - 6}" y="${y}" dy="4" text-anchor="end">${ratio.toFixed(1)}</text>`
      );
    });
    const sizes = this.#sizes.map((size, index) => {
      const y = TOP + PLOT_HEIGHT + (index % 2 === 0 ? 16 : 30);
      return `<text x="${round(this.x(size))}" y="${y}" text-anchor="middle">${sizeName(size)}</text>`;
    });
    return [...lines, ...sizes].join('\n');
  }
}

/** Where labels go that would lie on each other: as near to their lines as there is room. */
function spread(places: readonly number[]): number[] {
  const order = places.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const labels: number[] = [];
  let last = -Infinity;
  for (const { y, index } of order) {
    last = Math.max(y, last + LABEL_HEIGHT);
    labels[index] = last;
  }
  return labels;
}

function drawSeries({ series }: Chart, axes: Axes): string {
  const ends = series.map(({ points }) => axes.y(points.at(-1)?.[1] ?? 0));
  const labels = spread(ends);
  const drawn = series.map(({ name, points }, index) => {
    const color = COLORS[index % COLORS.length] ?? '';
    const places = points.map(([size, ratio]) => [round(axes.x(size)), round(axes.y(ratio))]);
    const line = places.map((place) => place.join(',')).join(' ');
    const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${color}"/>`);
    const place = `x="${LEFT + PLOT_WIDTH + 10}" y="${round(labels[index] ?? 0)}" dy="4"`;
    return [
      `<polyline points="${line}" fill="none" stroke="${color}" stroke-width="2"/>`,
      ...dots,
      `<text class="label" ${place} style="fill: ${color}">${escape(name)}</text>`,
    ].join('\n');
  });
  return drawn.join('\n');
}

function drawChart(chart: Chart, index: number): string {
  const axes = new Axes(chart);
  return [
    `<g transform="translate(${index * WIDTH} 0)">`,
    `<text class="title" x="${LEFT}" y="22">${escape(chart.title)}</text>`,
    axes.draw(),
    drawSeries(chart, axes),
    '</g>',
  ].join('\n');
}

/** Draws charts side by side, for light and for dark pages. */
export function drawCharts(description: string, charts: readonly Chart[]): string {
  const width = WIDTH * charts.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" role="img">`,
    `<title>${escape(description)}</title>`,
    `<style>${STYLE}\n</style>`,
    ...charts.map(drawChart),
    '</svg>',
    '',
  ].join('\n');
}
