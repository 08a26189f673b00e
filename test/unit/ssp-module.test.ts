import { resolve } from 'node:path';
import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { argumentError, refusal, rejectionOf, thrownBy } from '../support/errors';
import { resetFake } from '../support/fake-binding';
import { FAKE_DLL, fakeLeg, fakeSsp } from '../support/fake-ssp';

import type { NativeLeg } from '#lib/binding';
import { SECPKG_CRED } from '#lib/constants';
import { SspContext, SspCredentials, SspModule, Status } from '#lib/index';

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
    ['no table of LSA mode', { lsaTables: [], infos: [] }, 'Set *ppTables and *pcTables'],
    ['no table of user mode', { userTables: [] }, 'gave 0 function tables for 1 packages'],
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

describe('step', () => {
  test('makes one leg, with the token of the peer and room for another', async () => {
    const credentials = await load().acquire();
    const client = credentials.initiate({ target: 'HTTP/app', flags: 0x10 });
    fakeSsp.legs = [fakeLeg(Status.SEC_I_CONTINUE_NEEDED, 'hello'), fakeLeg(0, '')];
    expect(await client.step()).toEqual({
      ...{ done: false, status: Status.SEC_I_CONTINUE_NEEDED },
      token: Buffer.from('hello'),
    });
    expect(client.state).toBe('handshake');
    expect(await client.step(Buffer.from('welcome'))).toEqual({ done: true, status: 0 });
    expect(client).toMatchObject({ state: 'established', flags: 0x1c, package: 'Own' });
    const [first, second] = fakeSsp.legCalls;
    expect(first).toEqual({
      ...{ target: 'HTTP/app', flags: 0x10, inputs: [] },
      outputs: [{ type: 2, size: 4096 }],
    });
    expect(second?.inputs).toEqual([{ type: 2, data: Buffer.from('welcome') }]);
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_ESTABLISHED'));
  });

  test('rejects with what the package returns, and ends the context', async () => {
    const server = (await load().acquire()).accept();
    fakeSsp.legs = [fakeLeg(0xc000000d, '')];
    expect(await rejectionOf(server.step(Buffer.from('?')))).toMatchObject({
      ...{ name: 'NtStatusError', code: 'STATUS_INVALID_PARAMETER' },
      ...{ syscall: 'SpAcceptLsaModeContext', package: 'Own' },
    });
    expect(server.state).toBe('failed');
    expect(await rejectionOf(server.step())).toEqual(refusal('ERR_SSPI_NOT_ESTABLISHED'));
  });

  test('does not overlap with another, and survives a close', async () => {
    const client = (await load().acquire()).initiate();
    let answer: (leg: NativeLeg) => void = () => undefined;
    fakeSsp.legs = [new Promise((resolveLeg) => (answer = resolveLeg))];
    const step = client.step();
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_BUSY'));
    client.close();
    answer(fakeLeg(0, ''));
    expect(await rejectionOf(step)).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(await rejectionOf(client.step())).toEqual(refusal('ERR_SSPI_CLOSED'));
    expect(inspect(client)).toBe('SspContext { Own, closed }');
  });
});
