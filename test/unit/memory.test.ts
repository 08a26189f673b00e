import { describe, expect, test } from '@jest/globals';

import { spanOf } from '#lib/arguments';
import { allocate, copyOf, giveBack, reuse, wipe } from '#lib/message/memory';

const viewOf = ({ memory, offset, size }: ReturnType<typeof allocate>): Uint8Array =>
  new Uint8Array(memory, offset, size);

describe('room for a short message', () => {
  test('shares memory with the next one, and no byte', () => {
    const first = allocate(100, false);
    const second = allocate(100, false);
    expect(second.memory).toBe(first.memory);
    expect(second.offset).toBe(first.offset + 100);
  });

  test('gives what it did not need to the next one, as zeros', () => {
    const first = allocate(100, false);
    viewOf(first).fill(7);
    giveBack(first, first.offset + 40);
    const second = allocate(60, false);
    expect(second.offset).toBe(first.offset + 40);
    expect(viewOf(second)).toEqual(new Uint8Array(60));
    expect(viewOf(first).subarray(0, 40)).toEqual(new Uint8Array(40).fill(7));
  });

  test('gives nothing away that lies in front of a later one', () => {
    const first = allocate(100, false);
    const second = allocate(100, false);
    giveBack(first, first.offset + 40);
    expect(allocate(10, false).offset).toBe(second.offset + 100);
  });

  test('is in new memory when that of others is full', () => {
    const { memory } = allocate(4096, false);
    const rooms = Array.from({ length: 16 }, () => allocate(4096, false));
    expect(rooms.some((room) => room.memory !== memory)).toBe(true);
    for (const room of rooms) expect(room.offset + room.size).toBeLessThanOrEqual(65_536);
  });
});

describe.each([
  ['a long message', 4097, false],
  ['another thread', 100, true],
])('room for %s', (_name, size, own) => {
  test('is memory of its own', () => {
    const room = allocate(size, own);
    expect(room).toMatchObject({ offset: 0, size });
    expect(room.memory.byteLength).toBe(size);
  });

  test('is zeros', () => {
    expect(viewOf(allocate(size, own))).toEqual(new Uint8Array(size));
  });
});

test('what a failed call left is wiped, and nothing beside it', () => {
  const before = allocate(10, false);
  const room = allocate(10, false);
  const behind = allocate(10, false);
  for (const each of [before, room, behind]) viewOf(each).fill(7);
  wipe(room);
  expect([before, room, behind].map((each) => viewOf(each)[0])).toEqual([7, 0, 7]);
  expect([before, room, behind].map((each) => viewOf(each)[9])).toEqual([7, 0, 7]);
});

describe('a copy for another thread', () => {
  const bytes = (size: number) => spanOf(new Uint8Array(size).fill(7));

  test.each([0, 1, 65_535, 65_536, 100_000, (4 << 20) + 1])('is the same: %i bytes', (size) => {
    const copy = copyOf(bytes(size));
    expect(Buffer.compare(copy, viewOf(bytes(size)))).toBe(0);
    reuse(copy);
    expect(copy.every((byte) => byte === 0)).toBe(true);
  });

  test('has the memory of an earlier one that has ended', () => {
    const first = copyOf(bytes(70_000));
    const second = copyOf(bytes(70_000));
    expect(second.buffer).not.toBe(first.buffer);
    reuse(first);
    const third = copyOf(bytes(131_072));
    expect(third.buffer).toBe(first.buffer);
    expect(third).toHaveLength(131_072);
    reuse(second);
    reuse(third);
  });

  const kept = (size: number, count: number): number => {
    const copies = Array.from({ length: count }, () => copyOf(bytes(size)));
    const memories = new Set(copies.map(({ buffer }) => buffer));
    for (const copy of copies) reuse(copy);
    const again = Array.from({ length: count }, () => copyOf(bytes(size)));
    for (const copy of again) reuse(copy);
    return again.filter(({ buffer }) => memories.has(buffer)).length;
  };

  test('is not kept for ever: only a few of them are, and none that is very large', () => {
    expect(kept(300_000, 10)).toBe(4);
    expect(kept((4 << 20) + 1, 2)).toBe(0);
  });

  test('takes the place of an older one of another size', () => {
    expect(kept(65_536, 4)).toBe(4);
    expect(kept(1 << 20, 4)).toBe(4);
  });
});
