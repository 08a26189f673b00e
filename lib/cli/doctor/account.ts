import { userInfo } from 'node:os';

import { binding } from '../../binding.js';
import { Credentials } from '../../credentials.js';
import { SspiError } from '../../errors.js';
import type { Finding } from './finding.js';
import { Findings } from './finding.js';
import { outputOf } from './tool.js';

async function nameOfCredentials(): Promise<string> {
  const credentials = await Credentials.acquire({ package: 'Negotiate' });
  try {
    return (await credentials.query('names')).userName;
  } finally {
    credentials.close();
  }
}

/** Who the current user is to SSPI. */
export async function checkUser(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const found = new Findings('user');
  try {
    found.ok(await nameOfCredentials());
  } catch (error) {
    if (!(error instanceof SspiError)) throw error;
    const name = [env['USERDOMAIN'], userInfo().username].filter(Boolean).join('\\');
    if (error.syscall === 'QueryCredentialsAttributes') found.ok(`${name}, to the system`);
    else found.fail(`${name} has no credentials: ${error.message}`, 'Log on again.');
  }
  return found.all;
}

const MEMBERSHIP = '$c = Get-CimInstance Win32_ComputerSystem; "$($c.PartOfDomain) $($c.Domain)"';

/** What the query of the membership said: the domain, null for none. */
export function parseMembership(output: string | undefined): string | null | undefined {
  const [, joined, name] = /^(True|False) (\S+)\s*$/m.exec(output ?? '') ?? [];
  if (joined === undefined) return undefined;
  return joined === 'True' ? name : null;
}

/** What is known of the domain. */
export interface Membership {
  readonly findings: readonly Finding[];
  readonly domain: string | undefined;
}

/** Whether this computer has joined a domain, and which. */
export async function checkDomain(env: NodeJS.ProcessEnv): Promise<Membership> {
  const found = new Findings('domain');
  const usersDomain = env['USERDNSDOMAIN'];
  if (binding().wineVersion() !== null) {
    found.ok('Wine joins no domain; its Kerberos takes the realm from krb5.conf');
    return { findings: found.all, domain: usersDomain };
  }
  const shell = ['-NoProfile', '-NonInteractive', '-Command', MEMBERSHIP];
  const domain = parseMembership(await outputOf('powershell', shell));
  if (domain === undefined) {
    found.warn('whether this computer is in a domain could not be asked', 'Ask systeminfo.');
  } else if (domain === null) {
    found.warn(
      'this computer has joined no domain',
      'NTLM and Schannel work; for Kerberos join a domain, or name a user of one.',
    );
  } else found.ok(domain);
  return { findings: found.all, domain: usersDomain ?? domain ?? undefined };
}

/** How many tickets klist lists; it numbers them in every language. */
export function countTickets(output: string): number {
  return output.match(/^#\d+>/gm)?.length ?? 0;
}

/** Whether the current user has Kerberos tickets. */
export async function checkTickets(): Promise<Finding[]> {
  const found = new Findings('tickets');
  if (binding().wineVersion() !== null) {
    found.ok(
      'Wine takes tickets from the cache of GSS-API (KRB5CCNAME); klist of Linux lists them',
    );
    return found.all;
  }
  const output = await outputOf('klist', []);
  if (output === undefined) {
    found.warn('klist could not be run', 'Run klist yourself to see the tickets of this session.');
  } else if (countTickets(output) === 0) {
    found.warn(
      'this session has no Kerberos tickets',
      'They come with the first use. If that fails, log on with an account of the domain, with the ' +
        'domain controller in reach.',
    );
  } else found.ok(`${String(countTickets(output))} Kerberos tickets`);
  return found.all;
}
