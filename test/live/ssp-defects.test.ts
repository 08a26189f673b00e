import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { SspModule } from 'secur32';

import { refusal, thrownBy } from '../support/errors.js';
import { inLab } from '../support/platform.js';

// A DLL that is no proper security package, in a way that it reads from the name of its file.

const DEFECTIVE = resolve('out/native/x64/secur32-defective.dll');
const NARROW = resolve('out/native/ia32/secur32-reference.dll');

const here = process.arch === 'x64' && (inLab || existsSync(DEFECTIVE));

(here ? describe : describe.skip)('a DLL with a defect', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secur32-defects-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const errorWith = (defect: string) => {
    const path = join(folder, `${defect}.dll`);
    copyFileSync(DEFECTIVE, path);
    return thrownBy(() => SspModule.load(path)) as Error;
  };

  test('is a package without it', () => {
    using module = SspModule.load(DEFECTIVE);
    expect(module.packages.map(({ name }) => name)).toEqual(['Defective']);
  });

  test.each([
    ['no LSA table', 'SpLsaModeInitialize gave no function table'],
    ['no LSA table counted', 'SpLsaModeInitialize gave no function table'],
    ['no user table', 'SpUserModeInitialize gave 0 function tables for 1 packages'],
    ['LSA version 0', 'SpLsaModeInitialize gave the version 0x0'],
    ['user version 0', 'SpUserModeInitialize gave the version 0x0'],
    ['no GetInfo', 'table 0 of SpLsaModeInitialize has no GetInfo'],
    ['no SealMessage', 'table 0 of SpUserModeInitialize has no SealMessage'],
    ['short LSA table', 'entry 15 of 27, is no function'],
    ['short user table', 'UnsealMessage, entry 5 of 14, is no function'],
    ['LSA table nowhere', 'InitializePackage, entry 0 of 27, is no function'],
    ['too many LSA tables', 'gave 1 function tables for 100000 packages'],
  ])('that has %s is told so', (defect, text) => {
    const error = errorWith(defect);
    expect(error).toEqual(refusal('ERR_SSPI_INCOMPLETE_PACKAGE'));
    expect(error.message).toContain(text);
    expect(error.message).toContain(join(folder, `${defect}.dll`));
  });

  test.each([
    ['LSA mode refuses', 'SpLsaModeInitialize'],
    ['user mode refuses', 'SpUserModeInitialize'],
    ['GetInfo fails', 'SpGetInfo'],
  ])('whose %s returns its status', (defect, syscall) => {
    const expected = { name: 'NtStatusError', code: 'STATUS_NOT_SUPPORTED', syscall };
    expect(errorWith(defect)).toMatchObject(expected);
  });

  test('of the other word size is told what this process is', () => {
    const error = thrownBy(() => SspModule.load(NARROW)) as Error;
    expect(error).toMatchObject({ code: 'ERROR_BAD_EXE_FORMAT', syscall: 'LoadLibraryEx' });
    expect(error.message).toContain('process.arch is x64');
  });
});
