// secur32 doctor: what it reads out of other programs' words, and what it makes of it.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

// First, so that the library gets the fake.
import { fake, resetFake } from '../support/fake-binding';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { commandLine } from '../support/command-line';
import { leg } from '../support/contexts';

import { findingsReport } from '#lib/cli/commands/doctor';
import { countTickets, parseMembership } from '#lib/cli/doctor/account';
import { checkClock, findController, judgeSkew } from '#lib/cli/doctor/controller';
import { versionIn } from '#lib/cli/doctor/file-version';
import type { Finding } from '#lib/cli/doctor/finding';
import { Findings } from '#lib/cli/doctor/finding';
import { clockSkew, timeIn } from '#lib/cli/doctor/root-dse';
import { checkService, judgeOwners, ownersIn } from '#lib/cli/doctor/service';
import { checkPackages } from '#lib/cli/doctor/system';
import { createStyle } from '#lib/cli/text/style';
import { Status } from '#lib/index';

beforeEach(resetFake);

const levels = (findings: readonly Finding[]): string[] => findings.map(({ level }) => level);

// A search entry up to the time: with lengths of one byte, and with the four more of Windows.
const NAME = Buffer.from('currentTime').toString('hex');
const SHORT = `303c020101643704003033303104 0b${NAME}3113 0411`;
const LONG = `30840000004e0201016484000000450400308400000 03d308400000037 040b${NAME}318400000013 0411`;

function answer(head: string, time: string): Buffer {
  return Buffer.concat([Buffer.from(head.replaceAll(' ', ''), 'hex'), Buffer.from(time)]);
}

