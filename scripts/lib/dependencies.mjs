import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { runNpm } from './run.mjs';

const stamp = inProject('node_modules/.secur32-lock');

/** Installs what package-lock.json says, unless that is what is installed. */
export async function ensureDependencies() {
  const lock = createHash('sha256').update(readFileSync(inProject('package-lock.json')));
  const wanted = lock.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0;
  console.error('dependencies: npm ci');
  const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}
