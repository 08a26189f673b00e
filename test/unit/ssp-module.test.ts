import { resolve } from 'node:path';
import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { resetFake } from '../support/fake-binding';
import { FAKE_DLL, fakeSsp } from '../support/fake-ssp';

import { SECPKG_CRED } from '#lib/constants';
import { SspContext, SspCredentials, SspModule } from '#lib/index';

beforeEach(resetFake);

const load = () => SspModule.load('own.dll');

describe('SspModule.load', () => {
  test('shows the packages of a DLL and what their tables have', () => {
    const module = load();
    expect(fakeSsp.paths).toEqual([resolve('own.dll')]);
    expect(module).toMatchObject({ lsaVersion: 0x10000, userVersion: 0x10000 });
    expect(module.packages).toHaveLength(1);
    const [own] = module.packages;
    expect(own).toMatchObject({ name: 'Own', maxToken: 4096 });
    expect(own?.lsaFunctions).toMatchObject({ LogonUserEx2: false, Initialize: true });
    expect(own?.userFunctions).toMatchObject({ SealMessage: true, GetContextToken: false });
    expect(inspect(module)).toBe('SspModule { Own }');
  });

  test('leaves out the entries beyond the end of a table of its version', () => {
    expect(Object.keys(load().packages[0]?.lsaFunctions ?? {}).at(-1)).toBe(
      'SetExtendedInformation',
    );
    const entries = Array.from({ length: 29 }, () => true);
    fakeSsp.dll = { ...FAKE_DLL, lsaVersion: 0x40000, lsaTables: [entries] };
    expect(Object.keys(load().packages[0]?.lsaFunctions ?? {}).at(-1)).toBe(
      'SetCredentialsAttributes',
    );
  });

  test.each([
    [0x8007007e, 'LoadLibraryEx', 'ERROR_MOD_NOT_FOUND', 'Give the path of a DLL'],
    [0x800700c1, 'LoadLibraryEx', 'ERROR_BAD_EXE_FORMAT', 'built for the processor'],
    [0x8007007f, 'GetProcAddress', 'ERROR_PROC_NOT_FOUND', 'exports both SpLsaModeInitialize'],
    [0xc00000bb, 'SpLsaModeInitialize', 'STATUS_NOT_SUPPORTED', 'refuses to be loaded'],
    [0xc0000001, 'SpUserModeInitialize', 'STATUS_UNSUCCESSFUL', 'refuses to be loaded'],
  ])('says what to do about 0x%x from %s', (status, syscall, code, hint) => {
    fakeSsp.dll = { ...FAKE_DLL, status, syscall, lsaTables: [], userTables: [], infos: [] };
    const error = thrownBy(load) as Error;
    expect(error).toMatchObject({ code, status, syscall });
    expect(error.message).toContain(hint);
    expect(error.message).toContain('own.dll');
    expect(fakeSsp.closed).toEqual(['module']);
  });

  test.each([
    ['no table of LSA mode', { lsaCount: 0, lsaTables: [] }, 'Set *ppTables and *pcTables'],
    ['no table of user mode', { userCount: 0 }, 'gave 0 function tables for 1 packages'],
    ['no version of LSA mode', { lsaVersion: 0 }, 'SpLsaModeInitialize gave the version 0x0'],
    ['an old version', { userVersion: 0xffff }, 'SpUserModeInitialize gave the version 0xffff'],
    [
      'a short table of LSA mode',
      { lsaTables: [[true, false, null]] },
      'table 0 of SpLsaModeInitialize is shorter than its version says: CallPackage, entry 2 of 3',
    ],
    [
      'a short table of user mode, after which none was read',
      { userTables: [[true, null]], lsaTables: [], infos: [] },
      'table 0 of SpUserModeInitialize is shorter than its version says: InitUserModeContext',
    ],
    ['a table without GetInfo', { lsaTables: [[true]] }, 'has no GetInfo'],
    ['a table without SealMessage', { userTables: [[true]] }, 'has no SealMessage'],
  ])('refuses a DLL with %s', (_, change, text) => {
    fakeSsp.dll = { ...FAKE_DLL, ...change };
    const error = thrownBy(load) as Error;
    expect(error).toEqual(refusal('ERR_SSPI_INCOMPLETE_PACKAGE'));
    expect(error.message).toContain(text);
    expect(fakeSsp.closed).toEqual(['module']);
  });

  test('passes on what GetInfo returns', () => {
    fakeSsp.dll = { ...FAKE_DLL, infos: [{ status: 0xc0000017 }] };
    const expected = { name: 'NtStatusError', code: 'STATUS_NO_MEMORY', syscall: 'SpGetInfo' };
    expect(thrownBy(load)).toMatchObject(expected);
  });

  test('takes a path and nothing else', () => {
    const call = (path: unknown) => thrownBy(() => SspModule.load(path as string));
    expect(call(1)).toEqual(argumentError('ERR_INVALID_ARG_TYPE', 'path must be a string'));
    expect(call('')).toEqual(argumentError('ERR_INVALID_ARG_VALUE', 'path must not be empty'));
  });
});

