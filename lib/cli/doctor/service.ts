import { binding } from '../../binding.js';
import { Credentials } from '../../credentials.js';
import { SspiError } from '../../errors.js';
import type { Finding } from './finding.js';
import { Findings } from './finding.js';
import { outputOf } from './tool.js';

/** The accounts that setspn names as owners; it writes their distinguished names unindented. */
export function ownersIn(output: string): string[] {
  return [...output.matchAll(/^CN=.*$/gm)].map(([line]) => line.trim());
}

/** What it means that a service has these owners. None is no news: then there was no ticket. */
export function judgeOwners(found: Findings, spn: string, owners: readonly string[]): void {
  const list = owners.join('; ');
  if (owners.length > 1) {
    found.fail(
      `${spn} belongs to several accounts: ${list}`,
      'Kerberos can then issue no ticket: remove all but one with setspn -D.',
    );
  } else if (owners.length === 1) found.ok(`${spn} belongs to ${list}`);
}

// The surest question: whether SSPI gets a ticket. The token is thrown away.
async function askForTicket(found: Findings, spn: string): Promise<void> {
  try {
    using credentials = await Credentials.acquire({ package: 'Kerberos' });
    using context = credentials.initiate({ target: spn });
    await context.step();
    found.ok(`a ticket for ${spn} can be had`);
  } catch (error) {
    if (!(error instanceof SspiError)) throw error;
    const advice = error.hint ?? `secur32 explain ${error.code} tells more.`;
    found.fail(`no ticket for ${spn}: ${error.code}`, advice);
  }
}

/** Whether a service can be reached by its name: a ticket, and, on Windows, who owns the name. */
export async function checkService(spn: string | undefined): Promise<Finding[]> {
  const found = new Findings('spn');
  if (spn === undefined) {
    found.warn('no service was looked up', 'Name one with --spn HTTP/app.example.com.');
    return found.all;
  }
  await askForTicket(found, spn);
  if (binding().wineVersion() !== null) return found.all;
  const output = await outputOf('setspn', ['-Q', spn]);
  if (output !== undefined) judgeOwners(found, spn, ownersIn(output));
  return found.all;
}
