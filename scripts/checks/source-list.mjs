// Does binding.gyp list the sources that there are, and is each compiled as Electron needs it?
import { externalBufferMistakes } from '../native/external-buffers.mjs';
import { sourceListMistakes } from '../native/gyp.mjs';

const mistakes = [...sourceListMistakes(), ...externalBufferMistakes()];
for (const mistake of mistakes) console.error(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;
