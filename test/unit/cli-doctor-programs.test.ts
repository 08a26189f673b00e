// secur32 doctor: which files it runs. By a bare name, a file of the current folder would be run.
import childProcess from 'node:child_process';
import { win32 } from 'node:path';

// First, so that the library gets the fake.
import { fake, resetFake } from '../support/fake-binding';

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { leg } from '../support/contexts';

import { checkDomain, checkTickets } from '#lib/cli/doctor/account';
import { checkService } from '#lib/cli/doctor/service';
import { systemFolder } from '#lib/cli/doctor/tool';
import { Status } from '#lib/index';

beforeEach(resetFake);
afterEach(() => {
  jest.restoreAllMocks();
});

/** The files that the doctor's checks run, on what says that it is Windows. */
async function filesRun(): Promise<string[]> {
  const files: string[] = [];
  const execFile = jest.spyOn(childProcess, 'execFile') as unknown as jest.Mock;
  execFile.mockImplementation((...args) => {
    files.push(args[0] as string);
    (args.at(-1) as (error: Error) => void)(new Error('not here'));
  });
  fake.legs.push(leg({ status: Status.SEC_I_CONTINUE_NEEDED, token: 'ticket' }));
  await checkDomain({});
  await checkTickets();
  await checkService('HTTP/fake.test');
  return files;
}

describe('the programs that the doctor runs', () => {
  test('are those in the folder of Windows, by their full path', async () => {
    const files = await filesRun();
    expect(files.every((file) => win32.isAbsolute(file))).toBe(true);
    expect(files.map((file) => win32.relative(systemFolder(process.env), file))).toEqual([
      ...['WindowsPowerShell\\v1.0\\powershell.exe', 'klist.exe', 'setspn.exe'],
    ]);
  });

  test.each([
    [{ SystemRoot: 'D:\\WINNT' }, 'D:\\WINNT\\System32'],
    [{}, 'C:\\Windows\\System32'],
    [{ SystemRoot: '' }, 'C:\\Windows\\System32'],
    [{ SystemRoot: 'here' }, 'C:\\Windows\\System32'],
  ])('are with %j in %s', (env, folder) => {
    expect(systemFolder(env)).toBe(folder);
  });
});
