import { beforeEach, describe, expect, test } from '@jest/globals';

import { client, established } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import type { NativeSetting } from '#lib/native';
import { SECPKG_ATTR } from '#lib/constants';
import type { ContextSettings } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal } from '../support/errors';

beforeEach(resetFake);

const data = Buffer.from('data');
const hwnd = Buffer.alloc(process.arch === 'ia32' ? 4 : 8, 1);

type Name = keyof ContextSettings;
type Row = [Name, ContextSettings[Name], number, NativeSetting];

const rows: Row[] = [
  ['appData', { data }, SECPKG_ATTR.APP_DATA, [0, data]],
  ['dtlsMtu', 1400, SECPKG_ATTR.DTLS_MTU, Buffer.from('78050000', 'hex')],
  ['eapPrfInfo', { version: 1, data }, SECPKG_ATTR.EAP_PRF_INFO, [1, data]],
  ['uiInfo', hwnd, SECPKG_ATTR.UI_INFO, hwnd],
  ['earlyStart', true, SECPKG_ATTR.EARLY_START, Buffer.from('01000000', 'hex')],
  [
    'keyingMaterialInfo',
    { label: 'EXPORTER-x', size: 32 },
    SECPKG_ATTR.KEYING_MATERIAL_INFO,
    [Buffer.from('EXPORTER-x\0'), Buffer.alloc(0), 32],
  ],
];

describe('set', () => {
  test.each(rows)('makes of %s what Windows takes', async (name, value, attribute, setting) => {
    const context = await established('Schannel');
    context.set(name, value);
    expect(fake.settings).toEqual([{ attribute, setting }]);
  });

  test('copies the bytes that it is given', async () => {
    const context = await established('Schannel');
    const bytes = Buffer.from('data');
    context.set('appData', { data: bytes });
    bytes.fill(0);
    expect(fake.settings[0]?.setting).toEqual([0, data]);
  });

  test('throws what Windows says', async () => {
    const context = await established('NTLM');
    fake.setStatus = () => 0x8009_0302;
    expect(() => {
      context.set('dtlsMtu', 1400);
    }).toThrow(
      expect.objectContaining({
        name: 'UnsupportedFunctionError',
        syscall: 'SetContextAttributes',
        package: 'NTLM',
      }),
    );
  });

  test.each(['Kerberos', 'Negotiate', 'NTLM', 'Schannel'])(
    'calls nothing of %s on Wine, where there is no function to call',
    async (name) => {
      const options = name === 'Negotiate' ? { mechanism: 'Kerberos' } : {};
      const context = await established(name, options);
      fake.wineVersion = '10.0';
      const other = await established(name, options);
      context.set('dtlsMtu', 1400);
      expect(() => {
        other.set('dtlsMtu', 1400);
      }).toThrow(expect.objectContaining({ name: 'UnsupportedFunctionError' }));
      expect(() => {
        other.setRaw(4711, data);
      }).toThrow(expect.objectContaining({ name: 'UnsupportedFunctionError' }));
      expect(fake.settings).toHaveLength(1);
    },
  );

  test('is there during the handshake, and not once the context is closed', async () => {
    const context = await client('Schannel');
    context.set('earlyStart', true);
    context.close();
    expect(() => {
      context.set('earlyStart', true);
    }).toThrow(refusal('ERR_SSPI_CLOSED'));
    expect(fake.settings).toHaveLength(1);
  });

  test.each<[string, unknown, ArgumentErrorCode, string]>([
    ['names', 'alice', 'ERR_INVALID_ARG_VALUE', 'attribute'],
    ['toString', 1, 'ERR_INVALID_ARG_VALUE', 'attribute'],
    ['appData', 'text', 'ERR_INVALID_ARG_TYPE', 'value'],
    ['appData', { data: 'text' }, 'ERR_INVALID_ARG_TYPE', 'value.data'],
    ['appData', { data, flag: 1 }, 'ERR_INVALID_ARG_VALUE', 'flag'],
    ['dtlsMtu', -1, 'ERR_OUT_OF_RANGE', 'value'],
    ['dtlsMtu', '1400', 'ERR_INVALID_ARG_TYPE', 'value'],
    ['eapPrfInfo', {}, 'ERR_INVALID_ARG_TYPE', 'value.data'],
    ['uiInfo', Buffer.alloc(3), 'ERR_OUT_OF_RANGE', 'value'],
    ['uiInfo', 1234, 'ERR_INVALID_ARG_TYPE', 'value'],
    ['earlyStart', 1, 'ERR_INVALID_ARG_TYPE', 'value'],
    ['keyingMaterialInfo', { size: 1 }, 'ERR_INVALID_ARG_TYPE', 'value.label'],
    ['keyingMaterialInfo', { label: '', size: 1 }, 'ERR_INVALID_ARG_VALUE', 'value.label'],
    ['keyingMaterialInfo', { label: 'größe', size: 1 }, 'ERR_INVALID_ARG_VALUE', 'value.label'],
    ['keyingMaterialInfo', { label: 'x', size: 0 }, 'ERR_OUT_OF_RANGE', 'value.size'],
    [
      'keyingMaterialInfo',
      { label: 'x', size: 1, context: Buffer.alloc(65_536) },
      ...(['ERR_OUT_OF_RANGE', 'value.context'] as const),
    ],
    [
      'keyingMaterialInfo',
      { label: 'x'.repeat(65_535), size: 1 },
      ...(['ERR_OUT_OF_RANGE', 'value.label'] as const),
    ],
  ])('refuses %s: %p', async (name, value, code, text) => {
    const context = await established('Schannel');
    expect(() => {
      context.set(name as 'dtlsMtu', value as number);
    }).toThrow(argumentError(code, text));
    expect(fake.settings).toHaveLength(0);
  });
});

describe('setRaw', () => {
  test('gives Windows the bytes as they are', async () => {
    const context = await established('Schannel');
    context.setRaw(SECPKG_ATTR.DTLS_MTU, data);
    context.setRaw(4711, data);
    expect(fake.settings).toEqual([
      { attribute: SECPKG_ATTR.DTLS_MTU, setting: data },
      { attribute: 4711, setting: data },
    ]);
  });

  test.each<[unknown, unknown, ArgumentErrorCode, string]>([
    [SECPKG_ATTR.APP_DATA, data, 'ERR_INVALID_ARG_VALUE', "set('appData'"],
    ['dtlsMtu', data, 'ERR_INVALID_ARG_TYPE', 'attribute'],
    [4711, 'text', 'ERR_INVALID_ARG_TYPE', 'structure'],
    [4711, Buffer.alloc(0), 'ERR_OUT_OF_RANGE', 'structure'],
    [4711, Buffer.alloc(65_537), 'ERR_OUT_OF_RANGE', 'structure'],
  ])('refuses %p: %p', async (attribute, structure, code, text) => {
    const context = await established('Schannel');
    expect(() => {
      context.setRaw(attribute as number, structure as Buffer);
    }).toThrow(argumentError(code, text));
  });
});
