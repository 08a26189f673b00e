import fc from 'fast-check';

/** One thing that may happen to bytes on their way. Places are fractions of the length. */
export type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'repeat' };

const at = fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(flip) },
  { weight: 3, arbitrary: at.map((place): Change => ({ kind: 'cut', at: place })) },
  { weight: 1, arbitrary: fc.tuple(at, fc.uint8Array({ maxLength: 8 })).map(insert) },
  { weight: 1, arbitrary: fc.constant<Change>({ kind: 'repeat' }) },
);

function flip([place, mask]: [number, number]): Change {
  return { kind: 'flip', at: place, mask };
}

function insert([place, bytes]: [number, Uint8Array]): Change {
  return { kind: 'insert', at: place, bytes };
}

/** Up to three changes; sometimes none. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(change, { maxLength: 3 });

function apply(bytes: Buffer, step: Change): Buffer {
  if (step.kind === 'repeat') return Buffer.concat([bytes, bytes]);
  const place = Math.floor(step.at * bytes.length);
  switch (step.kind) {
    case 'cut':
      return bytes.subarray(0, place);
    case 'insert':
      return Buffer.concat([bytes.subarray(0, place), step.bytes, bytes.subarray(place)]);
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (place < copy.length) copy.writeUInt8(copy.readUInt8(place) ^ step.mask, place);
      return copy;
    }
  }
}

/** A copy of the bytes with all the changes. */
export function changed(bytes: Buffer, steps: readonly Change[]): Buffer {
  return steps.reduce(apply, Buffer.from(bytes));
}
