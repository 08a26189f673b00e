import { execFile } from 'node:child_process';
import { win32 } from 'node:path';

const LONGEST = 15_000;

// Below the folder of the system. By a bare name the current folder would be looked at first.
const PROGRAMS = {
  klist: 'klist.exe',
  powershell: 'WindowsPowerShell\\v1.0\\powershell.exe',
  setspn: 'setspn.exe',
} as const;

/** A program of Windows that the doctor runs. */
export type Program = keyof typeof PROGRAMS;

/** The folder of Windows' own libraries and programs. */
export function systemFolder({ SystemRoot: root = '' }: NodeJS.ProcessEnv): string {
  return win32.join(win32.isAbsolute(root) ? root : 'C:\\Windows', 'System32');
}

/** What a program of Windows wrote; nothing where it is missing, does not end, or fails. */
export async function outputOf(
  program: Program,
  args: readonly string[],
): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const file = win32.join(systemFolder(process.env), PROGRAMS[program]);
    const options = { timeout: LONGEST, windowsHide: true, encoding: 'utf8' } as const;
    execFile(file, args, options, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
