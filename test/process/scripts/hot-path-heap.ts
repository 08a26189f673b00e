// hot-path-heap PACKAGE: seals and opens a million messages of Schannel, 200,000 of others, and tells
// whether the JavaScript heap grew with them.
import type { PackageName } from '../../support/capabilities.js';
import { connect } from '../../support/loopback.js';

const name = process.argv[2] as PackageName;
// Kerberos seals some four times as slowly as Schannel.
const MESSAGES = name === 'Schannel' ? 1_000_000 : 200_000;
// What the process itself allocates meanwhile: timers, code that is optimised, the numbers below.
const ALLOWANCE = 256 * 1024;

async function main(): Promise<void> {
  using pair = await connect(name);
  const sealer = pair.client.createSealer({ messageSize: 64 });
  const opener = pair.server.createOpener({ size: 512 });
  let opened = 0;
  const pass = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      const size = sealer.seal(64);
      const { start } = sealer;
      // A loop in place of a view for each message.
      for (let at = 0; at < size; at += 1) opener.bytes[at] = sealer.bytes[start + at] as number;
      opened += opener.open(size) ?? 0;
    }
  };
  pass(20_000);
  gc?.();
  const before = process.memoryUsage().heapUsed;
  // The collector must not hide what was allocated: it runs at most where much was.
  pass(MESSAGES);
  const growth = process.memoryUsage().heapUsed - before;
  gc?.();
  const kept = process.memoryUsage().heapUsed - before;
  const right = opened === 64 * (20_000 + MESSAGES);
  const flat = growth < ALLOWANCE && kept < ALLOWANCE && right;
  console.log(flat ? 'flat' : `grew by ${growth}, kept ${kept}, opened ${opened}`);
}

void main();
