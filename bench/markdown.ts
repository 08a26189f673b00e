import { explain } from './explanation.js';
import { ratio, reached, us } from './format.js';
import { LIMITS } from './goals.js';
import type { RatioGoal } from './goals.js';
import type { Verdict } from './judge.js';
import type { MessageRow } from './messages.js';
import type { Results } from './results.js';
import { PROFILED } from './results.js';
import { sizeName } from './svg.js';

type Cells = readonly (string | number)[];

function table(head: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const met = (is: boolean): string => (is ? 'met' : '**not met**');

function messageTable(rows: readonly MessageRow[]): string {
  return table(
    ['path', 'size', 'µs', 'C++ µs', 'MB/s', 'ratio', 'middle half'],
    rows.map((row) => [
      row.path,
      sizeName(row.size),
      us(row.us),
      us(row.nativeUs),
      row.mbps.toFixed(0),
      ratio(row.ratio.median),
      `${ratio(row.ratio.low)} to ${ratio(row.ratio.high)}`,
    ]),
  );
}

function ratioGoals(verdicts: readonly Verdict[]): Cells[] {
  return verdicts.map(({ goal, value, met: is }) => [
    goalName(goal),
    `≥ ${goal.atLeast.toFixed(2)}`,
    value === undefined ? 'not measured' : reached(value),
    met(is),
  ]);
}

function goalName({ package: name, path, size, rival }: RatioGoal): string {
  const beside = rival === 'koffi' ? ', times koffi' : '';
  return `${name}, ${path}, ${sizeName(size)}${beside}`;
}

function otherGoals({ asynchronous, memory, scaling }: Results): Cells[] {
  const rows: Cells[] = asynchronous.flatMap((row) => [
    [
      `${row.package}, two contexts at once, 1 MiB`,
      `≥ ${LIMITS.concurrency.atLeast} of one`,
      reached(row.speedup.median),
      met(row.speedup.median >= LIMITS.concurrency.atLeast),
    ],
    [
      `${row.package}, delay of the event loop meanwhile`,
      `< ${LIMITS.eventLoopDelay.below} ms`,
      `${row.delayMost.toFixed(1)} ms`,
      met(row.delayMost < LIMITS.eventLoopDelay.below),
    ],
  ]);
  const hot = memory.heap.filter(({ isHot }) => isHot);
  const bytes = Math.max(...hot.map(({ bytesPerMessage }) => bytesPerMessage));
  const most = Math.max(...scaling.map(({ contexts }) => contexts));
  return [
    ...rows,
    [
      'bytes on the heap for a message of the hot path',
      '0',
      bytes.toFixed(1),
      met(bytes < LIMITS.heapBytesPerMessage.below),
    ],
    [
      'own memory of a context',
      `< ${LIMITS.bytesPerContext.below} bytes`,
      memory.bytesPerContext.toFixed(0),
      met(memory.bytesPerContext < LIMITS.bytesPerContext.below),
    ],
    [
      'open contexts',
      `≥ ${LIMITS.openContexts.atLeast}`,
      most,
      met(most >= LIMITS.openContexts.atLeast),
    ],
  ];
}

function machineLines({ machine }: Results): string {
  const { processor, cores, system, node, secur32, koffi, date } = machine;
  return table(
    ['', ''],
    [
      ['processor', `${processor}, ${cores} cores`],
      ['system', system],
      ['Node.js', node],
      ['secur32', secur32],
      ['koffi', koffi],
      ['date', date],
    ],
  );
}

const METHOD = `Each row is measured beside the same call in a loop of a C++ program: its own context of the same
kind, in the same process, compiled with the flags of the addon. Both take turns in short slices, and
the ratio, the time of the C++ loop divided by that of the path, is the median of those of neighbouring
slices; the middle half of them is given beside it. Times are medians too. Rounds in which one of the two
took more than half again as long as it does when it is fast are left out: something else ran then.

Messages are sealed over and over in the same memory, by both. What is opened was sealed beforehand,
outside of the clock, and lies in memory of its own, on both sides. The buffers of \`encryptMessage\` and
\`decryptMessage\` are made once. A batch is compared with a loop over as many messages, each in memory
of its own. A message longer than Schannel's 16 KiB is several records, on both sides. koffi calls
EncryptMessage with structures that it encodes and decodes for each message, as its documents show.`;

function scalingPart({ scaling, workers }: Results): string {
  const rows = scaling.map((row) => [
    row.contexts,
    sizeName(row.size),
    us(row.us),
    us(row.nativeUs),
    ratio(row.ratio.median),
  ]);
  return [
    'One message on each of so many Schannel contexts in turn, beside a C++ loop over as many:',
    '',
    table(['contexts', 'size', 'µs', 'C++ µs', 'ratio'], rows),
    '',
    `Two workers, each with a context of its own, seal ${ratio(workers.speedup.median)} times what one`,
    `seals (${sizeName(workers.size)} messages; middle half ${ratio(workers.speedup.low)} to`,
    `${ratio(workers.speedup.high)}).`,
  ].join('\n');
}

function asyncPart({ asynchronous, newMemory }: Results): string {
  const rows = asynchronous.map((row) => [
    row.package,
    `${ratio(row.speedup.median)} (${ratio(row.speedup.low)} to ${ratio(row.speedup.high)})`,
    row.delay99.toFixed(1),
    row.delayMost.toFixed(1),
    row.idleMost.toFixed(1),
  ]);
  const head = ['package', 'two beside one', 'delay, 99 %, ms', 'longest, ms', 'longest idle, ms'];
  return [
    '`wrapAsync` of 1 MiB on two contexts at once beside one, and how late timers are meanwhile:',
    '',
    table(head, rows),
    '',
    `A result of that size lies in new memory. To write to each of its pages for the first time takes`,
    `${newMemory.touch.toFixed(1)} ms on this machine, in whatever thread, and the system gives it back page by page, too.`,
    'Meanwhile three threads want the cores: two that seal, and the one of JavaScript, which copies the next',
    'message, and whose timers wait for their turn. The longest delays are those in which V8 collects results',
    'that nobody needs any more. Copies in the memory of earlier ones made all this faster.',
  ].join('\n');
}

function memoryPart({ memory, diagnostics }: Results): string {
  const heap = memory.heap.map((row) => [row.path, row.bytesPerMessage.toFixed(1)]);
  const listeners = diagnostics.map((row) => [
    row.path,
    us(row.silentUs),
    us(row.deafUs),
    us(row.heardUs),
  ]);
  return [
    'Bytes on the heap of JavaScript for each message of 64 bytes, over a million of them:',
    '',
    table(['path', 'bytes'], heap),
    '',
    `A context has ${memory.bytesPerContext.toFixed(0)} bytes beside those that a C++ program has for one`,
    `(private bytes of the process, ${memory.pairs} pairs of each; below zero means too little to tell).`,
    '',
    '## Diagnostics channels',
    '',
    'Microseconds for a message of 64 bytes:',
    '',
    table(['path', 'nobody ever listened', 'a listener has gone', 'one listens'], listeners),
  ].join('\n');
}

function profilePart(results: Results): string {
  const { package: name, size } = PROFILED;
  return [
    `What a message of ${sizeName(size)} costs, ${name}, in microseconds. Each line is measured by itself. What`,
    'the lines of a method, the crossing and EncryptMessage leave of it is for its results, and for code that',
    'V8 compiles less well as a whole than in parts.',
    '',
    table(
      ['what', 'µs'],
      results.profile.map((stage) => [stage.name, us(stage.us)]),
    ),
    '',
    explain(results),
  ].join('\n');
}

/** The page docs/bench.md. */
export function pageOf(results: Results): string {
  const { messages, verdicts } = results;
  const packages = [...new Set(messages.map((row) => row.package))];
  const tables = packages.map((name) => {
    const rows = messages.filter((row) => row.package === name);
    return `### ${name}\n\n${messageTable(rows)}`;
  });
  const head = ['what', 'goal', 'measured', ''];
  return [
    '# How fast it is',
    'Written by `npm run bench`.',
    '![The ratio to a C++ loop by message size](bench.svg)',
    '## Where',
    machineLines(results),
    '## How',
    METHOD,
    '## Goals',
    'Ratios are rounded down here.',
    table(head, [...ratioGoals(verdicts), ...otherGoals(results)]),
    '## Where the time goes',
    profilePart(results),
    '## Messages',
    ...tables,
    '## Many contexts',
    scalingPart(results),
    '## On the thread pool',
    asyncPart(results),
    '## Memory',
    memoryPart(results),
    '',
  ].join('\n\n');
}
