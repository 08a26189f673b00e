// First, so that the library gets memory between guard pages.
import { guard, guardedCount, SIDES } from '../support/guarded-streams.js';

import { expect, test } from '@jest/globals';

import { isInstalled, SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { describeEach, PACKAGES } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import type { End } from '../support/loopback.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';
import { serverProtects } from '../support/sealed.js';
import type { Side } from '../support/guarded-streams.js';
import { message, open, openRecords, openTokens, seal, sealEach } from '../support/streams.js';

// The memory of a sealer or an opener, and its control block, begin or end at a page that cannot be
// touched: whoever reads or writes one byte too many ends the process, and the run of the tests with it.

// The longest that there is room for, so that the last one ends where the memory does.
const SIZE = 333;
const MESSAGES = [1, 2, 3].map((salt) => message(SIZE, salt));

function sealAllWays(client: End, packed: boolean): Buffer[] {
  const sealer = client.createSealer({ messageSize: SIZE, count: MESSAGES.length, packed });
  const one = client.createSealer({ messageSize: SIZE });
  const alone = MESSAGES.map((data) => seal(one, data));
  const together = sealEach(sealer, MESSAGES);
  const elsewhere = MESSAGES.map((data) => {
    const size = one.sealFrom(data);
    return Buffer.from(one.bytes.subarray(one.start, one.start + size));
  });
  return [...alone, ...together, ...elsewhere];
}

function openAllWays(server: End, sealed: readonly Buffer[], isStream: boolean): Buffer[] {
  const [first, ...others] = sealed as [Buffer, ...Buffer[]];
  const alone = server.createOpener({ size: first.length });
  const size = Buffer.concat(others).length;
  const together = server.createOpener({ size, count: others.length });
  return [open(alone, first), ...(isStream ? openRecords : openTokens)(together, others)];
}

function roundTrip(
  { client, server }: { client: End; server: End },
  {
    side,
    packed,
    isStream,
    opens,
  }: Record<'packed' | 'isStream' | 'opens', boolean> & { side: Side },
): void {
  guard(side);
  const sealed = sealAllWays(client, packed);
  expect(guardedCount()).toBe(4);
  expect(sealed.some((each) => each.includes(message(50, 1)))).toBe(false);
  if (!opens) return;
  const expected = [...MESSAGES, ...MESSAGES, ...MESSAGES];
  expect(openAllWays(server, sealed, isStream)).toEqual(expected);
  expect(guardedCount()).toBe(8);
}

const WAYS = SIDES.flatMap((side) => [false, true].map((packed) => ({ side, packed })));

if (isInstalled) {
  describeEach(PACKAGES, 'the memory of message streams of %s between guard pages', (name) => {
    const loopback = connectBeforeEach(name);

    test.each(WAYS)('is all that is touched: a page $side, packed: $packed', (way) => {
      const isStream = name === 'Schannel';
      roundTrip(loopback(), { ...way, isStream, opens: serverProtects(name) });
    });
  });
}

for (const name of [SCRIPTED, SCRIPTED_STREAM] as const) {
  describeScripted(`the memory of message streams of ${name} between guard pages`, () => {
    const pair = connectScriptedBeforeEach(name);

    test.each(WAYS)('is all that is touched: a page $side, packed: $packed', (way) => {
      roundTrip(pair(), { ...way, isStream: name === SCRIPTED_STREAM, opens: true });
    });
  });
}
