// open-at-end PACKAGE: ends by itself, with everything open.
import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

const name = process.argv[2] as PackageName;

async function main(): Promise<void> {
  const { client } = await connect(name);
  console.log(client.state);
}

void main();
