import { isInstalled, reset, SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { handleCount, privateBytes } from '../scripted-ssp/process-controls.js';
import { SERVICE } from './accounts.js';
import { PairMaker } from './pair-maker.js';
import type { PairName } from './pair-maker.js';
import { onWine } from './platform.js';

// How many handles and how much memory a process holds while it makes and closes contexts.

/** What the process holds after some of the handshakes. */
export interface Sample {
  readonly handshakes: number;
  readonly seconds: number;
  /** Handles of Windows; null where the package of the tests, which counts them, is not installed. */
  readonly handles: number | null;
  /** Committed private memory; where it cannot be asked for, the resident set. */
  readonly bytes: number;
}

/** How much more of something there is, and the most that passes for flat. */
interface Growth {
  readonly growth: number;
  readonly bound: number;
}

/** What became of the handshakes of one package, after the warm-up. */
export interface Soaked {
  readonly name: PairName;
  readonly handshakes: number;
  readonly seconds: number;
  readonly handles: Growth | null;
  readonly bytes: Growth;
  /** Of the part in the middle: half of them grew less. */
  readonly bytesOfPart: Growth;
  readonly flat: boolean;
}

/** Parts of the handshakes, each with credentials of its own, and a sample at its end. */
const PARTS = 20;
/** The caches of Node.js, of Wine and of the libraries below it are filled by then. */
const WARM_UP = 5;

// The thread pool and V8 open and close one or the other at any time.
const HANDLES = 4;
// Heaps grow by whole segments, of some MiB, which then are not full for long: memory is a staircase of
// a few steps, however many handshakes there are.
const BYTES = 16 << 20;
// What is lost by each handshake makes every part grow, and the step of one part does not hide it: a
// context of Kerberos that is not freed costs 12 KiB. V8 itself moves by some 30 KiB from part to part
// while the process is young, and in a long soak by less than 64 bytes for each handshake.
const BYTES_OF_HANDSHAKE = 64;
const BYTES_OF_PART = 64 << 10;
// What Wine loses by itself, in a C program of the same calls too: 56 bytes with each handshake of
// Kerberos, which Negotiate chooses; and some 55 KiB and a handle with each PFX that is imported and
// given to Schannel, which every server of a stream does.
const BYTES_OF_KERBEROS = onWine ? 64 : 0;
const HANDLES_OF_PFX = onWine ? 1 : 0;
const BYTES_OF_PFX = onWine ? 128 << 10 : 0;

/** Of 1,000 handshakes, those of each package. A context of NTLM starts a program on Wine. */
const SHARES: Readonly<Record<PairName, number>> = {
  Kerberos: 350,
  Negotiate: 200,
  Schannel: 200,
  NTLM: 15,
  [SCRIPTED]: 120,
  [SCRIPTED_STREAM]: 115,
};

function canRun(name: PairName): boolean {
  if (name === SCRIPTED || name === SCRIPTED_STREAM) return isInstalled;
  return name !== 'Kerberos' || SERVICE !== undefined;
}

/** The packages of this machine, each with its part of the handshakes. */
export function shares(handshakes: number): [PairName, number][] {
  const all = Object.entries(SHARES) as [PairName, number][];
  const here = all.filter(([name]) => canRun(name));
  const sum = here.reduce((total, [, share]) => total + share, 0);
  return here.map(([name, share]) => [name, Math.round((handshakes * share) / sum)]);
}

const PLAIN = Buffer.alloc(64, 'soak ');

async function shakeHandsAndSeal(name: PairName, count: number): Promise<void> {
  const maker = new PairMaker(name);
  for (let i = 0; i < count; i += 1) {
    const pair = await maker.connect();
    pair.client.wrap(PLAIN);
    pair.close();
    // The package notes every call.
    if (isInstalled && i % 100 === 0) reset();
  }
  await maker.close();
  if (isInstalled) reset();
}

function sample(handshakes: number, start: number): Sample {
  gc?.();
  const seconds = (performance.now() - start) / 1000;
  const handles = isInstalled ? handleCount() : null;
  const bytes = isInstalled ? privateBytes() : process.memoryUsage().rss;
  return { handshakes, seconds, handles, bytes };
}

/** Makes contexts of one package, seals a message with each, and tells whether it all was freed. */
export async function soak(
  name: PairName,
  handshakes: number,
  report: (sample: Sample) => void,
): Promise<Soaked> {
  const start = performance.now();
  const samples: Sample[] = [];
  for (let i = 1, done = 0; i <= PARTS; i += 1) {
    const next = Math.round((handshakes * i) / PARTS);
    await shakeHandsAndSeal(name, next - done);
    done = next;
    samples.push(sample(done, start));
    report(samples.at(-1) as Sample);
  }
  return judge(name, samples);
}

function differences(numbers: readonly number[]): number[] {
  return numbers.slice(1).map((each, i) => each - (numbers[i] ?? 0));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

function judge(name: PairName, samples: readonly Sample[]): Soaked {
  const warm = samples.slice(WARM_UP - 1);
  const [first, last] = [warm[0], warm.at(-1)] as [Sample, Sample];
  const imports = name === 'Schannel' || name === SCRIPTED_STREAM;
  const bytes = { growth: last.bytes - first.bytes, bound: BYTES };
  const ofKerberos = name === 'Kerberos' || name === 'Negotiate' ? BYTES_OF_KERBEROS : 0;
  const ofHandshakes = ((BYTES_OF_HANDSHAKE + ofKerberos) * last.handshakes) / PARTS;
  const bytesOfPart = {
    growth: median(differences(warm.map((each) => each.bytes))),
    bound: Math.max(BYTES_OF_PART, ofHandshakes) + (imports ? BYTES_OF_PFX : 0),
  };
  const handles = handlesOf(first, last, name === 'Schannel' ? HANDLES_OF_PFX : 0);
  const all = [bytes, bytesOfPart, ...(handles === null ? [] : [handles])];
  const flat = all.every(({ growth, bound }) => growth <= bound);
  const { handshakes, seconds } = last;
  return { name, handshakes, seconds, handles, bytes, bytesOfPart, flat };
}

function handlesOf(first: Sample, last: Sample, ofPart: number): Growth | null {
  if (first.handles === null || last.handles === null) return null;
  const bound = HANDLES + ofPart * (PARTS - WARM_UP);
  return { growth: last.handles - first.handles, bound };
}