describe('acquire', () => {
  test('asks the first package by default', async () => {
    const credentials = await load().acquire();
    expect(credentials.package).toBe('Own');
    expect(credentials.expiry).toBeUndefined();
    expect(fakeSsp.acquired).toEqual([{ packageIndex: 0, use: SECPKG_CRED.OUTBOUND }]);
    expect(inspect(credentials)).toBe('SspCredentials { Own }');
  });

  test('passes on the package, the principal and its data', async () => {
    const twice = <T>([one]: T[]): T[] => [one as T, one as T];
    const { infos, lsaTables, userTables } = FAKE_DLL;
    const second = { status: 0, package: { ...infos[0]?.package, name: 'Other' } };
    fakeSsp.dll = {
      ...{ ...FAKE_DLL, lsaTables: twice(lsaTables), userTables: twice(userTables) },
      infos: [...infos, second as (typeof infos)[number]],
    };
    const authData = Buffer.from('for the package');
    const options = { package: 'Other', use: 'both', principal: 'alice', authData } as const;
    await load().acquire(options);
    const expected = { packageIndex: 1, use: SECPKG_CRED.BOTH, principal: 'alice', authData };
    expect(fakeSsp.acquired).toEqual([expected]);
  });

  test('passes on an identity, and not beside other data', async () => {
    const identity = { user: 'alice', password: 'secret' };
    await load().acquire({ identity });
    expect(fakeSsp.acquired[0]).toMatchObject({
      identity: { ...identity, domain: '', packageList: '' },
      use: SECPKG_CRED.OUTBOUND,
    });
    const rejection = (options: object) => rejectionOf(load().acquire(options));
    expect(await rejection({ identity, authData: Buffer.alloc(1) })).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'must not be there beside an identity'),
    );
    expect(await rejection({ identity: { user: 'alice', password: 1 } })).toEqual(
      argumentError('ERR_INVALID_ARG_TYPE', 'options.identity.password'),
    );
  });

  test.each([
    ['SpInitialize', 0xc0000002, 'STATUS_NOT_IMPLEMENTED'],
    ['SpAcquireCredentialsHandle', 0x8009030e, 'SEC_E_NO_CREDENTIALS'],
  ])('rejects with what %s returns', async (syscall, status, code) => {
    fakeSsp.acquire = { status, syscall, expiry: 0n };
    expect(await rejectionOf(load().acquire())).toMatchObject({ code, syscall, package: 'Own' });
  });

  test('refuses options that mean nothing', async () => {
    const rejection = (options: object) => rejectionOf(load().acquire(options));
    expect(await rejection({ package: 'Other' })).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', "must be a package of the DLL: 'Own'"),
    );
    expect(await rejection({ use: 'none' })).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', 'options.use'),
    );
    expect(await rejection({ principal: 'a'.repeat(32_768) })).toEqual(
      argumentError('ERR_OUT_OF_RANGE', 'options.principal'),
    );
    expect(await rejection({ user: 'alice' })).toEqual(
      argumentError('ERR_INVALID_ARG_VALUE', "has no option 'user'"),
    );
  });

  test('is refused after close, and close may be called twice', async () => {
    const module = load();
    const credentials = await module.acquire();
    module.close();
    module[Symbol.dispose]();
    expect(await rejectionOf(module.acquire())).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(inspect(module)).toBe('SspModule { Own, closed }');
    credentials.close();
    expect(thrownBy(() => credentials.initiate())).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(inspect(credentials)).toBe('SspCredentials { Own, closed }');
  });

  test('is the only maker of credentials and contexts', () => {
    for (const maker of [SspModule, SspCredentials, SspContext]) {
      const make = maker as unknown as new (...args: object[]) => unknown;
      expect(thrownBy(() => new make({}, {}, {}))).toMatchObject({ name: 'TypeError' });
    }
  });
});
