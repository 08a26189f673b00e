import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { ATTRIBUTE_VALUES } from '../support/attribute-values';
import { client, established } from '../support/contexts';
import { fake, resetFake } from '../support/fake-binding';

import type { NativeValue } from '#lib/native';
import { SECPKG_ATTR } from '#lib/constants';
import type { ContextAttributes } from '#lib/index';
import { raw, Status } from '#lib/index';

import type { ArgumentErrorCode } from '../support/errors';
import { argumentError, refusal } from '../support/errors';

beforeEach(resetFake);

type Row = [keyof ContextAttributes, number, NativeValue[], unknown];

const rows = Object.entries(ATTRIBUTE_VALUES).map(([name, row]) => [name, ...row] as Row);

describe('query', () => {
  test.each(rows)(
    '%s gives names to what Windows has in it',
    async (name, id, values, expected) => {
      const context = await established('Kerberos');
      fake.attributes.set(id, values);
      expect(context.query(name)).toEqual(expected);
      expect(fake.queried.at(-1)).toBe(id);
    },
  );

  test.each([
    ['names', SECPKG_ATTR.NAMES, [null], { userName: '' }],
    ['sessionKey', SECPKG_ATTR.SESSION_KEY, [null], Buffer.alloc(0)],
    ['remoteCertificate', SECPKG_ATTR.REMOTE_CERT_CONTEXT, [null], Buffer.alloc(0)],
    ['endpointBindings', SECPKG_ATTR.ENDPOINT_BINDINGS, [null], Buffer.alloc(0)],
    ['uniqueBindings', SECPKG_ATTR.UNIQUE_BINDINGS, [null], Buffer.alloc(0)],
    ['applicationProtocol', SECPKG_ATTR.APPLICATION_PROTOCOL, [0, Buffer.alloc(0)], ''],
    ['issuers', SECPKG_ATTR.ISSUER_LIST_EX, [null], []],
    ['supportedSignatures', SECPKG_ATTR.SUPPORTED_SIGNATURES, [null], []],
    ['dceInfo', SECPKG_ATTR.DCE_INFO, [2, null], { authorizationService: 2, name: undefined }],
  ] as Row[])('%s is empty where Windows has nothing', async (name, id, values, expected) => {
    const context = await established('Schannel');
    fake.attributes.set(id, values);
    expect(context.query(name)).toEqual(expected);
  });

  test.each(rows)('%s throws where the package does not have it', async (name, id) => {
    const context = await established('NTLM');
    fake.attributes.delete(id);
    expect(() => context.query(name)).toThrow(
      expect.objectContaining({
        name: 'UnsupportedFunctionError',
        syscall: 'QueryContextAttributes',
        package: 'NTLM',
      }),
    );
  });

  test('throws what Windows says', async () => {
    const context = await established('NTLM');
    fake.attributes.set(SECPKG_ATTR.NAMES, { status: Status.SEC_E_INTERNAL_ERROR, values: [] });
    expect(() => context.query('names')).toThrow(/SEC_E_INTERNAL_ERROR/);
  });

  test.each<[unknown, ArgumentErrorCode]>([
    ['flag', 'ERR_INVALID_ARG_VALUE'],
    ['toString', 'ERR_INVALID_ARG_VALUE'],
    [SECPKG_ATTR.SIZES, 'ERR_INVALID_ARG_TYPE'],
    [undefined, 'ERR_INVALID_ARG_TYPE'],
  ])('refuses the attribute %p', async (name, code) => {
    const context = await established('NTLM');
    expect(() => context.query(name as 'sizes')).toThrow(argumentError(code, 'attribute'));
  });

  test('asks again each time: a session may have changed', async () => {
    const context = await established('Schannel');
    const before = fake.queried.length;
    context.query('streamSizes');
    context.query('streamSizes');
    expect(fake.queried.slice(before)).toHaveLength(2);
  });

  test('shows no secret when its answer is logged', async () => {
    const context = await established('Schannel');
    fake.attributes.set(SECPKG_ATTR.SESSION_KEY, [Buffer.from('key')]);
    fake.attributes.set(SECPKG_ATTR.EAP_KEY_BLOCK, [Buffer.alloc(128), Buffer.alloc(64)]);
    expect(inspect(context.query('sessionKey'))).toBe('<secret, 3 bytes>');
    expect(inspect(context.query('eapKeyBlock'))).toBe(
      '{ keys: <secret, 128 bytes>, ivs: <secret, 64 bytes> }',
    );
    fake.structures.set(SECPKG_ATTR.EAP_KEY_BLOCK, Buffer.alloc(192));
    expect(inspect(context.queryRaw(SECPKG_ATTR.EAP_KEY_BLOCK))).toBe('<secret, 192 bytes>');
    const answer = raw.queryContextAttributes(context, SECPKG_ATTR.EAP_KEY_BLOCK);
    expect(inspect(answer.value)).toBe('<secret, 192 bytes>');
    fake.attributes.set(SECPKG_ATTR.SESSION_KEY, [null]);
    fake.attributes.set(SECPKG_ATTR.TARGET, [null]);
    expect(inspect(context.query('sessionKey'))).toBe('<secret, 0 bytes>');
    expect(inspect(context.query('target'))).toBe('<Buffer >');
  });

  test('answers during the handshake what is of use then', async () => {
    const context = await client('Negotiate');
    fake.attributes.set(SECPKG_ATTR.NEGO_STATUS, [0]);
    expect(context.query('negotiationStatus')).toBe(0);
    expect(() => context.query('names')).toThrow(refusal('ERR_SSPI_NOT_ESTABLISHED'));
    context.close();
    expect(() => context.query('negotiationStatus')).toThrow(refusal('ERR_SSPI_CLOSED'));
  });
});

