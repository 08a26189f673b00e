import { expect } from '@jest/globals';

import type { Opener, Sealer } from 'secur32';

// Message streams in the memory of sealers and openers; what these return are copies.

/** A message whose bytes differ from place to place, and from message to message. */
export function message(size: number, salt = 0): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, at) => at * 7 + (at >> 8) + salt));
}

/** Seals a message; the bytes to send. */
export function seal(sealer: Sealer, data: Buffer): Buffer {
  sealer.data.set(data);
  const size = sealer.seal(data.length);
  return Buffer.from(sealer.bytes.subarray(sealer.start, sealer.start + size));
}

/** The bytes of each message that the last call sealed. */
export function eachSealed(sealer: Sealer): Buffer[] {
  return Array.from({ length: sealer.sealed }, (_, index) => {
    const start = sealer.startOf(index);
    return Buffer.from(sealer.bytes.subarray(start, start + sealer.lengthOf(index)));
  });
}

/** Seals messages in one call; the bytes of each. */
export function sealEach(sealer: Sealer, messages: readonly Buffer[]): Buffer[] {
  messages.forEach((data, index) => sealer.messages[index]?.set(data));
  const total = sealer.sealAll(messages.map(({ length }) => length));
  const sealed = eachSealed(sealer);
  expect([sealed.length, Buffer.concat(sealed).length]).toEqual([messages.length, total]);
  return sealed;
}

/** Opens a message. */
export function open(opener: Opener, token: Buffer): Buffer {
  opener.bytes.set(token);
  const size = opener.open(token.length) ?? NaN;
  return Buffer.from(opener.bytes.subarray(opener.start, opener.start + size));
}

/** The messages that the last call opened. */
export function eachOpened(opener: Opener): Buffer[] {
  return Array.from({ length: opener.opened }, (_, index) => {
    const start = opener.startOf(index);
    return Buffer.from(opener.bytes.subarray(start, start + opener.lengthOf(index)));
  });
}

/** Puts tokens or records one behind another, from a place on; where each begins and ends. */
export function putEach(opener: Opener, tokens: readonly Buffer[], begin = 0): number[] {
  let end = begin;
  return tokens.flatMap((token) => {
    opener.bytes.set(token, end);
    return [end, (end += token.length)];
  });
}

/** Opens GSS tokens in one call. */
export function openTokens(opener: Opener, tokens: readonly Buffer[]): Buffer[] {
  expect(opener.openTokens(putEach(opener, tokens))).toBe(opener.opened);
  return eachOpened(opener);
}

/** Opens the records of a stream in one call. */
export function openRecords(opener: Opener, records: readonly Buffer[]): Buffer[] {
  expect(opener.openAll(putEach(opener, records).at(-1) ?? 0)).toBe(opener.opened);
  return eachOpened(opener);
}
