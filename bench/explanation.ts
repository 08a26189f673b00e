import { us } from './format.js';
import type { Results } from './results.js';
import { PROFILED } from './results.js';
import { sizeName } from './svg.js';

const PIECE = 16_384;

// What the goals of short messages, those of whole records and those of large messages come to here.
function limits({ profile, messages, newMemory }: Results): string {
  const call = profile[0]?.us ?? NaN;
  const crossing = profile[1]?.us ?? NaN;
  const record = messages.find(
    (row) => row.package === PROFILED.package && row.path === 'sealer' && row.size === PIECE,
  );
  return `Calling native code costs the same whatever it does. EncryptMessage takes ${us(call)} µs for a short
message of Schannel here, of which a goal of 0.90 leaves ${us(call / 0.9 - call)} µs for all else; the crossing alone
takes ${us(crossing)}. So most goals that are missed are missed there. At ${sizeName(PIECE)}, which it seals in
${us(record?.nativeUs ?? NaN)} µs, \`wrap\` and \`unwrap\` also pay for a copy and for new memory, which takes V8 ${us(newMemory.record)} µs,
and at 1 MiB, whose pages cost ${newMemory.touch.toFixed(1)} ms when they are first written to, for little else.`;
}

const TRIED = `What was tried:

- A native function for each sealer, which finds its memory by the data of its callback: reading an object
  or a typed array there costs more than sealing a short message. Kept.
- Numbers in one typed array, read and written in place, instead of arguments and results. Kept.
- One call for many messages, which shares the way to native code: \`sealAll\`, \`openAll\`. Kept.
- Looking at \`buffer\` of a typed array once: V8 calls native code for it. Kept: with fewer passes over the
  buffers it took a third off the time of \`encryptMessage\`.
- Wine's guard, which Windows does not need, taken once for all messages of a call. Kept; a message of its
  own pays for it.
- Looking at the buffers of Schannel only for what Wine's Schannel gets wrong. Kept: a twentieth.
- Memory for short results cut from one block, and given back where a message needed less. Kept.
- Checking the buffers of \`encryptMessage\` straight into the words of the call, without objects for them: a
  fifth faster, in a prototype that could not be called again by a getter or a listener. Not done.
- A way to native code for \`encryptMessage\` alone, so that V8 sees one kind of operation there; constants
  written as numbers; results without their parts: no difference, or a few hundredths. Not done.
- Memory for longer results that nobody has filled with zeros: not measurably faster, and a package may
  send what it has not written. Not done.
- Results that are the caller's own objects where nothing changed: they would change with them. Not done.
- V8's fast calls, which cost a tenth of a Node-API call: they need V8's own headers, and with them a binary
  for each release of Node.js and Electron. Not done.`;

/** Why the goals that are missed are missed, and what was tried. */
export function explain(results: Results): string {
  return `${limits(results)} ${TRIED}`;
}
