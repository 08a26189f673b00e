import { expect, test } from '@jest/globals';

import type { ContextSettings } from 'secur32';
import { SECPKG_ATTR, UnsupportedFunctionError } from 'secur32';

import { calls, lastCall, script, SCRIPTED_PROVIDER } from '../scripted-ssp/index.js';
import { argumentError, refusal, thrownBy } from '../support/errors.js';
import {
  connectScriptedBeforeEach,
  describeScripted,
  prepareScripted,
} from '../support/scripted.js';

// On Windows these are of Schannel. Wine's packages have none, and its Secur32 passes them to a
// provider only, so that a provider that tests script stands in for Schannel here.

const POINTER = process.arch === 'ia32' ? 4 : 8;
const data = Buffer.from('kept');

interface Row<Name extends keyof ContextSettings> {
  attribute: number;
  value: ContextSettings[Name];
  /** The size of the structure: a function of that of a pointer. */
  size: (pointer: number) => number;
  /** The numbers of the structure, by their places. */
  numbers: [place: number, value: number][];
  pointed: Buffer[];
}

const rows: { [Name in keyof ContextSettings]: Row<Name> } = {
  appData: {
    attribute: SECPKG_ATTR.APP_DATA,
    value: { flags: 7, data },
    size: (pointer) => 8 + pointer,
    numbers: [
      [0, 7],
      [4, 4],
    ],
    pointed: [data],
  },
  dtlsMtu: {
    attribute: SECPKG_ATTR.DTLS_MTU,
    value: 1400,
    size: () => 4,
    numbers: [[0, 1400]],
    pointed: [],
  },
  eapPrfInfo: {
    attribute: SECPKG_ATTR.EAP_PRF_INFO,
    value: { data },
    size: (pointer) => 8 + pointer,
    numbers: [
      [0, 0],
      [4, 4],
    ],
    pointed: [data],
  },
  uiInfo: {
    attribute: SECPKG_ATTR.UI_INFO,
    value: Buffer.alloc(POINTER, 1),
    size: (pointer) => pointer,
    numbers: [[0, 0x0101_0101]],
    pointed: [],
  },
  earlyStart: {
    attribute: SECPKG_ATTR.EARLY_START,
    value: true,
    size: () => 4,
    numbers: [[0, 1]],
    pointed: [],
  },
  keyingMaterialInfo: {
    attribute: SECPKG_ATTR.KEYING_MATERIAL_INFO,
    value: { label: 'EXPORTER-x', context: data, size: 32 },
    size: (pointer) => 5 * pointer,
    numbers: [
      [0, 11],
      [2 * POINTER, 4],
      [4 * POINTER, 32],
    ],
    pointed: [Buffer.from('EXPORTER-x\0'), data],
  },
};

const NAMES = Object.keys(rows) as (keyof ContextSettings)[];

describeScripted('set()', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER);

  test.each(NAMES)('gives the package its structure: %s', (name) => {
    const { attribute, value, size, numbers, pointed } = rows[name];
    pair().client.set(name, value);
    const call = lastCall('SetContextAttributes');
    expect([call.attribute, call.bytes.length]).toEqual([attribute, size(POINTER)]);
    for (const [place, expected] of numbers) expect(call.bytes.readUInt32LE(place)).toBe(expected);
    expect(call.pointed).toEqual(pointed);
  });

  test('is an error with the status of the package', () => {
    script('SetContextAttributes', { status: 0x80090302 });
    const error = thrownBy(() => {
      pair().client.set('dtlsMtu', 1400);
    });
    expect(error).toBeInstanceOf(UnsupportedFunctionError);
    expect(error).toMatchObject({ syscall: 'SetContextAttributes', package: SCRIPTED_PROVIDER });
  });

  test('is there during the handshake, and not after the end', async () => {
    using early = await prepareScripted(SCRIPTED_PROVIDER);
    const set = (): void => {
      early.client.set('earlyStart', false);
    };
    expect(thrownBy(set)).toMatchObject({ code: 'SEC_E_INVALID_HANDLE' });
    await early.client.step();
    set();
    expect(lastCall('SetContextAttributes').bytes).toEqual(Buffer.alloc(4));
    early.client.close();
    expect(thrownBy(set)).toEqual(refusal('ERR_SSPI_CLOSED'));
  });

  test('waits for nobody: it is refused while a step or a message is on its way', async () => {
    using early = await prepareScripted(SCRIPTED_PROVIDER);
    const step = early.client.step();
    expect(thrownBy(() => early.client.set('dtlsMtu', 1))).toEqual(refusal('ERR_SSPI_BUSY'));
    await step;
    const { client } = pair();
    const message = client.wrapAsync(data);
    expect(thrownBy(() => client.set('dtlsMtu', 1))).toEqual(refusal('ERR_SSPI_BUSY'));
    await message;
    client.set('dtlsMtu', 1);
  });
});

describeScripted('setRaw()', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_PROVIDER);

  test('gives the package the bytes as they are', () => {
    const structure = Buffer.from('any structure');
    pair().client.setRaw(4711, structure);
    const { attribute, bytes } = lastCall('SetContextAttributes');
    expect([attribute, bytes]).toEqual([4711, structure]);
  });

  test('takes as many bytes as it says', () => {
    const structure = Buffer.alloc(65_536, 5);
    pair().client.setRaw(4711, structure);
    expect(lastCall('SetContextAttributes').bytes.equals(structure)).toBe(true);
  });

  test.each(['appData', 'eapPrfInfo', 'keyingMaterialInfo'] as const)(
    'is refused where the structure has pointers: %s',
    (name) => {
      const set = (): void => pair().client.setRaw(rows[name].attribute, Buffer.alloc(64, 1));
      expect(thrownBy(set)).toEqual(argumentError('ERR_INVALID_ARG_VALUE', `set('${name}'`));
      expect(calls('SetContextAttributes')).toHaveLength(0);
    },
  );
});