describe('the time of a domain controller', () => {
  test.each([
    ['short', SHORT],
    ['long', LONG],
  ])('is read from an answer with %s lengths', (_, head) => {
    const time = Date.UTC(2026, 10, 25, 23, 41, 7);
    expect(timeIn(answer(head, '20261125234107.0Z'))).toBe(time);
    expect(timeIn(answer(head, '2026112523'))).toBeUndefined();
  });

  test.each([
    [0, 'ok'],
    [-90, 'warn'],
    [4000, 'fail'],
  ])('that differs by %d seconds is %s', async (seconds, level) => {
    const server = createServer((socket) => {
      socket.once('data', (request: Buffer) => {
        expect(request.subarray(-11).toString()).toBe('currentTime');
        const time = new Date(Date.now() - seconds * 1000).toISOString();
        const written = answer(LONG, `${time.replaceAll(/[-:T]|\..*/g, '')}.0Z`);
        // In two pieces, as a network may cut it.
        socket.write(written.subarray(0, 50));
        setImmediate(() => socket.end(written.subarray(50)));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const skew = await clockSkew('127.0.0.1', (server.address() as AddressInfo).port);
    server.close();
    expect(Math.abs(skew - seconds)).toBeLessThanOrEqual(1);
    const found = new Findings('clock');
    judgeSkew(found, 'dc', skew);
    expect(levels(found.all)).toEqual([level]);
  });

  test('that no one tells is a failure with advice', async () => {
    const [finding] = await checkClock('127.0.0.1:not-a-host');
    expect(finding).toMatchObject({ level: 'fail', advice: expect.stringContaining('389') });
    expect(levels(await checkClock(undefined))).toEqual(['warn']);
  });
});

describe('the domain controller', () => {
  test('is the one that was named, or none without a domain', async () => {
    expect(await findController('dc', 'fake.test', {})).toBe('dc');
    expect(await findController(undefined, undefined, {})).toBeUndefined();
  });
});

describe('the words of other programs', () => {
  test('are read for the membership in a domain', () => {
    expect(parseMembership('True example.com\r\n')).toBe('example.com');
    expect(parseMembership('False WORKGROUP\r\n')).toBeNull();
    expect(parseMembership('')).toBeUndefined();
    expect(parseMembership(undefined)).toBeUndefined();
  });

  test('are read for tickets, in any language', () => {
    const german =
      'Zwischengespeicherte Tickets: (2)\n\n#0>\tClient: a @ B\n\n#1>\tClient: a @ B\n';
    expect(countTickets(german)).toBe(2);
    expect(countTickets('Cached Tickets: (0)\n')).toBe(0);
  });

  test('are read for the owners of a name', () => {
    const output =
      'Checking domain DC=a\r\nCN=web,DC=a\r\n\tHTTP/app\r\nCN=old,DC=a\r\n\tHTTP/app\r\n';
    expect(ownersIn(output)).toEqual(['CN=web,DC=a', 'CN=old,DC=a']);
  });

  test('are not needed for the version of a file', () => {
    const file = Buffer.alloc(64);
    file.writeUInt32LE(0xfeef04bd, 20);
    file.writeUInt32LE(0x00010000, 24);
    file.writeUInt32LE(0x000a0000, 28);
    file.writeUInt32LE((19041 << 16) + 1, 32);
    expect(versionIn(file)).toBe('10.0.19041.1');
    expect(versionIn(Buffer.alloc(64))).toBeUndefined();
    expect(versionIn(file.subarray(0, 30))).toBeUndefined();
  });
});

describe('a service', () => {
  test('is fine when SSPI gets a ticket, and the context does not stay open', async () => {
    fake.wineVersion = '10.0';
    fake.legs.push(leg({ status: Status.SEC_I_CONTINUE_NEEDED, token: 'ticket' }));
    const findings = await checkService('HTTP/fake.test');
    expect(findings).toEqual([
      { check: 'spn', level: 'ok', message: 'a ticket for HTTP/fake.test can be had' },
    ]);
    for (const each of [...fake.contexts, ...fake.credentials]) expect(each.closed).toBe(1);
  });

  test.each(['SEC_E_TARGET_UNKNOWN', 'SEC_E_TIME_SKEW', 'SEC_E_NO_CREDENTIALS'] as const)(
    'that ends with %s is a failure, with what to do',
    async (code) => {
      fake.wineVersion = '10.0';
      fake.legs.push(leg({ status: Status[code] }));
      const [finding] = await checkService('HTTP/fake.test');
      expect(finding?.level).toBe('fail');
      expect(finding?.message).toContain(code);
      expect(finding?.advice).toMatch(/\w{3,}/);
    },
  );
});

describe('the owners of a name', () => {
  test.each([
    [[], []],
    [['CN=web'], ['ok']],
    [['CN=web', 'CN=old'], ['fail']],
  ])('%j are judged as %j', (owners, expected) => {
    const found = new Findings('spn');
    judgeOwners(found, 'HTTP/fake.test', owners);
    expect(levels(found.all)).toEqual(expected);
  });
});

describe('the packages', () => {
  test('that are missing are named', () => {
    expect(levels(checkPackages())).toEqual(['ok']);
    fake.packages = fake.packages.filter(({ name }) => name !== 'Kerberos');
    expect(checkPackages()).toEqual([
      expect.objectContaining({
        level: 'warn',
        message: expect.stringContaining('Kerberos missing'),
      }),
    ]);
  });
});

describe('the report', () => {
  const ok: Finding = { check: 'node', level: 'ok', message: 'is new' };
  const warn: Finding = { check: 'user', level: 'warn', message: 'is odd', advice: 'Ask.' };
  const fail: Finding = { check: 'spn', level: 'fail', message: 'is not there', advice: 'Add it.' };

  test('has a line for each finding, its advice, and the totals', () => {
    expect(findingsReport([ok, warn, fail]).text(createStyle(false))).toBe(
      [
        'ok    node: is new',
        'warn  user: is odd',
        '      What to do: Ask.',
        'fail  spn: is not there',
        '      What to do: Add it.',
        '',
        '1 ok, 1 warn, 1 fail',
      ].join('\n'),
    );
  });

  test('ends with 1 only if something failed', () => {
    expect(findingsReport([ok, warn]).exitCode).toBe(0);
    expect(findingsReport([ok, fail])).toMatchObject({
      exitCode: 1,
      json: { findings: [ok, fail], ok: 1, warnings: 0, failures: 1 },
    });
  });

  test('is refused options that are not there', async () => {
    expect((await commandLine(['doctor', '--nonsense'])).code).toBe(64);
  });
});
