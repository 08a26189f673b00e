import { beforeEach, describe, expect, test } from '@jest/globals';

import { acquire, established } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';
import type { FakeMessage } from '../support/fake-message';
import { bytesOf, fill } from '../support/fake-message';

import { ASC_RET, ISC_RET, SECBUFFER, SECPKG_ATTR } from '#lib/constants';
import { SecBuffer } from '#lib/index';

// lib/wine.ts, point by point: what Wine 10.0 needs, and that Windows is left alone. The buffers that
// it refuses are in wine-buffers.test.ts.

const { TOKEN, DATA } = SECBUFFER;

const onWine = (): void => {
  fake.wineVersion = '10.0';
};

beforeEach(resetFake);

/** The types and sizes of the last message that reached the package. */
function layout(): unknown {
  return fake.messages.at(-1)?.given.map(({ type, size }) => [type, size]);
}

function sspiError(name: string, syscall: string): unknown {
  return expect.objectContaining({ name, syscall });
}

describe('a package list', () => {
  test.each(['Kerberos', 'negotiate', 'NTLM'])('is refused for %s on Wine', async (name) => {
    onWine();
    await expect(acquire(name, { packageList: ['!ntlm'] })).rejects.toEqual(
      sspiError('UnsupportedFunctionError', 'AcquireCredentialsHandle'),
    );
    expect(fake.acquired).toEqual([]);
  });

  test('is not needed on Wine, and is taken on Windows', async () => {
    await acquire('Negotiate', { packageList: ['!ntlm'] });
    onWine();
    await acquire('Negotiate', { identity: { user: 'a', password: 'b' } });
    expect(fake.acquired.map(({ identity }) => identity?.packageList)).toEqual(['!ntlm', '']);
  });
});

describe('the flags of a handshake that returns none', () => {
  const asked = ISC_RET.CONFIDENTIALITY | ISC_RET.INTEGRITY;

  test.each([
    ['client', asked, asked],
    ['server', asked, ASC_RET.CONFIDENTIALITY | ASC_RET.INTEGRITY],
    ['server', ISC_RET.CONFIDENTIALITY, ASC_RET.CONFIDENTIALITY],
  ] as ['client' | 'server', number, number][])(
    'are asked for on Wine, as those of a %s: %p',
    async (side, flags, expected) => {
      onWine();
      fake.attributes.set(SECPKG_ATTR.FLAGS, [flags]);
      expect((await established('NTLM', { side, flags: 0 })).flags).toBe(expected);
    },
  );

  test('stay none where Wine does not tell', async () => {
    onWine();
    expect((await established('NTLM', { flags: 0 })).flags).toBe(0);
    expect(fake.queried).toContain(SECPKG_ATTR.FLAGS);
  });

  test('stay none on Windows, and stay what they are on Wine', async () => {
    fake.attributes.set(SECPKG_ATTR.FLAGS, [asked]);
    expect((await established('NTLM', { flags: 0 })).flags).toBe(0);
    onWine();
    expect((await established('NTLM', { flags: 2 })).flags).toBe(2);
    expect(fake.queried).not.toContain(SECPKG_ATTR.FLAGS);
  });
});

describe('the server of NTLM, which has no keys on Wine', () => {
  const buffers = [SecBuffer.token(16), SecBuffer.data(Buffer.from('plain'))];

  test.each(['NTLM', 'Negotiate'])('neither seals nor opens: %s', async (name) => {
    onWine();
    const context = await established(name, { side: 'server', mechanism: 'NTLM' });
    const [sealing, opening] = ['EncryptMessage', 'DecryptMessage'].map((syscall) =>
      sspiError('UnsupportedFunctionError', syscall),
    );
    expect(() => context.encryptMessage(buffers)).toThrow(sealing);
    expect(() => context.wrap(Buffer.from('plain'))).toThrow(sealing);
    expect(() => context.decryptMessage(buffers)).toThrow(opening);
    expect(() => context.unwrap(Buffer.alloc(32))).toThrow(opening);
    expect(fake.messages).toEqual([]);
  });

  test.each([
    ['the client on Wine', '10.0', 'NTLM', 'client'],
    ['the server of Kerberos on Wine', '10.0', 'Kerberos', 'server'],
    ['the server on Windows', null, 'NTLM', 'server'],
  ] as [string, string | null, string, 'client' | 'server'][])(
    'is not %s',
    async (_name, version, mechanism, side) => {
      fake.wineVersion = version;
      fake.encrypt = () => 0;
      const context = await established('Negotiate', { side, mechanism, flags: 0xffff_ffff });
      expect(context.encryptMessage([SecBuffer.token(76)])).toMatchObject({ status: 0 });
    },
  );
});

