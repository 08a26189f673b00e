// host PACKAGE: loads the addon, shakes hands, seals and opens, and writes which program it runs in.
import { basename } from 'node:path';

import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

async function main(): Promise<void> {
  using loopback = await connect(process.argv[2] as PackageName);
  const text = Buffer.from('sealed in a host of another name');
  const sealed = loopback.client.wrap(text);
  const { data, encrypted } = loopback.server.unwrap(sealed);
  const host = basename(process.execPath);
  const [node = ''] = process.versions.node.split('.');
  console.log(
    JSON.stringify({ host, node, arch: process.arch, encrypted, same: data.equals(text) }),
  );
}

void main();
