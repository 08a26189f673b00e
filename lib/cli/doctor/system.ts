import { release, version } from 'node:os';
import { join } from 'node:path';

import { binding } from '../../binding.js';
import { listPackages } from '../../packages.js';
import { errorFacts } from '../failure.js';
import { fileVersion } from './file-version.js';
import type { Finding } from './finding.js';
import { Findings } from './finding.js';
import { systemFolder } from './tool.js';

const OLDEST_NODE = 22;
const WANTED: readonly string[] = ['Negotiate', 'Kerberos', 'NTLM', 'Schannel'];
const LIBRARIES: readonly string[] = ['secur32', 'sspicli', 'kerberos', 'msv1_0', 'schannel'];

/** Which Node.js this is, and on what. */
export function checkNode(): Finding[] {
  const found = new Findings('node');
  const { node } = process.versions;
  const what = `Node.js ${node} for ${process.arch}`;
  if (Number.parseInt(node, 10) >= OLDEST_NODE) found.ok(what);
  else
    found.fail(what, `secur32 needs Node.js ${String(OLDEST_NODE)} or later: install a newer one.`);
  return found.all;
}

// Node.js lists the libraries of its process in a report.
function loadedAddon(): string | undefined {
  // Without the names of network addresses, which may take long to be asked.
  const report = Object.assign(process.report, { excludeNetwork: true });
  const { sharedObjects } = report.getReport() as { sharedObjects?: string[] };
  return sharedObjects?.find((each) => /secur32[^\\/]*\.node$|prebuilds.*\.node$/i.test(each));
}

/** Whether the addon can be loaded, and which one it is. */
export function checkAddon(): Finding[] {
  const found = new Findings('addon');
  try {
    binding();
    found.ok(loadedAddon() ?? 'loaded');
  } catch (error) {
    const { message } = errorFacts(error);
    const { cause } = error as { cause?: { message?: string } };
    found.fail(`${message} ${cause?.message ?? ''}`.trim(), 'Do what the message says.');
  }
  return found.all;
}

/** Which Windows this is, and the versions of what secur32 calls. */
export function checkWindows(env: NodeJS.ProcessEnv): Finding[] {
  const found = new Findings('windows');
  const wine = binding().wineVersion();
  if (wine === null) found.ok(`${version()} ${release()}`);
  else {
    found.warn(
      `Wine ${wine}, which says that it is ${version()} ${release()}`,
      'Wine differs from Windows: no TLS 1.3, no certificate checks, fewer attributes.',
    );
  }
  const folder = systemFolder(env);
  const versions = LIBRARIES.map((name) => [
    `${name}.dll`,
    fileVersion(join(folder, `${name}.dll`)),
  ]);
  const present = versions.filter(([, each]) => each !== undefined);
  found.ok(present.map((each) => each.join(' ')).join(', '));
  return found.all;
}

/** Whether the usual packages are there. */
export function checkPackages(): Finding[] {
  const found = new Findings('packages');
  const names = listPackages().map(({ name }) => name);
  const missing = WANTED.filter((name) => !names.includes(name));
  if (missing.length === 0) found.ok(names.join(', '));
  else {
    found.warn(
      `${missing.join(', ')} missing; there are ${names.join(', ')}`,
      'Look at Security Packages below HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa.',
    );
  }
  return found.all;
}
