// Whatever a package answers: statuses, places and sizes of buffers that no sane one returns.
import { expect } from '@jest/globals';
import fc from 'fast-check';

import type { SecBuffer } from 'secur32';
import { SECPKG_ATTR } from 'secur32';

import type { Answer, BufferEdit, PackageFunction } from '../../scripted-ssp/index.js';
import { reset, script, SCRIPTED, SCRIPTED_STREAM } from '../../scripted-ssp/index.js';
import { bufferPlans, bytes, makeBuffers, partial, uint32 } from '../../support/arbitraries.js';
import { PairMaker } from '../../support/pair-maker.js';
import { sharedPairs } from '../../support/pairs.js';
import { property } from '../../support/property.js';
import { describeScripted } from '../../support/scripted.js';
import { outcomeOf, outcomeOfAsync } from '../../support/typed-errors.js';

const STATUSES = [0, 0x90312, 0x90313, 0x90314, 0x90317, 0x90320, 0x90321, 0x80090318];
const status = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...STATUSES) },
  { weight: 2, arbitrary: uint32 },
);

const index = fc.nat({ max: 4 });
const place: fc.Arbitrary<NonNullable<BufferEdit['place']>> = fc.oneof(
  fc.constantFrom<'foreign' | 'null'>('foreign', 'null'),
  fc.record({ inside: index, offset: fc.oneof(fc.nat({ max: 40 }), uint32) }),
);
const edit: fc.Arbitrary<BufferEdit> = fc
  .tuple(index, partial({ type: uint32, size: fc.oneof(fc.nat({ max: 90 }), uint32), place }))
  .map(([at, change]) => ({ index: at, ...change }));
const edits = fc.array(edit, { maxLength: 4 });

const answer: fc.Arbitrary<Answer> = partial({ status, qop: uint32, buffers: edits });
const legAnswer: fc.Arbitrary<Answer> = partial({
  ...{ status, flags: uint32, buffers: edits, inputs: edits },
  expiry: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
});

const CALLS = {
  encryptMessage: 'SealMessage',
  decryptMessage: 'UnsealMessage',
  makeSignature: 'MakeSignature',
  verifySignature: 'VerifySignature',
} as const satisfies Record<string, PackageFunction>;

const METHODS = Object.keys(CALLS) as (keyof typeof CALLS)[];

function bytesOf({ buffers = [] }: { readonly buffers?: readonly SecBuffer[] }): number {
  return buffers.reduce((sum, { data }) => sum + Buffer.from(data ?? []).length, 0);
}

for (const name of [SCRIPTED, SCRIPTED_STREAM] as const) {
  describeScripted(`an answer of ${name}`, () => {
    const pair = sharedPairs(name, { casesEach: 10 });
    const message = fc.tuple(fc.constantFrom(...METHODS), bufferPlans, answer, fc.boolean());

    property(
      'to a message may be anything',
      4000,
      message,
      async ([method, plans, given, sync]) => {
        const { client } = await pair();
        reset();
        script(CALLS[method], given);
        const { memory, buffers } = makeBuffers(plans);
        const outcome = await outcomeOfAsync<object>(async () =>
          sync ? client[method](buffers) : await client[`${method}Async`](buffers),
        );
        memory.expectIntact();
        // Every view can be read.
        if ('value' in outcome) expect(bytesOf(outcome.value)).toBeGreaterThanOrEqual(0);
      },
    );

    const task = fc.tuple(bytes, answer, answer);

    property('to a task may be anything', 1500, task, async ([plain, sealing, opening]) => {
      const { client, server } = await pair();
      reset();
      script('SealMessage', sealing);
      const wrapped = outcomeOf(() => client.wrap(plain));
      const token = 'value' in wrapped ? wrapped.value : plain;
      script('UnsealMessage', opening);
      outcomeOf(() => server.unwrap(token, { requireEncryption: false }));
      script('MakeSignature', sealing);
      script('VerifySignature', opening);
      outcomeOf(() => client.verify(plain, client.sign(plain)));
    });

    const maker = new PairMaker(name);
    const legs = fc.array(fc.tuple(legAnswer, bytes), { minLength: 1, maxLength: 4 });

    property('to a leg may be anything', 1500, legs, async (given) => {
      const made = await maker.prepare();
      for (const [each, token] of given) {
        script('InitLsaModeContext', each);
        script('AcceptLsaModeContext', each);
        await outcomeOfAsync(() => made.client.step(token));
        await outcomeOfAsync(() => made.server.step(token));
        const { expiry } = made.client;
        expect(expiry === undefined || !Number.isNaN(expiry.getTime())).toBe(true);
      }
      outcomeOf(() => made.client.wrap(Buffer.from('a message')));
      made.close();
      reset();
    });

    // A record has its length in 16 bits.
    const size = fc.oneof(fc.nat({ max: 64 }), fc.nat({ max: 60_000 }));
    const few = fc.uint8Array({ maxLength: 300 });
    const sizes = fc.tuple(fc.tuple(size, size, size, size), fc.tuple(size, size, size), few);

    property('may state any sizes', 400, sizes, async ([[a, b, c, d], [e, f, g], plain]) => {
      const made = await maker.connect();
      const times = 100;
      script('QueryContextAttributes', {
        ...{ attribute: SECPKG_ATTR.SIZES, structure: [a, b, c, d], times },
      });
      script('QueryContextAttributes', {
        ...{ attribute: SECPKG_ATTR.STREAM_SIZES, structure: [e, f, g, 4, 1], times },
      });
      const wrapped = outcomeOf(() => made.client.wrap(plain));
      reset();
      if ('value' in wrapped) {
        const { data } = made.server.unwrap(wrapped.value);
        expect(data.equals(plain)).toBe(true);
      }
      made.close();
    });
  });
}
