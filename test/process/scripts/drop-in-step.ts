// drop-in-step PACKAGE: loses everything while steps are on their way, and ends by itself.
import type { PackageName } from '../../support/capabilities.js';
import { prepare } from '../../support/loopback.js';

const name = process.argv[2] as PackageName;

async function begin(): Promise<void> {
  const { client } = await prepare(name);
  void client.step().then(({ token }) => console.log(token === undefined ? 'no token' : 'token'));
}

async function main(): Promise<void> {
  await Promise.all([begin(), begin(), begin(), begin()]);
  gc?.();
}

void main();
