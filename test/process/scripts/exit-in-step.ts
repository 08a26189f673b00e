// exit-in-step PACKAGE CODE: ends the process while steps are on their way.
import type { PackageName } from '../../support/capabilities.js';
import { prepare } from '../../support/loopback.js';

const name = process.argv[2] as PackageName;

async function main(): Promise<void> {
  const all = await Promise.all([1, 2, 3, 4].map(() => prepare(name)));
  for (const { client } of all) void client.step();
  process.exit(Number(process.argv[3]));
}

void main();
