// Message calls with buffers that no caller would pass, of both ends of every package.
import fc from 'fast-check';
import { expect } from '@jest/globals';

import type { SecBuffer, SecurityContext } from 'secur32';
import { SECBUFFER } from 'secur32';

import type { BufferPlan } from '../../support/arbitraries.js';
import { bufferPlans, makeBuffers, partial, qop, uint32 } from '../../support/arbitraries.js';
import { describePairs } from '../../support/describe-pairs.js';
import { sharedPairs } from '../../support/pairs.js';
import { property } from '../../support/property.js';
import { outcomeOf, outcomeOfAsync } from '../../support/typed-errors.js';

const METHODS = ['encryptMessage', 'decryptMessage', 'makeSignature', 'verifySignature'] as const;

interface Call {
  readonly end: 'client' | 'server';
  readonly method: (typeof METHODS)[number];
  readonly plans: readonly BufferPlan[];
  readonly options: { readonly qop?: number; readonly sequenceNumber?: number };
}

const call: fc.Arbitrary<Call> = fc.record(
  {
    end: fc.constantFrom('client', 'server'),
    method: fc.constantFrom(...METHODS),
    plans: bufferPlans,
    options: partial({ qop, sequenceNumber: fc.oneof(fc.constant(0), uint32) }),
  },
  { noNullPrototype: true },
);

function lies(inside: readonly SecBuffer[], data: Uint8Array): boolean {
  return inside.some(
    ({ data: given }) =>
      given?.buffer === data.buffer &&
      given.byteOffset <= data.byteOffset &&
      data.byteOffset + data.byteLength <= given.byteOffset + given.byteLength,
  );
}

/** What is true of every answer: as many buffers as were given, and each in memory that was given. */
function expectOwn(given: readonly SecBuffer[], result: unknown): void {
  const { buffers } = result as { buffers?: readonly SecBuffer[] };
  // An answer without: a signature that was checked, or a record that has not even a header.
  if (buffers === undefined || buffers.length === 0) return;
  expect(buffers).toHaveLength(given.length);
  for (const { type, data } of buffers) {
    expect(type & SECBUFFER.ATTRMASK).toBe(0);
    if (data !== undefined && !lies(given, data)) throw new Error('a view of foreign memory');
  }
}

const contents = (buffers: readonly SecBuffer[]): Buffer =>
  Buffer.concat(buffers.map(({ data }) => data ?? new Uint8Array()));

const LONG_ENOUGH = 16;

/** What is true of a message that was sealed: none of its DATA is what it was. */
function expectSealed(given: readonly SecBuffer[], plain: readonly (Buffer | undefined)[]): void {
  for (const [index, { type, flags = 0, data }] of given.entries()) {
    const isSealed = (type | flags) >>> 0 === SECBUFFER.DATA;
    if (!isSealed || data === undefined || data.byteLength < LONG_ENOUGH) continue;
    if (plain[index]?.equals(data) === true) throw new Error('DATA was left as it was');
  }
}

function optionsOf({ method, options }: Call): Call['options'] {
  if (method === 'encryptMessage' || method === 'makeSignature') return options;
  const { sequenceNumber } = options;
  return sequenceNumber === undefined ? {} : { sequenceNumber };
}

describePairs('the message calls of %s', (name) => {
  const pair = sharedPairs(name, { casesEach: name === 'NTLM' ? 200 : 25 });

  property('answer any buffers, or refuse them, in their own memory', 6000, call, async (given) => {
    const context: SecurityContext = (await pair())[given.end];
    const { memory, buffers } = makeBuffers(given.plans);
    const plain = buffers.map(({ data }) => data && Buffer.from(data));
    const options = optionsOf(given);
    const outcome = outcomeOf(() => context[given.method](buffers, options));
    memory.expectIntact();
    if (!('value' in outcome)) return;
    expectOwn(buffers, outcome.value);
    const { qop: asked = 0 } = options;
    if (given.method === 'encryptMessage' && asked === 0) expectSealed(buffers, plain);
  });

  property('do so on the thread pool too', 1500, call, async (given) => {
    const context: SecurityContext = (await pair())[given.end];
    const { memory, buffers } = makeBuffers(given.plans);
    const before = contents(buffers);
    const method = `${given.method}Async` as const;
    await outcomeOfAsync<unknown>(() => context[method](buffers, optionsOf(given)));
    memory.expectIntact();
    expect(contents(buffers).equals(before)).toBe(true);
  });
});
