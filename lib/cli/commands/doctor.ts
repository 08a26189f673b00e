import { binding, isSupported } from '../../binding.js';
import type { Command, Invocation, Report } from '../command.js';
import { checkDomain, checkTickets, checkUser } from '../doctor/account.js';
import { checkClock, findController } from '../doctor/controller.js';
import type { Finding, Level } from '../doctor/finding.js';
import { checkService } from '../doctor/service.js';
import { checkAddon, checkNode, checkPackages, checkWindows } from '../doctor/system.js';
import { EXIT } from '../exit-codes.js';
import { wrapWords } from '../text/layout.js';
import type { Style } from '../text/style.js';

async function examine(invocation: Invocation): Promise<Finding[]> {
  const { env } = invocation.console;
  const basis = [...checkNode(), ...checkAddon()];
  if (basis.some(({ check, level }) => check === 'addon' && level === 'fail')) return basis;
  const membership = await checkDomain(env);
  const domain = invocation.text('domain') ?? membership.domain;
  const controller = await findController(invocation.text('dc'), domain, env);
  const spn = invocation.text('spn') ?? (controller && `ldap/${controller}`);
  return [
    ...basis,
    ...checkWindows(env),
    ...checkPackages(),
    ...(await checkUser(env)),
    ...membership.findings,
    ...(await checkTickets()),
    ...(await checkClock(controller)),
    ...(await checkService(spn)),
  ];
}

const WIDTH = 90;
const INDENT = ' '.repeat(6);

function findingText({ check, level, message, advice }: Finding, style: Style): string {
  const paint = { ok: style.good, warn: style.warning, fail: style.bad }[level];
  const [first = '', ...others] = wrapWords(`${check}: ${message}`, WIDTH, INDENT).split('\n');
  const lines = [paint(level.padEnd(INDENT.length)) + first.trimStart(), ...others];
  if (advice !== undefined) lines.push(wrapWords(`What to do: ${advice}`, WIDTH, INDENT));
  return lines.join('\n');
}

/** What is said of findings; a failure among them makes the exit code 1. */
export function findingsReport(findings: readonly Finding[]): Report {
  const count = (level: Level) => findings.filter((each) => each.level === level).length;
  const totals = { ok: count('ok'), warnings: count('warn'), failures: count('fail') };
  return {
    exitCode: totals.failures > 0 ? EXIT.failed : EXIT.ok,
    json: { findings, ...totals },
    text(style) {
      const { ok, warnings, failures } = totals;
      const last = `${String(ok)} ok, ${String(warnings)} warn, ${String(failures)} fail`;
      return [...findings.map((each) => findingText(each, style)), '', last].join('\n');
    },
  };
}

/** `secur32 doctor`. */
export const doctor: Command = {
  name: 'doctor',
  operands: '',
  summary: 'Examine this computer, and say what to do about each finding.',
  details: [
    'Node.js, the addon, Windows and its libraries, the packages, the current user, the domain, ' +
      'Kerberos tickets (klist), the clock of the domain controller (an LDAP search that needs no ' +
      'logon), and whether a ticket for a service can be had (and, by setspn, who owns its name).',
    'A finding is ok, warn or fail. The exit code is 1 if one is fail.',
  ],
  options: {
    domain: {
      type: 'string',
      value: 'NAME',
      help: 'the DNS name of the domain; default: found out',
    },
    dc: { type: 'string', value: 'HOST', help: 'a domain controller; default: found in DNS' },
    spn: {
      type: 'string',
      value: 'SPN',
      help: 'a service to look up; default: ldap/ of the controller',
    },
  },
  count: [0, 0],
  async run(invocation) {
    // Elsewhere than on Windows this says so.
    if (!isSupported) binding();
    return findingsReport(await examine(invocation));
  },
};
