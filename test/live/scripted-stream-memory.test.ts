// What a package writes and points to in the memory of a sealer or an opener: all of a message's room,
// and nothing of its neighbours'.
import { describe, expect, test } from '@jest/globals';

import type { Opener, Sealer } from 'secur32';
import { SECBUFFER } from 'secur32';

import type { BufferEdit } from '../scripted-ssp/index.js';
import { SCRIPTED, SCRIPTED_STREAM, script } from '../scripted-ssp/index.js';
import { expectBytes } from '../support/bytes.js';
import { refusal, thrownBy } from '../support/errors.js';
import type { End } from '../support/loopback.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';
import { putEach } from '../support/streams.js';

const { DATA } = SECBUFFER;
const CANARY = 0xc5;
const SIZE = 50;
const LENGTHS = [7, SIZE, 0, 1];
// One more than are sealed, whose room nobody may touch.
const COUNT = LENGTHS.length + 1;

/** The sizes of what is before and behind the data. */
function partsOf(end: End, isStream: boolean): [number, number] {
  if (isStream) {
    const { header, trailer } = end.query('streamSizes');
    return [header, trailer];
  }
  const { securityTrailer, blockSize } = end.query('sizes');
  return [securityTrailer, blockSize];
}

/** All that a package may write of a message: another letter for each. */
function roomOf(index: number, [before, behind]: [number, number]): Buffer {
  return Buffer.alloc(before + (LENGTHS[index] ?? 0) + behind, 'ABCD'[index]);
}

/** Has the package write all of the room of each message. */
function scriptRooms(parts: [number, number]): void {
  for (const [index, length] of LENGTHS.entries()) {
    const room = roomOf(index, parts);
    const sizes = [parts[0], length, parts[1]];
    const buffers = sizes.map((size, at): BufferEdit => ({
      ...{ index: at, bytes: room.subarray(0, size) },
    }));
    script('SealMessage', { status: 0, buffers });
  }
}

function filledSealer(end: End, packed: boolean): Sealer {
  const sealer = end.createSealer({ messageSize: SIZE, count: COUNT, packed });
  sealer.bytes.fill(CANARY);
  return sealer;
}

function filledOpener(end: End, count: number): Opener {
  const opener = end.createOpener({ size: 120, count });
  opener.bytes.fill(CANARY);
  return opener;
}

for (const name of [SCRIPTED, SCRIPTED_STREAM] as const) {
  const isStream = name === SCRIPTED_STREAM;

  describeScripted(`a package of messages of ${name} that writes all of its room`, () => {
    const pair = connectScriptedBeforeEach(name);

    test('leaves what is between the messages of a sealer as it was', () => {
      const { client } = pair();
      const parts = partsOf(client, isStream);
      const sealer = filledSealer(client, false);
      const expected = Buffer.from(sealer.bytes);
      LENGTHS.forEach((_, i) => roomOf(i, parts).copy(expected, i * (expected.length / COUNT)));
      scriptRooms(parts);
      sealer.sealAll(LENGTHS);
      expectBytes(sealer.bytes, expected);
      expect(LENGTHS.map((_, i) => sealer.lengthOf(i))).toEqual(
        LENGTHS.map((_, i) => roomOf(i, parts).length),
      );
    });

    test('leaves what is behind the packed messages of a sealer as it was', () => {
      const { client } = pair();
      const parts = partsOf(client, isStream);
      const sealer = filledSealer(client, true);
      const expected = Buffer.from(sealer.bytes);
      const run = Buffer.concat(LENGTHS.map((_, index) => roomOf(index, parts)));
      run.copy(expected);
      scriptRooms(parts);
      expect([sealer.sealAll(LENGTHS), sealer.start]).toEqual([run.length, 0]);
      expectBytes(sealer.bytes, expected);
    });

    test('leaves what a sealer was given from elsewhere as it was, and what is behind it', () => {
      const { client } = pair();
      const parts = partsOf(client, isStream);
      const sealer = filledSealer(client, false);
      const expected = Buffer.from(sealer.bytes);
      roomOf(0, parts).copy(expected);
      scriptRooms(parts);
      const memory = Buffer.alloc(30, CANARY);
      sealer.sealFrom(memory.subarray(10, 10 + (LENGTHS[0] ?? 0)));
      expectBytes(sealer.bytes, expected);
      expectBytes(memory, Buffer.alloc(30, CANARY));
    });

    test('leaves what is beside the messages of an opener as it was', () => {
      const opener = filledOpener(pair().server, 2);
      // A record has its length in its header. The third one is more than is opened in one call.
      const inputs = [20, 7, 9].map((size) => Buffer.alloc(size).fill('\x17\x03\x03\0', 0, 4));
      for (const each of inputs) each[4] = each.length - 5;
      const places = putEach(opener, inputs, 11);
      const expected = Buffer.from(opener.bytes);
      for (const [i, begin] of [11, 31].entries()) {
        const bytes = Buffer.alloc(inputs[i]?.length ?? 0, 'XY'[i]);
        bytes.copy(expected, begin);
        script('UnsealMessage', { status: 0, buffers: [{ index: 0, bytes }] });
      }
      if (isStream) opener.openAll(places.at(-1) ?? 0, 11);
      else opener.openTokens(places.slice(0, 4));
      expect([opener.opened, opener.next]).toEqual([2, 38]);
      expectBytes(opener.bytes, expected);
    });
  });

  describeScripted(`a message of ${name} in its neighbour's place`, () => {
    const pair = connectScriptedBeforeEach(name);

    /** The message is said to begin where its room ends, or to end one byte behind it. */
    function beyond(room: number, way: 'begins' | 'ends', inside: number): Partial<BufferEdit> {
      if (way === 'ends') return { size: room + 1, place: { inside } };
      return { size: 1, place: { inside, offset: room } };
    }

    describe.each(['begins', 'ends'] as const)('which %s there', (way) => {
      test.each([false, true])('is refused by a sealer, packed: %p', (packed) => {
        const { client } = pair();
        const sealer = client.createSealer({ messageSize: SIZE, count: 3, packed });
        const [, behind] = partsOf(client, isStream);
        const wrong = { index: 1, ...beyond(SIZE + (way === 'ends' ? 0 : behind), way, 1) };
        script('SealMessage', {});
        script('SealMessage', { status: 0, buffers: [wrong] });
        const sealing = (): number => sealer.sealAll([SIZE, SIZE, SIZE]);
        expect(thrownBy(sealing)).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
        expect(sealer.sealed).toBe(1);
      });

      test('is refused by an opener', () => {
        const { client, server } = pair();
        const opener = server.createOpener({ size: 400, count: 3 });
        const inputs = [1, 2, 3].map(() => client.wrap(Buffer.alloc(SIZE, 'm')));
        const places = putEach(opener, inputs);
        const [first = NaN, second = NaN] = [places[1], places[3]];
        const wrong = { index: isStream ? 0 : 1, type: DATA, ...beyond(second - first, way, 0) };
        script('UnsealMessage', {});
        script('UnsealMessage', { status: 0, buffers: [wrong] });
        const opening = (): number =>
          isStream ? opener.openAll(places.at(-1) ?? 0) : opener.openTokens(places);
        expect(thrownBy(opening)).toEqual(refusal('ERR_SSPI_FOREIGN_MEMORY'));
        expect([opener.opened, opener.next]).toEqual([1, first]);
      });
    });
  });
}
