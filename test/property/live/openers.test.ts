// Openers that are given any places, and bytes that are what the peer sent, or are not.
import fc from 'fast-check';
import { expect } from '@jest/globals';

import type { Opener, SecurityContext } from 'secur32';

import { SCRIPTED_STREAM } from '../../scripted-ssp/index.js';
import type { Change } from '../../support/changes.js';
import { changed, changes } from '../../support/changes.js';
import { describePairs } from '../../support/describe-pairs.js';
import { sharedPairs } from '../../support/pairs.js';
import { property } from '../../support/property.js';
import { isSameMessage } from '../../support/sealed.js';
import { eachOpened, putEach } from '../../support/streams.js';
import type { Outcome } from '../../support/typed-errors.js';
import { codeOf, outcomeOf } from '../../support/typed-errors.js';

const SIZE = 800;
const CANARY = 0xc5;
const ARGUMENT_ERROR = /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE|INVALID_ARG_VALUE)$/;

interface Input {
  readonly plain: Buffer;
  readonly encrypt: boolean;
  readonly changes: readonly Change[];
}

interface Act {
  readonly call: 'open' | 'openAll' | 'openTokens';
  readonly inputs: readonly Input[];
  /** Where the first input goes. */
  readonly at: number;
  /** What is passed in place of where the inputs are. */
  readonly places: readonly unknown[] | undefined;
}

interface Given {
  readonly atServer: boolean;
  readonly count: number;
  readonly requireEncryption: boolean;
  readonly acts: readonly Act[];
}

const NO_PLACES = [-1, 0.5, Number.NaN, 2 ** 32, SIZE + 1, null, '1', 1n, {}];

const place = fc.oneof(
  { weight: 8, arbitrary: fc.nat(SIZE) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...NO_PLACES) },
);

const input: fc.Arbitrary<Input> = fc.record(
  {
    plain: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((each) => Buffer.from(each)),
    encrypt: fc.integer({ min: 0, max: 3 }).map((each) => each > 0),
    changes: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: changes }),
  },
  { noNullPrototype: true },
);

const act = fc.record<Act>(
  {
    call: fc.constantFrom('open', 'openAll', 'openTokens'),
    inputs: fc.array(input, { minLength: 1, maxLength: 3 }),
    at: fc.nat(50),
    places: fc.option(fc.array(place, { minLength: 1, maxLength: 7 }), { nil: undefined, freq: 2 }),
  },
  { noNullPrototype: true },
);

const given: fc.Arbitrary<Given> = fc.record(
  {
    atServer: fc.boolean(),
    count: fc.integer({ min: 1, max: 4 }),
    requireEncryption: fc.boolean(),
    acts: fc.array(act, { maxLength: 4 }),
  },
  { noNullPrototype: true },
);

/** How many of the first messages have arrived as they were sent. */
function intactOf(
  sent: readonly (Buffer | undefined)[],
  arrived: readonly Buffer[],
  isStream: boolean,
): number {
  const stream = Buffer.concat(arrived);
  let at = 0;
  for (const [index, each] of sent.entries()) {
    const there = isStream ? stream.subarray(at, at + (each?.length ?? 0)) : arrived[index];
    if (each === undefined || there === undefined || !isSameMessage(there, each)) return index;
    at += each.length;
  }
  return sent.length;
}

/** Seals messages, as far as that is possible; one that cannot be sealed is sent as it is. */
function sendEach(sender: SecurityContext, inputs: readonly Input[], isStream: boolean) {
  const sent = inputs.map(({ plain, encrypt }) => {
    const sealed = outcomeOf(() => sender.wrap(plain, { encrypt: encrypt || isStream }));
    return 'value' in sealed ? sealed.value : undefined;
  });
  const arrived = inputs.map((each, i) =>
    changed(sent[i] ?? each.plain, each.changes).subarray(0, SIZE / 4),
  );
  return { arrived, intact: intactOf(sent, arrived, isStream) };
}

function make(opener: Opener, call: Act['call'], places: readonly unknown[]): Outcome<unknown> {
  const [begin, end] = [places[0], places.at(-1)] as [number, number];
  if (call === 'openTokens') return outcomeOf(() => opener.openTokens(places as number[]));
  return outcomeOf(() => opener[call](end, begin));
}

/** The numbers between which the library may have changed bytes. */
function rangesOf(call: Act['call'], places: readonly unknown[]): [number, number][] {
  const pairs =
    call === 'openTokens'
      ? places.flatMap((each, i) => (i % 2 === 0 ? [[each, places[i + 1]]] : []))
      : [[places[0], places.at(-1)]];
  const numbers = pairs.map(([begin, end]): [number, number] => [Number(begin), Number(end)]);
  return numbers.filter(([begin, end]) => 0 <= begin && begin <= end && end <= SIZE);
}

/** Requires what is true of every outcome: nothing is changed, or found, beside what was given. */
function expectWithin(
  opener: Opener,
  before: Buffer,
  outcome: Outcome<unknown>,
  ranges: readonly [number, number][],
): void {
  const after = Buffer.from(opener.bytes);
  const refused = ARGUMENT_ERROR.test(codeOf(outcome) ?? '');
  if (!refused) for (const [begin, end] of ranges) before.copy(after, begin, begin, end);
  expect(after.equals(before)).toBe(true);
  if (refused) expect(opener.opened).toBe(0);
  const inside = (begin: number, end: number): boolean =>
    ranges.some(([first, last]) => first <= begin && end <= last);
  for (let i = 0; i < opener.opened; i += 1) {
    const start = opener.startOf(i);
    expect(inside(start, start + opener.lengthOf(i))).toBe(true);
  }
  if (opener.opened > 0) expect(inside(opener.next, opener.next)).toBe(true);
}

describePairs('openers of %s', (name) => {
  const pair = sharedPairs(name, { casesEach: name === 'NTLM' ? 200 : 3 });
  const isStream = name === 'Schannel' || name === SCRIPTED_STREAM;
  const protects = name === 'Kerberos' || name === 'Negotiate' || name === 'Schannel';

  property('open what the other end sealed, and nothing else', 500, given, async (each) => {
    const { atServer, count, requireEncryption, acts } = each;
    const { client, server } = await pair();
    const [sender, receiver] = atServer ? [client, server] : [server, client];
    const made = outcomeOf(() => receiver.createOpener({ size: SIZE, count, requireEncryption }));
    if (!('value' in made)) return;
    const opener = made.value;
    for (const { call, inputs, at, places } of acts) {
      const some = call === 'open' ? inputs.slice(0, 1) : inputs;
      const { arrived, intact } = sendEach(sender, some, isStream);
      opener.bytes.fill(CANARY);
      const exact = putEach(opener, arrived, at);
      const before = Buffer.from(opener.bytes);
      const given = places ?? exact;
      const outcome = make(opener, call, given);
      expectWithin(opener, before, outcome, rangesOf(call, given));
      expect(opener.opened).toBeLessThanOrEqual(call === 'open' ? 1 : count);
      if (places !== undefined) continue;
      const opened = eachOpened(opener);
      // The scripted packages protect nothing: who changes their messages may get others.
      if (protects) expect(opened.length).toBeLessThanOrEqual(intact);
      for (const [i, data] of opened.slice(0, intact).entries()) {
        expect(data.equals(inputs[i]?.plain as Buffer)).toBe(true);
      }
      if (isStream && opener.renegotiate) return;
    }
  });
});
