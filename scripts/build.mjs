// npm run build: compiles all TypeScript.
import { ensureDependencies } from './lib/dependencies.mjs';
import { buildTypeScript } from './lib/typescript.mjs';

process.exitCode = (await ensureDependencies()) || (await buildTypeScript());
