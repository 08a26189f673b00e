// Before npm pack and npm publish: compiles TypeScript, and refuses binaries that are missing, altered or
// stale.
import { complaintAbout } from './lib/manifest.mjs';
import { prepareJavaScript } from './lib/prepare.mjs';

const mistakes = ['x64', 'ia32'].map(complaintAbout).filter(Boolean);
for (const mistake of mistakes) console.error(`${mistake}: npm run prebuild makes it`);

process.exitCode = mistakes.length > 0 ? 1 : await prepareJavaScript();
