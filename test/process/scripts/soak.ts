// soak COUNT [--json]: this many handshakes and sealed messages over all packages, and whether handles
// and memory stay flat. Progress goes to standard error, a table or JSON to standard output.
import type { Sample, Soaked } from '../../support/soak.js';
import { shares, soak } from '../../support/soak.js';

const MEBIBYTE = 2 ** 20;

function progress(name: string, { handshakes, seconds, handles, bytes }: Sample): void {
  const memory = `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
  console.error(
    `${name} ${handshakes}: ${seconds.toFixed(1)} s, ${handles ?? '?'} handles, ${memory}`,
  );
}

function row(soaked: Soaked): Record<string, unknown> {
  const { name, handshakes, seconds, handles, bytes, bytesOfPart, flat } = soaked;
  const kibibytes = (size: number): number => Math.round(size / 1024);
  return {
    package: name,
    handshakes,
    'ms each': Number(((1000 * seconds) / handshakes).toFixed(2)),
    'more handles': handles === null ? 'not counted' : `${handles.growth} of ${handles.bound}`,
    'more KiB': `${kibibytes(bytes.growth)} of ${kibibytes(bytes.bound)}`,
    'KiB each part': `${kibibytes(bytesOfPart.growth)} of ${kibibytes(bytesOfPart.bound)}`,
    flat,
  };
}

async function main(): Promise<void> {
  const [count, format] = process.argv.slice(2);
  const packages: Soaked[] = [];
  for (const [name, handshakes] of shares(Number(count))) {
    packages.push(await soak(name, handshakes, (each) => progress(name, each)));
  }
  const flat = packages.every((each) => each.flat);
  if (format === '--json') console.log(JSON.stringify({ flat, packages }));
  else console.table(packages.map(row));
  process.exitCode = flat ? 0 : 1;
}

void main();
