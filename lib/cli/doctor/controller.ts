import { Resolver } from 'node:dns/promises';

import { errorFacts } from '../failure.js';
import type { Finding } from './finding.js';
import { Findings } from './finding.js';
import { clockSkew } from './root-dse.js';

// What Kerberos tolerates by default, and what a synchronized clock never shows.
const TOO_FAR = 300;
const SUSPICIOUS = 60;

/** A domain controller, as DNS, the logon or the options name it. */
export async function findController(
  given: string | undefined,
  domain: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (given !== undefined) return given;
  if (domain === undefined) return undefined;
  try {
    const found = await new Resolver({ timeout: 2000, tries: 2 }).resolveSrv(
      `_ldap._tcp.dc._msdcs.${domain}`,
    );
    const [first] = found.toSorted((a, b) => a.priority - b.priority);
    if (first !== undefined) return first.name;
  } catch {
    // The name of the domain is one of its controllers, too, where hosts are found by other ways.
  }
  const logonServer = env['LOGONSERVER']?.replace(/^\\+/, '');
  return env['USERDNSDOMAIN'] === domain ? (logonServer ?? domain) : domain;
}

/** What a difference of clocks means. */
export function judgeSkew(found: Findings, controller: string, seconds: number): void {
  const side = seconds < 0 ? 'behind' : 'ahead of';
  const what = `this clock is ${String(Math.abs(seconds))} s ${side} that of ${controller}`;
  const advice = 'Run w32tm /resync, and see with w32tm /query /status where the time comes from.';
  if (Math.abs(seconds) > TOO_FAR)
    found.fail(`${what}: Kerberos refuses it (SEC_E_TIME_SKEW)`, advice);
  else if (Math.abs(seconds) > SUSPICIOUS) found.warn(what, advice);
  else found.ok(what);
}

/** How far this clock is from that of the domain controller. */
export async function checkClock(controller: string | undefined): Promise<Finding[]> {
  const found = new Findings('clock');
  if (controller === undefined) {
    found.warn('no domain controller is known', 'Name one with --dc, or its domain with --domain.');
    return found.all;
  }
  try {
    judgeSkew(found, controller, await clockSkew(controller));
  } catch (error) {
    found.fail(
      `the time of ${controller} could not be asked: ${errorFacts(error).message}`,
      'Check that its name resolves, and that ports 88 and 389 of it can be reached.',
    );
  }
  return found.all;
}
