// Does binding.gyp list the sources that there are?
import { sourceListMistakes } from '../native/gyp.mjs';

const mistakes = sourceListMistakes();
for (const mistake of mistakes) console.error(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;
