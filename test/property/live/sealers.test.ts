// Sealers that are given any lengths and any data, and what the other end makes of what they sealed.
import fc from 'fast-check';
import { expect } from '@jest/globals';

import type { Sealer, SealerOptions, SecurityContext } from 'secur32';

import { SCRIPTED_STREAM } from '../../scripted-ssp/index.js';
import { bytes } from '../../support/arbitraries.js';
import { describePairs } from '../../support/describe-pairs.js';
import type { PairName } from '../../support/pair-maker.js';
import { sharedPairs } from '../../support/pairs.js';
import { onWine } from '../../support/platform.js';
import { property } from '../../support/property.js';
import { serverProtects } from '../../support/sealed.js';
import {
  eachOpened,
  eachSealed,
  message,
  open,
  openRecords,
  openTokens,
  putEach,
} from '../../support/streams.js';
import type { Outcome } from '../../support/typed-errors.js';
import { codeOf, outcomeOf } from '../../support/typed-errors.js';

type Act =
  | { readonly kind: 'seal'; readonly length: unknown }
  | { readonly kind: 'sealAll'; readonly lengths: readonly unknown[] }
  | { readonly kind: 'sealFrom'; readonly data: Buffer };

interface Given {
  readonly atServer: boolean;
  readonly options: Required<SealerOptions>;
  readonly acts: readonly Act[];
  readonly opens: 'unwrap' | 'open' | 'together';
}

const NO_LENGTHS = [-1, 0.5, Number.NaN, 2 ** 32, undefined, '1', 1n, {}];

function actsOf(messageSize: number): fc.Arbitrary<readonly Act[]> {
  const length = fc.oneof(
    { weight: 12, arbitrary: fc.nat(messageSize) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(messageSize + 1, ...NO_LENGTHS) },
  );
  const lengths = fc.array(length, { maxLength: 5 });
  return fc.array(
    fc.oneof(
      length.map((each): Act => ({ kind: 'seal', length: each })),
      lengths.map((each): Act => ({ kind: 'sealAll', lengths: each })),
      bytes.map((data): Act => ({ kind: 'sealFrom', data })),
    ),
    { maxLength: 5 },
  );
}

const sizes = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom(4096, 16_384) },
);

const given: fc.Arbitrary<Given> = sizes.chain((messageSize) =>
  fc.record(
    {
      atServer: fc.boolean(),
      options: fc.record(
        {
          messageSize: fc.constant(messageSize),
          count: fc.integer({ min: 1, max: 4 }),
          encrypt: fc.integer({ min: 0, max: 4 }).map((each) => each > 0),
          packed: fc.boolean(),
        },
        { noNullPrototype: true },
      ),
      acts: actsOf(messageSize),
      opens: fc.constantFrom('unwrap', 'open', 'together'),
    },
    { noNullPrototype: true },
  ),
);

/** The lengths of the messages of a call; nothing, if it is not to be made. */
function lengthsOf(act: Act, { messageSize, count }: Given['options']): number[] | undefined {
  const lengths = act.kind === 'sealAll' ? act.lengths : act.kind === 'seal' ? [act.length] : [];
  const fits = (each: unknown): boolean => Number.isInteger(each) && 0 <= Number(each);
  const each = lengths.filter(fits).filter((length) => Number(length) <= messageSize);
  return each.length === lengths.length && each.length <= count ? each.map(Number) : undefined;
}

function make(sealer: Sealer, act: Act): Outcome<number> {
  if (act.kind === 'seal') return outcomeOf(() => sealer.seal(act.length as number));
  if (act.kind === 'sealAll') return outcomeOf(() => sealer.sealAll(act.lengths as number[]));
  return outcomeOf(() => sealer.sealFrom(act.data));
}

/** Requires every byte to be as it was, except for those that some messages may use. */
function expectUnchanged(sealer: Sealer, before: Buffer, lengths: readonly number[]): void {
  const room = sealer.bytes.length / sealer.messages.length;
  const after = Buffer.from(sealer.bytes);
  for (const [index, length] of lengths.entries()) {
    const start = index * room;
    before.copy(after, start, start, start + room - sealer.data.length + length);
  }
  expect(after.equals(before)).toBe(true);
}

/** Makes one call, requires of its outcome what is true of all, and returns the messages it sealed. */
function play(name: PairName, sealer: Sealer, act: Act, { options }: Given): Buffer[] {
  sealer.bytes.set(message(sealer.bytes.length));
  const before = Buffer.from(sealer.bytes);
  const plain = sealer.messages.map((each) => Buffer.from(each));
  const lengths = lengthsOf(act, options);
  const outcome = make(sealer, act);
  if (act.kind === 'sealFrom') {
    if ('value' in outcome) return [act.data];
    expect(sealer.sealed).toBe(0);
    return [];
  }
  if (lengths === undefined) {
    expect(codeOf(outcome)).toMatch(/^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/);
    expect(sealer.sealed).toBe(0);
    expectUnchanged(sealer, before, []);
    return [];
  }
  if (!options.packed) expectUnchanged(sealer, before, lengths);
  // GnuTLS, by which Wine does it, has no empty records.
  const empty = onWine && name === 'Schannel' ? lengths.indexOf(0) : -1;
  expect('value' in outcome).toBe(empty < 0);
  expect(sealer.sealed).toBe(empty < 0 ? lengths.length : empty);
  return lengths
    .slice(0, sealer.sealed)
    .map((length, i) => plain[i]?.subarray(0, length) as Buffer);
}

/** Opens what was sealed, in one of the ways that there are; of a stream, all of it may be one. */
function openEach(
  receiver: SecurityContext,
  sealed: readonly Buffer[],
  { opens, options }: Given,
  isStream: boolean,
): Buffer[] {
  const requireEncryption = options.encrypt;
  if (opens === 'unwrap') {
    return sealed.map((token) => receiver.unwrap(token, { requireEncryption }).data);
  }
  const opener = receiver.createOpener({ size: 100_000, count: 8, requireEncryption });
  if (opens === 'together') return (isStream ? openRecords : openTokens)(opener, sealed);
  if (!isStream) return sealed.map((token) => open(opener, token));
  const opened: Buffer[] = [];
  const end = putEach(opener, sealed).at(-1) ?? 0;
  for (let at = 0; at < end; at = opener.next) {
    opener.open(end, at);
    opened.push(...eachOpened(opener));
  }
  return opened;
}

describePairs('sealers of %s', (name) => {
  const pair = sharedPairs(name, { casesEach: 200 });
  const isStream = name === 'Schannel' || name === SCRIPTED_STREAM;

  property('seal what the other end opens, or refuse it', 400, given, async (each) => {
    const { client, server } = await pair();
    const [sender, receiver] = each.atServer ? [server, client] : [client, server];
    const sealer = outcomeOf(() => sender.createSealer(each.options));
    if (!('value' in sealer)) {
      // A stream has no messages that are only signed, nor has NTLM.
      expect(!each.options.encrypt || (each.atServer && !serverProtects(name))).toBe(true);
      return;
    }
    for (const act of each.acts) {
      const plain = play(name, sealer.value, act, each);
      const sealed = eachSealed(sealer.value);
      if (!serverProtects(name)) continue;
      const opened = openEach(receiver, sealed, each, isStream);
      expect(Buffer.concat(opened).equals(Buffer.concat(plain))).toBe(true);
    }
  });
});
