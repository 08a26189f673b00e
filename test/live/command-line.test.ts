// The command line as npx starts it, in a process of its own, on real packages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';

import { describe, expect, test } from '@jest/globals';

import { identityOf, SERVICE } from '../support/accounts.js';
import { describeWith } from '../support/capabilities.js';
import { PASSPHRASE, PFX, TLS_HOST } from '../support/certificate.js';
import { byPlatform } from '../support/platform.js';
import { runAtOnce } from '../support/run-at-once.js';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { secur32: string } };
const PFX_FILE = 'test/fixtures/app.sspi.test.pfx';
const TLS = ['--package', 'Schannel', '--target', TLS_HOST, '--insecure'];
const SERVER = ['--pfx', PFX_FILE, '--passphrase-env', 'PASSPHRASE'];
const KERBEROS = ['--package', 'Kerberos', '--target', SERVICE ?? ''];

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What --json wrote. */
  readonly json: () => Record<string, unknown>;
}

function secur32(args: readonly string[], env: NodeJS.ProcessEnv = {}): Result {
  const program = [bin.secur32, ...args];
  const { status, stdout, stderr } = runAtOnce(process.execPath, program, { PASSPHRASE, ...env });
  const json = () => JSON.parse(stdout) as Record<string, unknown>;
  return { code: status, stdout, stderr, json };
}

/** The same, where another user is needed. */
function asUser(args: readonly string[], password?: string): Result {
  const identity = identityOf('USER', 'NTLM');
  const { user = '', domain = '' } = identity ?? {};
  const options = ['--user', user, '--domain', domain, '--password-env', 'SECRET'];
  return secur32([...args, ...options], { SECRET: password ?? String(identity?.password) });
}

describe('secur32 packages', () => {
  test('lists those of the system, as a table and as JSON', () => {
    const { code, stdout, stderr } = secur32(['packages']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^NAME +MAX TOKEN +RPC ID +DESCRIPTION\n/);
    expect(stdout).toMatch(/^Kerberos +\d+ +16 /m);
    const { packages } = secur32(['packages', '--json']).json();
    expect(packages).toContainEqual(
      expect.objectContaining({ name: 'NTLM', capabilities: expect.arrayContaining(['PRIVACY']) }),
    );
  });
});

describe('secur32 explain', () => {
  test('explains a status without an addon', () => {
    const { code, stdout } = secur32(['explain', '-2146893044']);
    expect([code, stdout.split('\n')[0]]).toEqual([
      ...[0, 'SEC_E_LOGON_DENIED  0x8009030C = 2148074252 = -2146893044'],
    ]);
  });
});

interface Diagnosis {
  readonly findings: { check: string; level: string; message: string; advice?: string }[];
  readonly failures: number;
}

describe('secur32 doctor', () => {
  test('says which binary and which libraries are in use', () => {
    const { code, json } = secur32(['doctor', '--json']);
    const { findings } = json() as unknown as Diagnosis;
    expect([0, 1]).toContain(code);
    const said = (check: string) => findings.filter((each) => each.check === check);
    expect(said('addon')).toEqual([
      { check: 'addon', level: 'ok', message: expect.stringMatching(/prebuilds.*\.node$/) },
    ]);
    expect(said('node')[0]?.message).toContain(process.versions.node);
    expect(said('windows').at(-1)?.message).toContain('schannel.dll ');
    for (const each of findings) expect(each.advice === undefined).toBe(each.level === 'ok');
  });
});

describeWith('Kerberos', 'secur32 doctor in a domain', () => {
  const controller = process.env['SECUR32_TEST_DC'];
  const args = ['doctor', ...(controller === undefined ? [] : ['--dc', controller])];

  test('asks the controller for its time, gets a ticket, and ends with 0', () => {
    const { code, stdout } = secur32([...args, '--spn', SERVICE ?? '']);
    expect(stdout).toMatch(/^ok {4}clock: this clock is \d+ s (ahead of|behind) that of /m);
    expect(stdout).toContain(`a ticket for ${SERVICE ?? ''} can be had`);
    expect(stdout).toMatch(/\n\d+ ok, \d+ warn, 0 fail\n$/);
    expect(code).toBe(0);
  });

  test('finds that a service is not registered, says what to do, and ends with 1', () => {
    const { code, json } = secur32([...args, '--spn', 'HTTP/nobody.invalid', '--json']);
    expect(code).toBe(1);
    const { findings, failures } = json() as unknown as Diagnosis;
    expect(failures).toBeGreaterThan(0);
    expect(findings.at(-1)).toMatchObject({ check: 'spn', level: 'fail' });
    expect(findings.at(-1)?.advice).toMatch(/\w{3,}/);
  });
});

describe('a mistake', () => {
  test('ends with 64, whatever the shell', () => {
    const { code, stdout, stderr } = secur32(['handshake', '--nonsense']);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain("Unknown option '--nonsense'");
  });
});

