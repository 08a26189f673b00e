// Synchronous and asynchronous calls, legs and close() in any order, compared with a model.
import { expect } from '@jest/globals';
import fc from 'fast-check';

import type { PackageFunction, RecordedCall } from '../../scripted-ssp/index.js';
import { calls, reset, script, SCRIPTED, SCRIPTED_STREAM } from '../../scripted-ssp/index.js';
import { describeEach } from '../../support/capabilities.js';
import type { Act, Traits } from '../../support/lane-model.js';
import { ACTS, LaneModel } from '../../support/lane-model.js';
import type { PairName } from '../../support/pair-maker.js';
import { PairMaker } from '../../support/pair-maker.js';
import { property } from '../../support/property.js';
import { describeScripted } from '../../support/scripted.js';

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...ACTS.filter((act) => act !== 'close')) },
    { weight: 1, arbitrary: fc.constant<Act>('close') },
  ),
  { maxLength: 30 },
);

const STREAM: Traits = { attribute: 'streamSizes', signs: false, leg: undefined };
const GSS: Traits = { attribute: 'sizes', signs: true, leg: undefined };

async function play(maker: PairMaker, traits: Traits, given: readonly Act[]): Promise<void> {
  const pair = await maker.connect();
  const model = new LaneModel(pair, traits, given);
  for (const act of given) await model.play(act);
  await model.finish();
  pair.close();
}

function traitsOf(name: PairName): Traits {
  return name === 'Schannel' ? STREAM : GSS;
}

describeEach(['Kerberos', 'Negotiate', 'Schannel'], 'calls on a context of %s', (name) => {
  const maker = new PairMaker(name);
  // A new handshake of TLS needs the peer: there are no legs between these messages.
  const given = name === 'Schannel' ? acts.map((each) => each.filter((x) => x !== 'step')) : acts;

  property('end as the model says, in any order', 400, given, (each) =>
    play(maker, traitsOf(name), each),
  );
});

const PROTECTING: readonly PackageFunction[] = ['SealMessage', 'MakeSignature'];
const CHECKING: readonly PackageFunction[] = ['UnsealMessage', 'VerifySignature'];
const LEGS: readonly PackageFunction[] = ['InitLsaModeContext'];

/** Requires calls to have ended before the next one started. */
function expectApart(those: readonly RecordedCall[]): void {
  for (const [i, { started }] of those.entries()) {
    expect(started).toBeGreaterThanOrEqual(those[i - 1]?.ended ?? 0);
  }
}

for (const name of [SCRIPTED, SCRIPTED_STREAM] as const) {
  describeScripted(`calls on a context of ${name}`, () => {
    const maker = new PairMaker(name);
    // The package takes the same answer of its peer again.
    const leg = Buffer.from('scripted: welcome');
    const traits = name === SCRIPTED_STREAM ? { ...STREAM, leg } : GSS;
    const delays = fc.array(fc.constantFrom(0, 0, 0, 1, 2), { maxLength: 8 });

    property('overlap only where they may', 250, fc.tuple(acts, delays), async ([given, each]) => {
      reset();
      for (const delay of each) {
        for (const call of [...PROTECTING, ...CHECKING]) script(call, { delay });
      }
      await play(maker, traits, given);
      const first = calls('InitLsaModeContext')[0]?.context;
      const own = calls().filter(({ context }) => context === first);
      for (const lane of [PROTECTING, CHECKING]) {
        expectApart(own.filter((call) => [...lane, ...LEGS].includes(call.function)));
      }
    });
  });
}
