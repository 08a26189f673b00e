// npm run docs: writes the documentation site to out/docs, and follows its links.
import { ensureDependencies } from './lib/dependencies.mjs';
import { inProject } from './lib/project.mjs';
import { runNode } from './lib/run.mjs';

process.exitCode =
  (await ensureDependencies()) ||
  (await runNode([inProject('node_modules/typedoc/bin/typedoc')])) ||
  (await runNode([inProject('scripts/checks/site-links.mjs')]));