describe('queryRaw', () => {
  test('returns the bytes of any structure, once there is one', async () => {
    const context = await client('Schannel');
    const structure = Buffer.alloc(4096, 1);
    fake.structures.set(4711, structure);
    expect(context.queryRaw(4711)).toBe(structure);
    expect(() => context.queryRaw(4712)).toThrow(
      expect.objectContaining({
        name: 'UnsupportedFunctionError',
        syscall: 'QueryContextAttributes',
      }),
    );
    context.close();
    expect(() => context.queryRaw(4711)).toThrow(refusal('ERR_SSPI_CLOSED'));
  });

  test('waits for the end of the handshake with what has a name', async () => {
    const early = await client('Schannel');
    expect(() => early.queryRaw(SECPKG_ATTR.CIPHER_INFO)).toThrow(
      refusal('ERR_SSPI_NOT_ESTABLISHED'),
    );
    const context = await established('Schannel');
    fake.structures.set(SECPKG_ATTR.CIPHER_INFO, Buffer.alloc(4096));
    expect(context.queryRaw(SECPKG_ATTR.CIPHER_INFO)).toHaveLength(4096);
  });

  const POINTERS =
    /^(n|authority|cred|client(Sp|$)|target|authen|dce|packageI|protocolI|keyI|sessionK|keyingM|token|appD|srtp|endpoint|unique|remote|localC|root|serial|issuer|supported)/;

  test.each(rows.filter(([name]) => POINTERS.test(name) && !/^negotiation(P|S)/.test(name)))(
    'refuses %s, whose structure has pointers',
    async (name, attribute) => {
      const context = await established('Schannel');
      expect(() => context.queryRaw(attribute)).toThrow(
        argumentError('ERR_INVALID_ARG_VALUE', `query('${name}')`),
      );
    },
  );

  test.each([
    ['an access token', SECPKG_ATTR.ACCESS_TOKEN],
    ['an access token of CredSSP', 0x8000_0012],
    ['the full access token of CredSSP', 0x8000_0082],
    ['the credentials of CredSSP', 0x8000_0080],
    ['the later credentials of CredSSP', 0x8000_0086],
    ['an attribute of what a certificate was mapped to', SECPKG_ATTR.MAPPED_CRED_ATTR],
    ['keying material that asks for an input', SECPKG_ATTR.KEYING_MATERIAL_INPROC],
  ])('refuses %s', async (_, attribute) => {
    const context = await established('Schannel');
    const before = fake.queried.length;
    expect(() => context.queryRaw(attribute)).toThrow(
      argumentError('ERR_INVALID_ARG_VALUE', 'attribute'),
    );
    expect(fake.queried).toHaveLength(before);
  });

  test.each<[unknown, ArgumentErrorCode]>([
    ['sizes', 'ERR_INVALID_ARG_TYPE'],
    [-1, 'ERR_OUT_OF_RANGE'],
    [2 ** 32, 'ERR_OUT_OF_RANGE'],
  ])('refuses %p', async (attribute, code) => {
    const context = await established('Schannel');
    expect(() => context.queryRaw(attribute as number)).toThrow(argumentError(code, 'attribute'));
  });
});