describe("the token of Wine's Kerberos", () => {
  const sizes = [2888, 37, 1, 49];
  // It writes TOKEN first and cuts the whole token into DATA and TOKEN.
  const seals = ({ buffers: [token, data] }: FakeMessage): number => {
    fill(token, 'T'.repeat(60));
    fill(data, String(bytesOf(data)).toUpperCase());
    return 0;
  };

  test.each([
    ['Kerberos', undefined, '10.0', 76],
    ['Negotiate', 'Kerberos', '10.0', 76],
    ['Negotiate', 'NTLM', '10.0', 49],
    ['Kerberos', undefined, null, 49],
  ])('has room for 76 bytes: %s %s on %s', async (name, mechanism, version, expected) => {
    fake.wineVersion = version;
    const context = await established(name, mechanism ? { mechanism } : {});
    fake.attributes.set(SECPKG_ATTR.SIZES, sizes);
    expect(context.query('sizes')).toEqual({
      maxToken: 2888,
      maxSignature: 37,
      blockSize: 1,
      securityTrailer: expected,
    });
  });

  test.each([
    ['10.0', 37],
    [null, 28],
  ])('has room for a signature of RC4 keys in DCE style too: %s', async (version, expected) => {
    fake.wineVersion = version;
    const context = await established('Kerberos');
    fake.attributes.set(SECPKG_ATTR.SIZES, [2888, 28, 1, 76]);
    expect(context.query('sizes').maxSignature).toBe(expected);
  });

  test('of RC4 keys is left in its order in a frame of WinRM, its padding behind the data', async () => {
    onWine();
    // Wine cuts the whole token, of which 45 bytes are in front of the message and one behind it.
    fake.encrypt = ({ buffers: [token, data] }) => {
      fill(data, '\x60\x33ab');
      fill(token, `${'T'.repeat(41)}DATA.`);
      return 0;
    };
    const context = await established('Kerberos');
    fake.attributes.set(SECPKG_ATTR.SIZES, sizes);
    const frame = context.wrapWinRM(Buffer.from('data'));
    expect(frame.readUInt32LE(0)).toBe(45);
    expect(String(frame.subarray(4))).toBe(`\x60\x33ab${'T'.repeat(41)}DATA.`);
  });

  test('follows the data when it is wrapped, without padding', async () => {
    onWine();
    fake.encrypt = seals;
    const context = await established('Kerberos');
    fake.attributes.set(SECPKG_ATTR.SIZES, sizes);
    expect(String(context.wrap(Buffer.from('plain')))).toBe(`PLAIN${'T'.repeat(60)}`);
  });

  test.each([
    ['sealed', [5, 4, 2], 60],
    ['signed', [5, 4, 0], 28],
    ['of RC4 keys', [0x60, 0x82, 2], 48],
  ])('is cut from the end when it is unwrapped: %s', async (_name, start, overhead) => {
    onWine();
    fake.decrypt = () => 0;
    const context = await established('Kerberos');
    const token = Buffer.alloc(overhead + 5);
    token.set(start);
    expect(context.unwrap(token).data).toHaveLength(5);
    expect(layout()).toEqual([
      [TOKEN, overhead],
      [DATA, 5],
    ]);
  });

  test('that is shorter than protection makes it does not reach Wine', async () => {
    onWine();
    const context = await established('Kerberos');
    for (const size of [0, 2, 27]) {
      expect(() => context.unwrap(Buffer.alloc(size))).toThrow(
        sspiError('InvalidTokenError', 'DecryptMessage'),
      );
    }
    expect(fake.messages).toEqual([]);
  });
});
