import { execFileSync } from 'node:child_process';
import { relative, sep } from 'node:path';

import { hasPeers, PeerProgram } from '../../lab/peer-client.js';

/** Root may write whatever a mode forbids; what is mounted read-only nobody may. */
async function mountInLab(path: string, unmount: boolean): Promise<void> {
  const inside = `/project/${relative(process.cwd(), path).replaceAll(sep, '/')}`;
  const commands = unmount
    ? // A process that Wine reports as ended may still be in the folder for a moment.
      [['umount', '--lazy', inside]]
    : [
        ['mount', '--bind', inside, inside],
        ['mount', '-o', 'remount,bind,ro', inside],
      ];
  for (const command of commands) {
    const { code, stderr } = await (await PeerProgram.start(command)).end();
    if (code !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  }
}

const EVERYBODY = '*S-1-1-0';

/** Runs something while nobody can write to a folder of the project. */
export async function whileReadOnly(path: string, work: () => Promise<void>): Promise<void> {
  if (hasPeers) await mountInLab(path, false);
  else execFileSync('icacls', [path, '/deny', `${EVERYBODY}:(OI)(CI)(W)`]);
  try {
    await work();
  } finally {
    if (hasPeers) await mountInLab(path, true);
    else execFileSync('icacls', [path, '/remove:d', EVERYBODY]);
  }
}