describeWith('Kerberos', 'secur32 handshake with Kerberos', () => {
  test('stops after the first leg, whose token proves that there is a ticket', () => {
    const { code, stdout } = secur32(['handshake', ...KERBEROS]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1\. client {2}0 bytes in, \d{3,} bytes out/);
    expect(stdout).toContain('SEC_I_CONTINUE_NEEDED (0x00090312)');
  });

  test('is complete in loopback, and says what Negotiate has chosen', () => {
    const args = ['handshake', '--target', SERVICE ?? '', '--loopback', '--json'];
    const { code, json } = secur32(args);
    const { state, legs, established } = json() as { legs: object[] } & Record<string, unknown>;
    expect([code, state]).toEqual([0, 'established']);
    expect(legs.length).toBeGreaterThanOrEqual(2);
    expect(established).toMatchObject({
      ...{ package: 'Negotiate', negotiated: 'Kerberos' },
      flags: expect.arrayContaining(['CONFIDENTIALITY', 'MUTUAL_AUTH']),
    });
  });

  test('tells why there is no ticket for an unknown service, and ends with 1', () => {
    const args = [
      'handshake',
      '--package',
      'Kerberos',
      '--target',
      'HTTP/nobody.invalid',
      '--json',
    ];
    const { code, json } = secur32(args);
    expect(code).toBe(1);
    const status = byPlatform({ windows: 'SEC_E_TARGET_UNKNOWN', wine: 'SEC_E_INTERNAL_ERROR' });
    expect(json()).toMatchObject({ state: 'failed', error: { code: status } });
  });
});

describeWith('account', 'secur32 handshake with NTLM', () => {
  const args = ['handshake', '--package', 'NTLM', '--loopback', '--json'];

  test('signs another user in, whose password no output has', () => {
    const { code, stdout, stderr, json } = asUser(args);
    expect([code, json()['state']]).toEqual([0, 'established']);
    const password = String(identityOf('USER', 'NTLM')?.password);
    expect(stdout + stderr).not.toContain(password);
  });

  test('tells of a wrong password, and ends with 1', () => {
    const { code, json } = asUser(args, 'wrong');
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      state: 'failed',
      error: { code: 'SEC_E_LOGON_DENIED', syscall: 'AcceptSecurityContext' },
    });
  });
});

describe('secur32 handshake with Schannel', () => {
  test('is complete in loopback, with the certificate of a PFX', () => {
    const { code, json } = secur32(['handshake', ...TLS, ...SERVER, '--loopback', '--json']);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      state: 'established',
      established: { package: 'Schannel', cipherSuite: expect.stringMatching(/^TLS_/) },
    });
  });

  test('reaches a server of TLS over a socket', async () => {
    const server = createServer({ pfx: PFX, passphrase: PASSPHRASE });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const child = spawn(process.execPath, [
      ...[bin.secur32, 'handshake', ...TLS, '--connect', address, '--json'],
    ]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    server.close();
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      state: 'established',
      legs: expect.arrayContaining([expect.objectContaining({ side: 'client' })]),
    });
  });

  test('says that nobody listens, and ends with 1', () => {
    const { code, stderr } = secur32(['handshake', ...TLS, '--connect', '127.0.0.1:9']);
    expect(code).toBe(1);
    expect(stderr).toContain('ECONNREFUSED');
  });

  test('needs a certificate for its server', () => {
    const { code, stderr } = secur32(['handshake', ...TLS, '--loopback']);
    expect(code).toBe(64);
    expect(stderr).toContain('--pfx is missing');
  });
});

describeWith('Kerberos', 'secur32 seal and unseal', () => {
  const cases: [string, readonly string[], string][] = [
    ['Kerberos', KERBEROS, 'SEC_E_MESSAGE_ALTERED'],
    [
      'Schannel',
      [...TLS, ...SERVER],
      byPlatform({ windows: 'SEC_E_MESSAGE_ALTERED', wine: 'SEC_E_INTERNAL_ERROR' }),
    ],
  ];

  test.each(cases)('show a message of %s in both directions', (_name, args) => {
    for (const command of ['seal', 'unseal']) {
      const { code, json } = secur32([command, 'How are you?', ...args, '--json']);
      expect(code).toBe(0);
      const { parts, message, opened } = json() as { parts: { hex: string }[]; message: string } & {
        opened: unknown;
      };
      expect(opened).toEqual({ text: 'How are you?', encrypted: true, qop: 0 });
      expect(parts.map(({ hex }) => hex).join('')).toBe(message);
      expect(message).not.toContain(Buffer.from('How are you?').toString('hex'));
    }
  });

  test.each(cases)('show that an altered message of %s is refused', (_name, args, status) => {
    const { code, json } = secur32(['seal', 'How are you?', ...args, '--alter', '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject({ altered: true, error: { code: status } });
  });

  test('show what is sealed with NTLM, and on Wine why its server does not open it', () => {
    const args = ['seal', 'How are you?', '--package', 'NTLM', '--json'];
    const { code, json } = asUser(args);
    expect(json()).toMatchObject({ parts: [{ name: 'TOKEN', bytes: 16 }, { name: 'DATA' }] });
    expect(code).toBe(byPlatform({ windows: 0, wine: 1 }));
  });
});
