import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { binding } from '#lib/binding';
import { KOFFI_VERSION } from './koffi.js';
import { ROOT } from './native.js';

/** Where and with what something was measured. Nothing here tells one machine from its like. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly secur32: string;
  readonly koffi: string;
  readonly date: string;
}

/** What is known of this machine. On Wine only the host knows its processor, and says so. */
export function thisMachine(): Machine {
  const wine = binding().wineVersion();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    processor: process.env['SECUR32_BENCH_PROCESSOR'] ?? 'unknown',
    cores: Number(process.env['SECUR32_BENCH_CORES'] ?? 0),
    system: wine === null ? 'Windows' : `Wine ${wine}`,
    node: `Windows Node.js ${process.version}, ${process.arch}`,
    secur32: version,
    koffi: KOFFI_VERSION,
    date: new Date().toISOString().slice(0, 10),
  };
}
