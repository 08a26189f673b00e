// npm run build: compiles all TypeScript.
import { prepareJavaScript } from './lib/prepare.mjs';

process.exitCode = await prepareJavaScript();
