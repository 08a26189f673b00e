import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { SspModule } from 'secur32';

import { thrownBy } from '../support/errors.js';
import { onWine } from '../support/platform.js';

const SYSTEM32 = join(process.env['SystemRoot'] ?? 'C:\\windows', 'system32');

// What the packages of Wine 10 have.
const LSA = ['InitializePackage', 'Initialize', 'GetInfo'] as const;
const HANDSHAKE = [
  ...['AcquireCredentialsHandle', 'FreeCredentialsHandle', 'InitLsaModeContext'],
  ...['AcceptLsaModeContext', 'DeleteContext', 'QueryContextAttributes'],
] as const;
const MESSAGES = ['SealMessage', 'UnsealMessage', 'MakeSignature', 'VerifySignature'] as const;

const set = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, true]));

// Windows' own packages belong in LSA: only Wine's can be loaded anywhere without harm.
(onWine ? describe : describe.skip)("Wine's own packages", () => {
  test.each([
    ['kerberos.dll', 'Kerberos', true],
    ['msv1_0.dll', 'NTLM', false],
  ])('%s lists its tables', (file, name, more) => {
    using module = SspModule.load(join(SYSTEM32, file));
    expect(module).toMatchObject({ lsaVersion: 0x10000, userVersion: 0x10000 });
    const [found] = module.packages;
    expect(found?.name).toBe(name);
    expect(found?.maxToken).toBeGreaterThan(0);
    expect(found?.lsaFunctions).toMatchObject(set([...LSA, ...HANDSHAKE]));
    expect(found?.lsaFunctions).toMatchObject({
      ...{ Shutdown: more, CallPackageUntrusted: more, LogonUser: false, AcceptCredentials: false },
    });
    expect(found?.userFunctions).toMatchObject(set(['InstanceInit', ...MESSAGES]));
    expect(found?.userFunctions).toMatchObject({ GetContextToken: false, ImportContext: false });
  });
});

describe('SspModule.load', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secur32-ssp-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const errorOf = (path: string) => thrownBy(() => SspModule.load(path)) as Error;

  test('says that a DLL is missing', () => {
    const error = errorOf(join(folder, 'missing.dll'));
    expect(error).toMatchObject({ code: 'ERROR_MOD_NOT_FOUND', syscall: 'LoadLibraryEx' });
    expect(error.message).toContain('missing.dll');
  });

  test('says that a DLL is no security package', () => {
    const error = errorOf(join(SYSTEM32, 'kernel32.dll'));
    expect(error).toMatchObject({ code: 'ERROR_PROC_NOT_FOUND', syscall: 'GetProcAddress' });
    expect(error.message).toContain('exports both SpLsaModeInitialize and SpUserModeInitialize');
  });

  test('says that a file is no DLL', () => {
    const path = join(folder, 'text.dll');
    writeFileSync(path, 'This is no DLL.\r\n'.repeat(100));
    const expected = { code: 'ERROR_BAD_EXE_FORMAT', syscall: 'LoadLibraryEx' };
    expect(errorOf(path)).toMatchObject(expected);
  });
});
