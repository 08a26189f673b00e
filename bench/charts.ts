import type { PackageName } from '../test/support/capabilities.js';
import type { MessageRow } from './messages.js';
import { drawCharts } from './svg.js';
import type { Chart } from './svg.js';

const SHOWN: readonly PackageName[] = ['Schannel', 'Kerberos'];
const DESCRIPTION = 'Sealing: the time of a C++ loop divided by that of each path, by message size';

function chartOf(packageName: PackageName, rows: readonly MessageRow[]): Chart {
  const sealed = rows.filter((row) => row.package === packageName && row.direction === 'seal');
  const paths = [...new Set(sealed.map(({ path }) => path))];
  return {
    title: `${packageName}: share of a C++ loop's speed`,
    series: paths.map((name) => ({
      name,
      points: sealed
        .filter(({ path }) => path === name)
        .map(({ size, ratio }) => [size, ratio.median] as const),
    })),
  };
}

/** The picture docs/bench.svg. */
export function picture(rows: readonly MessageRow[]): string {
  return drawCharts(
    DESCRIPTION,
    SHOWN.map((name) => chartOf(name, rows)),
  );
}
