// secur32 explain: every status that is known, and how a status may be written.
import { describe, expect, test } from '@jest/globals';

import { commandLine, documentOf } from '../support/command-line';

import { describeStatus } from '#lib/status';
import { STATUS_TABLE } from '#lib/status/table';

interface Explanation {
  readonly name: string;
  readonly hex: string;
  readonly unsigned: number;
  readonly signed: number;
  readonly kind: string;
  readonly meaning: string;
  readonly advice?: string;
  readonly errorClass?: string;
  readonly win32?: number;
}

async function explain(...texts: string[]): Promise<Explanation[]> {
  const result = await commandLine(['explain', '--json', ...texts]);
  expect(result.code).toBe(0);
  return (documentOf(result) as { statuses: Explanation[] }).statuses;
}

describe('explain', () => {
  test('tells what every known status means, and for all but success what to do', async () => {
    for (const [status, name, meaning] of STATUS_TABLE) {
      const [said] = await explain(name);
      const advice = describeStatus(status).hint;
      expect(said).toMatchObject({ name, unsigned: status, signed: status | 0, meaning });
      expect(said?.advice).toBe(advice);
      if (name !== 'SEC_E_OK') expect(advice).toMatch(/^[A-Z].{15,}\.$/);
      expect(said?.errorClass === undefined).toBe(status < 0x8000_0000);
    }
  });

  test.each([
    ['SEC_E_LOGON_DENIED'],
    ['sec_e_logon_denied'],
    ['0x8009030C'],
    ['0x8009030c'],
    ['8009030C'],
    ['-2146893044'],
    ['2148074252'],
  ])('understands %s', async (text) => {
    expect(await explain(text)).toEqual([
      {
        ...{ name: 'SEC_E_LOGON_DENIED', hex: '0x8009030C', kind: 'error' },
        ...{ unsigned: 2148074252, signed: -2146893044 },
        meaning: 'The logon was refused.',
        advice: expect.stringContaining('password'),
        errorClass: 'AuthenticationError',
      },
    ]);
  });

  test.each([
    ['80090305', 'SEC_E_SECPKG_NOT_FOUND'],
    ['80090308', 'SEC_E_INVALID_TOKEN'],
    ['80070005', 'E_ACCESSDENIED'],
    // Neither is known: then it is the decimal number.
    ['80000099', '0x04C4B463'],
    ['12345678', '0x00BC614E'],
  ])('takes %s, whose digits are all decimal, for %s', async (text, name) => {
    expect((await explain(text)).map((each) => each.name)).toEqual([name]);
  });

  test('understands second names, and bare Win32 errors', async () => {
    const names = (await explain('ERROR_ACCESS_DENIED', '5', '1326', '1')).map((each) => [
      each.name,
      each.win32,
    ]);
    expect(names).toEqual([
      ['E_ACCESSDENIED', undefined],
      ['E_ACCESSDENIED', 5],
      ['ERROR_LOGON_FAILURE', 1326],
      ['0x80070001', 1],
    ]);
  });

  test('says of an unknown status what its bits say', async () => {
    expect(await explain('0xC0DE1234')).toEqual([
      expect.objectContaining({
        name: '0xC0DE1234',
        meaning: 'Unknown status 0xC0DE1234 (NTSTATUS error).',
        errorClass: 'NtStatusError',
      }),
    ]);
  });

  test('writes for a person what it writes for a program', async () => {
    const { stdout, code } = await commandLine(['explain', '0', '0x00090312']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'SEC_E_OK  0x00000000 = 0 = 0',
        'The call succeeded.',
        '',
        'Kind  success',
        '',
        'SEC_I_CONTINUE_NEEDED  0x00090312 = 590610 = 590610',
        'The handshake needs another token from the peer.',
        '',
        'Send the token to the peer, and pass its answer to the next step of the',
        'handshake.',
        '',
        'Kind  information',
        '',
      ].join('\n'),
    );
  });

  test.each([['ERR_SSPI_BUSY'], ['ERR_OUT_OF_RANGE']])(
    'says where %s is explained, which is no status',
    async (text) => {
      const { code, stderr } = await commandLine(['explain', text]);
      expect(code).toBe(64);
      expect(stderr).toContain(`${text} is a code of this library or of Node.js`);
      expect(stderr).toContain('docs/errors.md');
    },
  );

  test.each([['LOGON_DENIED'], ['0x123456789'], ['4294967296'], ['-2147483649'], ['1.5'], ['']])(
    'refuses %p',
    async (text) => {
      const { code, stderr } = await commandLine(['explain', text]);
      expect(code).toBe(64);
      expect(stderr).toContain(`${JSON.stringify(text)} is no status that is known here.`);
    },
  );
});
