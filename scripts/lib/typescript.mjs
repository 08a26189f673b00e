import { existsSync, readdirSync, rmSync } from 'node:fs';
import { inProject } from './project.mjs';
import { runNode } from './run.mjs';

/** Compiles lib/ to dist/, and tests, examples and benchmarks to out/. */
export function buildTypeScript() {
  prune('dist', 'lib');
  for (const folder of ['test', 'lab', 'examples', 'bench']) prune(`out/${folder}`, folder);
  return runNode([inProject('node_modules/typescript/bin/tsc'), '--build'], { stdout: 'stderr' });
}

/**
 * tsc leaves the output of deleted sources behind: a deleted test would still run, a deleted
 * module would still be packed.
 */
function prune(/** @type {string} */ outputs, /** @type {string} */ sources) {
  if (!existsSync(inProject(outputs))) return;
  for (const name of readdirSync(inProject(outputs), { recursive: true, encoding: 'utf8' })) {
    const [, base, kind] = /^(.*?)(?:\.d)?\.([cm]?)[jt]s(?:\.map)?$/.exec(name) ?? [];
    if (base !== undefined && !existsSync(inProject(sources, `${base}.${kind ?? ''}ts`))) {
      rmSync(inProject(outputs, name));
    }
  }
}
