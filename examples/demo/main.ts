// The main job on a live system: contexts of three packages, sealed messages, and who opened them.
// Run it with `npm run demo`, or `npm run demo -- --json`.
import { inspect } from 'node:util';

import { listPackages } from 'secur32';

import { showGss } from './gss.js';
import type { Section } from './report.js';
import { format } from './report.js';
import { showSchannel } from './schannel.js';

async function show(packageName: string, run: () => Promise<Section>): Promise<Section> {
  try {
    return await run();
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : inspect(error);
    return { package: packageName, verdicts: [{ by: 'the demonstration', ok: false, detail }] };
  }
}

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  const system = `Node.js ${process.version} for ${process.platform}-${process.arch}`;
  if (!json)
    console.log(
      `${system}, ${listPackages()
        .map(({ name }) => name)
        .join(', ')}\n`,
    );
  const sections: Section[] = [];
  for (const [name, run] of [
    ['Kerberos', () => showGss('Kerberos')],
    ['Negotiate', () => showGss('Negotiate')],
    ['Schannel', showSchannel],
  ] as const) {
    const section = await show(name, run);
    sections.push(section);
    if (!json) console.log(`${format(section)}\n`);
  }
  const verdicts = sections.flatMap((section) => section.verdicts);
  const ok = verdicts.length > 0 && verdicts.every((verdict) => verdict.ok);
  if (json) console.log(JSON.stringify({ ok, system, sections }, null, 2));
  else console.log(ok ? 'Every message was opened.' : 'Something FAILED, see above.');
  process.exitCode = ok ? 0 : 1;
}

void main();
