import { inspect } from 'node:util';

import { expect, test } from '@jest/globals';

import type { ContextAttributes } from 'secur32';
import { ISC_RET, SECPKG_ATTR, UnsupportedFunctionError } from 'secur32';

import { calls, lastCall, script } from '../scripted-ssp/index.js';
import { STRUCTURES } from '../support/attribute-structures.js';
import { argumentError, thrownBy } from '../support/errors.js';
import {
  connectScripted,
  connectScriptedBeforeEach,
  describeScripted,
  prepareScripted,
} from '../support/scripted.js';

// Windows' packages answer most of these themselves; of Wine's none does more than what is in
// attributes.test.ts, so that a package that tests script stands in for them here.

const NAMES = Object.keys(STRUCTURES) as (keyof ContextAttributes)[];

describeScripted('an attribute', () => {
  const pair = connectScriptedBeforeEach();

  test.each(NAMES)('is read from its structure: %s', (name) => {
    const [attribute, structure, value] = STRUCTURES[name];
    script('QueryContextAttributes', { attribute, structure });
    expect(pair().client.query(name)).toEqual(value);
    expect(lastCall('QueryContextAttributes').attribute).toBe(attribute);
  });

  // Its sizes are what the package says by itself.
  test.each(NAMES.filter((name) => name !== 'sizes'))(
    'is an error where the package does not have it: %s',
    (name) => {
      expect(thrownBy(() => pair().client.query(name))).toMatchObject({
        name: 'UnsupportedFunctionError',
        code: 'SEC_E_UNSUPPORTED_FUNCTION',
        syscall: 'QueryContextAttributes',
      });
    },
  );

  test.each<[keyof ContextAttributes, readonly (number | null)[], unknown]>([
    ['names', [null], { userName: '' }],
    ['sessionKey', [0, null], Buffer.alloc(0)],
    ['uniqueBindings', [0, null], Buffer.alloc(0)],
    ['remoteCertificate', [null], Buffer.alloc(0)],
    ['remoteCertificateChain', [null], []],
    ['remoteCertificates', [0, 0, null], []],
    ['issuers', [null, 0], []],
    ['negotiatedTlsExtensions', [0, null], []],
    ['dceInfo', [1, null], { authorizationService: 1, name: undefined }],
  ])('is empty where the package has a NULL pointer: %s', (name, structure, value) => {
    script('QueryContextAttributes', { structure });
    expect(pair().client.query(name)).toEqual(value);
  });

  test('of DCE is a name only where authorization is by name', () => {
    const structure = [2, Buffer.from('not text')];
    script('QueryContextAttributes', { attribute: SECPKG_ATTR.DCE_INFO, structure });
    const value = { authorizationService: 2, name: undefined };
    expect(pair().client.query('dceInfo')).toEqual(value);
  });

  test('of a session has no more bytes than there is room for', () => {
    const structure = [0, 0xffff_ffff, { inline: Buffer.alloc(32, 1) }];
    script('QueryContextAttributes', { attribute: SECPKG_ATTR.SESSION_INFO, structure });
    const { sessionId } = pair().client.query('sessionInfo');
    expect(sessionId).toEqual(Buffer.alloc(32, 1));
  });

  test.each(['sessionKey', 'negotiationKeys', 'eapKeyBlock', 'keyingMaterial'] as const)(
    'is not shown when it is secret: %s',
    (name) => {
      const [attribute, structure] = STRUCTURES[name];
      script('QueryContextAttributes', { attribute, structure });
      const shown = inspect(pair().client.query(name));
      expect(shown).toMatch(/<secret, \d+ bytes>/);
      expect(shown).not.toContain('Buffer');
    },
  );

  test('is an error with the status of the package', () => {
    expect(thrownBy(() => pair().client.query('names'))).toBeInstanceOf(UnsupportedFunctionError);
    script('QueryContextAttributes', { status: 0x80090317 });
    expect(thrownBy(() => pair().client.query('names'))).toMatchObject({
      code: 'SEC_E_CONTEXT_EXPIRED',
      syscall: 'QueryContextAttributes',
      package: 'Scripted',
    });
  });

  test('of a kind that says something during the handshake is asked for then', async () => {
    using early = await prepareScripted();
    expect(thrownBy(() => early.client.query('issuers'))).toMatchObject({
      code: 'SEC_E_INVALID_HANDLE',
    });
    await early.client.step();
    const [attribute, structure, value] = STRUCTURES.issuers;
    script('QueryContextAttributes', { attribute, structure });
    expect(early.client.query('issuers')).toEqual(value);
    expect(thrownBy(() => early.client.query('names'))).toMatchObject({
      code: 'ERR_SSPI_NOT_ESTABLISHED',
    });
  });

  test('that says how long messages may be limits encryptMessage()', () => {
    script('QueryContextAttributes', {
      attribute: SECPKG_ATTR.STREAM_SIZES,
      structure: [5, 16, 10, 4, 1],
    });
    const { client } = pair();
    const message = (size: number) => [
      { type: 2, data: Buffer.alloc(16) },
      { type: 1, data: Buffer.alloc(size) },
    ];
    expect(thrownBy(() => client.encryptMessage(message(11)))).toMatchObject({
      code: 'ERR_OUT_OF_RANGE',
    });
    expect(client.encryptMessage(message(10)).status).toBe(0);
    expect(calls('SealMessage')).toHaveLength(1);
  });

  test('with the flags is asked for on Wine where a handshake grants none', async () => {
    const flags = ISC_RET.CONFIDENTIALITY | ISC_RET.INTEGRITY;
    script('InitLsaModeContext', { flags: 0, times: 2 });
    script('QueryContextAttributes', { attribute: SECPKG_ATTR.FLAGS, structure: [flags] });
    using other = await connectScripted();
    expect(other.client.flags).toBe(flags);
  });
});

describeScripted('an attribute by its number', () => {
  const pair = connectScriptedBeforeEach();

  test('is all of what the package has written, in zeros', () => {
    script('QueryContextAttributes', { attribute: 4711, structure: [1, 2, 0xffff_ffff] });
    const bytes = pair().client.queryRaw(4711);
    expect(bytes).toHaveLength(4096);
    expect(bytes.subarray(0, 12).toString('hex')).toBe('0100000002000000ffffffff');
    expect(bytes.subarray(12).every((byte) => byte === 0)).toBe(true);
  });

  test('may have a name, where its structure has no pointers', () => {
    script('QueryContextAttributes', { attribute: SECPKG_ATTR.FLAGS, structure: [0x1_0010] });
    expect(pair().client.queryRaw(SECPKG_ATTR.FLAGS).readUInt32LE()).toBe(0x1_0010);
  });

  test.each(['names', 'sessionKey', 'remoteCertificate', 'packageInfo', 'issuers'] as const)(
    'is refused where its structure has pointers: %s',
    (name) => {
      const [attribute] = STRUCTURES[name];
      expect(thrownBy(() => pair().client.queryRaw(attribute))).toEqual(
        argumentError('ERR_INVALID_ARG_VALUE', `query('${name}')`),
      );
      expect(calls('QueryContextAttributes')).toHaveLength(0);
    },
  );

  test('is an error with the status of the package', () => {
    expect(thrownBy(() => pair().client.queryRaw(4711))).toBeInstanceOf(UnsupportedFunctionError);
  });
});
