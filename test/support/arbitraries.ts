import fc from 'fast-check';

import type { SecBuffer } from '#lib/index';
import { SECBUFFER, SECQOP } from '#lib/constants';

import { GuardedMemory } from './canaries';

// Random input. What has memory is described here and made by each case for itself, since calls write
// to it.

const EDGES = [0, 1, 4, 16, 28, 60, 76, 255, 256, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/** Objects whose members may all be absent. */
export function partial<T>(members: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<Partial<T>> {
  return fc.record(members, { requiredKeys: [], noNullPrototype: true }) as never;
}

/** Any unsigned number of 32 bits, those at the edges more often. */
export const uint32: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);

/** A quality of protection: nearly always one that means something. */
export const qop: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, SECQOP.WRAP_NO_ENCRYPT, SECQOP.WRAP_OOB_DATA) },
  { weight: 1, arbitrary: uint32 },
);

/** Bytes: mostly few and arbitrary, sometimes many and alike. */
export const bytes: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 100 }).map((each) => Buffer.from(each)) },
  { weight: 1, arbitrary: manyBytes() },
);

function manyBytes(): fc.Arbitrary<Buffer> {
  const size = fc.oneof(
    fc.constantFrom(4096, 16_384, 16_385, 65_535, 65_536),
    fc.integer({ min: 100, max: 40_000 }),
  );
  return fc.tuple(size, fc.integer({ min: 0, max: 255 })).map(([n, fill]) => Buffer.alloc(n, fill));
}

const { ATTRMASK, READONLY, READONLY_WITH_CHECKSUM } = SECBUFFER;
const TYPES = Object.values(SECBUFFER).filter((type) => (type & ATTRMASK) === 0);

/** The description of one SecBuffer. */
export interface BufferPlan {
  readonly type: number;
  readonly flags: number | undefined;
  /** None for a buffer without memory. */
  readonly size: number | undefined;
  readonly fill: number;
}

const bufferType = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(SECBUFFER.TOKEN, SECBUFFER.DATA, SECBUFFER.PADDING) },
  { weight: 6, arbitrary: fc.constantFrom(...TYPES) },
  { weight: 1, arbitrary: uint32 },
);

const bufferFlags = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom(0, READONLY, READONLY_WITH_CHECKSUM, ATTRMASK) },
  { weight: 1, arbitrary: uint32 },
);

const bufferSize = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 8, arbitrary: fc.constantFrom(0, 1, 5, 8, 15, 16, 28, 32, 59, 60, 64, 75, 76, 100) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom(4096, 16_384, 16_385, 65_536) },
);

const bufferPlan: fc.Arbitrary<BufferPlan> = fc.record(
  { type: bufferType, flags: bufferFlags, size: bufferSize, fill: fc.nat({ max: 255 }) },
  { noNullPrototype: true },
);

/** The layouts that packages expect, which arbitrary ones hardly ever are. */
const LAYOUTS: readonly (readonly number[])[] = [
  [SECBUFFER.TOKEN, SECBUFFER.DATA, SECBUFFER.PADDING],
  [SECBUFFER.TOKEN, SECBUFFER.DATA],
  [SECBUFFER.DATA, SECBUFFER.TOKEN],
  [SECBUFFER.STREAM, SECBUFFER.DATA],
  [SECBUFFER.STREAM_HEADER, SECBUFFER.DATA, SECBUFFER.STREAM_TRAILER, SECBUFFER.EMPTY],
  [SECBUFFER.DATA, SECBUFFER.EMPTY, SECBUFFER.EMPTY, SECBUFFER.EMPTY],
  [SECBUFFER.DATA, SECBUFFER.DATA, SECBUFFER.DATA, SECBUFFER.TOKEN],
];

const expectedLayout = fc
  .constantFrom(...LAYOUTS)
  .chain((types) =>
    fc.tuple(...types.map((type) => bufferPlan.map((plan) => ({ ...plan, type })))),
  );

/** The buffers of a message: an expected layout, or any, or more of them than a call takes. */
export const bufferPlans: fc.Arbitrary<readonly BufferPlan[]> = fc.oneof(
  { weight: 10, arbitrary: expectedLayout },
  { weight: 10, arbitrary: fc.array(bufferPlan, { maxLength: 12 }) },
  { weight: 1, arbitrary: fc.array(bufferPlan, { minLength: 250, maxLength: 260 }) },
);

/** Makes the buffers of a description, in memory with guards around each. */
export function makeBuffers(plans: readonly BufferPlan[]): {
  readonly memory: GuardedMemory;
  readonly buffers: SecBuffer[];
} {
  const memory = new GuardedMemory(plans.map(({ size = 0 }) => size));
  const places = memory.buffers;
  const buffers = plans.map(({ type, flags, size, fill }, index): SecBuffer => {
    const data = places[index]?.fill(fill) ?? Buffer.alloc(0);
    return { type, ...(flags !== undefined && { flags }), ...(size !== undefined && { data }) };
  });
  return { memory, buffers };
}

/** Anything that JavaScript can pass in place of something else. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    ...{ withBigInt: true, withTypedArray: true, withDate: true, withMap: true, withSet: true },
    ...{ withNullPrototype: true, withSparseArray: true, withBoxedValues: true },
  }),
  fc.constantFrom<unknown>(undefined, null, Number.NaN, -1, 0.5, 2 ** 32, -0, '', '\0', 'x\0y'),
  fc.constantFrom<unknown>(Symbol('symbol'), () => 0, new SharedArrayBuffer(4), new ArrayBuffer(4)),
);
