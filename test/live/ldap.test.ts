import { execFile } from 'node:child_process';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

// examples/ldap against the directory of the domain, which refuses what is not sealed or signed.

const HOST = process.env['SECUR32_TEST_DC'] ?? '';
const REALM = process.env['SECUR32_TEST_REALM'] ?? '';
const USER = process.env['SECUR32_TEST_USER'] ?? '';
const BASE = REALM.toLowerCase()
  .split('.')
  .map((part) => `dc=${part}`)
  .join(',');
const LDAP_PORT = 389;

/** Between the program and the directory: it passes all on, and keeps what it saw. */
class Wiretap {
  readonly seen: Buffer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(host: string): Promise<Wiretap> {
    const tap = new Wiretap(createServer());
    tap.server.on('connection', (near) => {
      const far = connect(LDAP_PORT, host);
      for (const socket of [near, far]) {
        socket.on('data', (bytes) => tap.seen.push(bytes));
        socket.on('error', () => near.destroy());
      }
      near.pipe(far);
      far.pipe(near);
    });
    tap.server.listen(0);
    await once(tap.server, 'listening');
    return tap;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  sees(text: string): boolean {
    return Buffer.concat(this.seen).includes(text);
  }

  close(): void {
    this.server.close();
  }
}

async function search(port: number, ...args: string[]): Promise<string> {
  const program = ['examples/ldap/search.mjs', '--port', String(port), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, program);
  return stdout.replaceAll('\r\n', '\n');
}

(HOST === '' ? describe.skip : describe)('the LDAP client of the examples', () => {
  let tap: Wiretap;

  beforeAll(async () => {
    tap = await Wiretap.start(HOST);
  });

  afterAll(() => {
    tap.close();
  });

  test.each(['GSS-SPNEGO', 'GSSAPI'])('finds an entry, and seals all of it: %s', async (name) => {
    tap.seen.length = 0;
    const condition = `sAMAccountName=${USER}`;
    const wanted = ['sAMAccountName', 'objectClass'];
    const output = await search(tap.port, '--mechanism', name, HOST, BASE, condition, ...wanted);
    expect(output).toMatch(/^# (Negotiate|Kerberos): .*CONFIDENTIALITY/);
    expect(output).toMatch(new RegExp(`^dn: CN=${USER},`, 'im'));
    expect(output).toContain(`\nsAMAccountName: ${USER}\n`);
    expect(output).toContain('\nobjectClass: user\n');
    // The name of the mechanism shows that the wiretap was in between.
    expect(tap.sees(name)).toBe(true);
    for (const secret of ['sAMAccountName', 'objectClass', USER]) {
      expect({ secret, seen: tap.sees(secret) }).toEqual({ secret, seen: false });
    }
  });

  test('opens an answer of many messages', async () => {
    const output = await search(tap.port, HOST, BASE, 'objectClass=*');
    expect(output.match(/^dn: /gm)?.length).toBeGreaterThan(100);
  });

  test('says why a search is refused', async () => {
    await expect(search(tap.port, HOST, 'dc=nowhere', 'cn=*')).rejects.toThrow(
      /result 10|result 32/,
    );
  });

  test('reaches a directory that takes no password in the clear', async () => {
    // A simple bind (RFC 4511, 4.2) of a user, whose answer is strongerAuthRequired.
    const socket = connect(LDAP_PORT, HOST);
    const user = Buffer.from(`${USER}@${REALM}`);
    const secret = Buffer.from(process.env['SECUR32_TEST_PASSWORD'] ?? '');
    const part = (tag: number, ...bytes: Buffer[]): Buffer => {
      const body = Buffer.concat(bytes);
      return Buffer.concat([Buffer.from([tag, body.length]), body]);
    };
    const three = Buffer.from([2, 1, 3]);
    socket.write(part(0x30, three, part(0x60, three, part(4, user), part(0x80, secret))));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    const STRONGER_AUTH_REQUIRED = Buffer.from([0x0a, 1, 8]);
    expect(answer.includes(STRONGER_AUTH_REQUIRED)).toBe(true);
  });
});
