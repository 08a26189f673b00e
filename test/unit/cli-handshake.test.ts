// secur32 handshake and seal with a made-up addon: what is told of legs, of failures, of users.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

// First, so that the library gets the fake.
import { fake, resetFake } from '../support/fake-binding';

import { commandLine, documentOf } from '../support/command-line';
import { KERBEROS_SIZES, leg } from '../support/contexts';
import { bytesOf, fill } from '../support/fake-message';

import { SECPKG_ATTR } from '#lib/constants';
import { Status } from '#lib/index';

const { SEC_E_LOGON_DENIED, SEC_I_CONTINUE_NEEDED } = Status;
const SECRET = 'a password';

beforeEach(() => {
  resetFake();
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
});

afterEach(() => {
  // Whatever happened: nothing stays open.
  for (const each of [...fake.contexts, ...fake.credentials]) {
    expect(each.closed).toBeGreaterThan(0);
  }
});

describe('handshake', () => {
  const args = ['handshake', '--package', 'Kerberos', '--target', 'HTTP/fake.test'];

  test('stops where the peer is needed', async () => {
    fake.legs.push(leg({ status: SEC_I_CONTINUE_NEEDED, token: 'hello' }));
    const result = await commandLine([...args, '--json', '--tokens', 'hex']);
    expect(result.code).toBe(0);
    expect(documentOf(result)).toEqual({
      state: 'waiting',
      legs: [
        {
          ...{ side: 'client', inputBytes: 0, outputBytes: 5, hex: '0x00090312' },
          ...{ code: 'SEC_I_CONTINUE_NEEDED', milliseconds: expect.any(Number) },
          meaning: 'The handshake needs another token from the peer.',
          flags: ['SEQUENCE_DETECT', 'CONFIDENTIALITY', 'INTEGRITY'],
          token: '68656c6c6f',
        },
      ],
    });
    expect(fake.legCalls[0]?.target).toBe('HTTP/fake.test');
  });

  test('shows tokens only when asked to', async () => {
    fake.legs.push(leg({ status: SEC_I_CONTINUE_NEEDED, token: 'hello' }));
    const { stdout } = await commandLine(args);
    expect(stdout).toContain('0 bytes in, 5 bytes out');
    expect(stdout).toContain('Use --loopback for');
    expect(stdout).not.toContain('token:');
  });

  test('goes on to the end with a peer of its own', async () => {
    fake.legs.push(
      ...[leg({ status: SEC_I_CONTINUE_NEEDED, token: 'hello' }), leg({ token: 'welcome' }), leg()],
    );
    const result = await commandLine([...args, '--loopback', '--json']);
    const { state, legs, established } = documentOf(result) as Record<string, unknown>;
    expect([result.code, state]).toEqual([0, 'established']);
    expect(legs).toMatchObject([{ side: 'client' }, { side: 'server' }, { side: 'client' }]);
    expect(established).toMatchObject({ package: 'Kerberos', sizes: { securityTrailer: 76 } });
  });

  test('tells of a leg that failed, why, and ends with 1', async () => {
    fake.legs.push(leg({ status: SEC_E_LOGON_DENIED }));
    const result = await commandLine([...args, '--json']);
    expect(result.code).toBe(1);
    expect(documentOf(result)).toMatchObject({
      state: 'failed',
      legs: [{ code: 'SEC_E_LOGON_DENIED', hex: '0x8009030C' }],
      error: { code: 'SEC_E_LOGON_DENIED', hint: expect.stringContaining('password') },
    });
  });

  test('takes the password from the environment, or from standard input', async () => {
    const user = ['--user', 'alice', '--domain', 'FAKE'];
    const runs = [
      [[...user, '--password-env', 'PW'], { env: { PW: SECRET } }],
      [user, { input: `${SECRET}\r\nrest` }],
    ] as const;
    for (const [more, surroundings] of runs) {
      fake.legs.push(leg({ status: SEC_I_CONTINUE_NEEDED, token: 'hello' }));
      const { code, stdout, stderr } = await commandLine([...args, ...more], surroundings);
      expect(code).toBe(0);
      expect(stdout + stderr).not.toContain(SECRET);
    }
    const identities = fake.acquired.map(({ identity }) => identity);
    const alice = { user: 'alice', domain: 'FAKE', password: SECRET, packageList: '' };
    expect(identities).toEqual([alice, alice]);
  });

  test.each([
    [['--domain', 'FAKE'], '--user is missing'],
    [['--user', 'alice', '--password-env', 'NONE'], 'the environment has no variable NONE'],
    [['--tokens', 'utf8'], '--tokens must be one of hex, base64, not utf8'],
    [['--connect', 'fake.test:443'], '--connect speaks TLS, and the package is Kerberos'],
    [['--connect', 'fake.test:443', '--loopback'], '--connect and --loopback exclude each other'],
    [['--package', 'Schannel', '--user', 'alice'], '--user is not for Schannel'],
    [['--package', 'Schannel', '--connect', 'fake.test'], '--connect must be HOST:PORT'],
    [['--target', ''], '--target must not be empty'],
  ])('refuses %p', async (more, message) => {
    const { code, stderr } = await commandLine([...args, ...more]);
    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });

  test('says that a package is not there, and ends with 1', async () => {
    const { code, stderr } = await commandLine(['handshake', '--package', 'None']);
    expect(code).toBe(1);
    expect(stderr).toContain('SEC_E_SECPKG_NOT_FOUND');
  });
});

describe('seal and unseal', () => {
  const args = ['--package', 'Kerberos', '--target', 'HTTP/fake.test', 'plain'];
  let received: string;

  beforeEach(() => {
    fake.legs.push(
      ...[leg({ status: SEC_I_CONTINUE_NEEDED, token: 'hello' }), leg({ token: 'welcome' }), leg()],
    );
    fake.encrypt = ({ buffers: [token, data, padding] }) => {
      fill(token, 'T'.repeat(60));
      fill(data, String(bytesOf(data)).toUpperCase());
      if (padding) padding.size = 0;
      return 0;
    };
    fake.decrypt = ({ buffers: [stream, data] }) => {
      received = String(bytesOf(stream));
      if (!received.endsWith('PLAIN')) return Status.SEC_E_MESSAGE_ALTERED;
      Object.assign(data ?? {}, { memory: stream?.memory?.subarray(60), size: 5 });
      return 0;
    };
  });

  test('show the parts of a message, and that the other end opens it', async () => {
    const result = await commandLine(['seal', ...args, '--json']);
    expect(result.code).toBe(0);
    const token = '54'.repeat(60);
    expect(documentOf(result)).toEqual({
      ...{ package: 'Kerberos', sealedBy: 'client', openedBy: 'server', altered: false },
      parts: [
        { name: 'TOKEN', bytes: 60, hex: token },
        { name: 'DATA', bytes: 5, hex: '504c41494e' },
      ],
      message: `${token}504c41494e`,
      opened: { text: 'PLAIN', encrypted: true, qop: 0 },
    });
    expect(received).toBe(`${'T'.repeat(60)}PLAIN`);
  });

  test('show that an altered message is refused, and end with 1', async () => {
    const { code, stdout } = await commandLine(['unseal', ...args, '--alter']);
    expect(code).toBe(1);
    expect(stdout).toContain('The server sealed a message with Kerberos: 65 bytes. One bit was');
    expect(stdout).toContain('  0000  50 4c 41 49 4f');
    expect(stdout).toContain('The client refused it. DecryptMessage failed with');
    expect(stdout).toContain('SEC_E_MESSAGE_ALTERED');
  });
});
