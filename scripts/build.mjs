// npm run build:ts: compiles all TypeScript.
import { prepareJavaScript } from './lib/prepare.mjs';

process.exitCode = await prepareJavaScript();
