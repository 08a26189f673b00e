// The control block of message calls: numbers only, in one typed array, because each value that native
// code asks V8 for costs about as much as sealing a short message. src-native/sspi/message_block.h and
// message_buffers.h have the same words.

/** In place of the index of a memory: there is none. */
export const NO_MEMORY = 0xffff_ffff;
/** A buffer that does not lie inside one that was given. */
export const FOREIGN_MEMORY = 0xffff_fffe;

/** The words of a block, before its messages. */
export const BLOCK = { COUNT: 0, DONE: 1, BASE: 2, PACKED: 3, SIZE: 4 } as const;

/** The words of a message, before its buffers. */
export const MESSAGE = {
  /** To protect with; of those that are opened, the one behind which a run ends, 0 for none. */
  QOP: 0,
  SEQUENCE_NUMBER: 1,
  COUNT: 2,
  RESULT: 3,
  STATUS: 4,
  FOUND_QOP: 5,
  BASE: 6,
  RESULT_MEMORY: 7,
  RESULT_OFFSET: 8,
  RESULT_SIZE: 9,
  SIZE: 10,
} as const;

/** The words of a buffer: as it is given, where its bytes come from, and as it was left. */
export const BUFFER = {
  TYPE: 0,
  MEMORY: 1,
  OFFSET: 2,
  LENGTH: 3,
  SOURCE_MEMORY: 4,
  SOURCE_OFFSET: 5,
  FOUND_TYPE: 6,
  FOUND_MEMORY: 7,
  FOUND_OFFSET: 8,
  FOUND_LENGTH: 9,
  SIZE: 10,
} as const;

/** What a message results in, beside an order of parts: nothing, or its first plain DATA. */
export const NO_RESULT = 0xffff_ffff;
export const DATA_RESULT = 0xffff_fffe;

/** The order in which parts of a message go on the wire, by their indexes: at most seven. */
export function orderOf(indexes: readonly number[]): number {
  return indexes.reduceRight((order, index) => order * 16 + index, 0xf);
}

/** How many words a block of equal messages has. */
export function blockSize(messages: number, buffers: number): number {
  return BLOCK.SIZE + messages * messageSize(buffers);
}

/** How many words a message has. */
export function messageSize(buffers: number): number {
  return MESSAGE.SIZE + BUFFER.SIZE * buffers;
}

/** Memory for a block. Not on V8's own heap, where it would be moved. */
export function newBlock(size: number): Uint32Array {
  return new Uint32Array(new ArrayBuffer(4 * size));
}

/** Writes the words of a block. */
export function writeBlock(words: Uint32Array, count: number, base: number, packed: boolean): void {
  words[BLOCK.COUNT] = count;
  words[BLOCK.BASE] = base;
  words[BLOCK.PACKED] = packed ? 1 : 0;
}

/** Writes the words of a message, all but its `count` buffers. */
export function writeMessage(
  words: Uint32Array,
  at: number,
  qop: number,
  sequenceNumber: number,
  count: number,
  result: number,
): void {
  words[at + MESSAGE.QOP] = qop;
  words[at + MESSAGE.SEQUENCE_NUMBER] = sequenceNumber;
  words[at + MESSAGE.COUNT] = count;
  words[at + MESSAGE.RESULT] = result;
}

/** Writes a buffer that has memory. */
export function writeBuffer(
  words: Uint32Array,
  at: number,
  type: number,
  memory: number,
  offset: number,
  size: number,
): void {
  words[at + BUFFER.TYPE] = type;
  words[at + BUFFER.MEMORY] = memory;
  words[at + BUFFER.OFFSET] = offset;
  words[at + BUFFER.LENGTH] = size;
  words[at + BUFFER.SOURCE_MEMORY] = NO_MEMORY;
}

/** Writes a buffer that has none. */
export function writeEmpty(words: Uint32Array, at: number, type: number): void {
  writeBuffer(words, at, type, NO_MEMORY, 0, 0);
}

/** Has the bytes of a buffer copied into it before the call. */
export function writeSource(words: Uint32Array, at: number, memory: number, offset: number): void {
  words[at + BUFFER.SOURCE_MEMORY] = memory;
  words[at + BUFFER.SOURCE_OFFSET] = offset;
}

/** The last status of a block, and how many bytes its messages have resulted in. */
export function resultsOf(
  words: Uint32Array,
  stride: number,
): { status: number; outputBytes: number } {
  const done = word(words, BLOCK.DONE);
  const last = BLOCK.SIZE + Math.max(0, done - 1) * stride;
  let outputBytes = 0;
  for (let i = 0, at: number = BLOCK.SIZE; i < done; i += 1, at += stride) {
    const found = word(words, at + MESSAGE.RESULT_MEMORY) < FOREIGN_MEMORY;
    if (found) outputBytes += word(words, at + MESSAGE.RESULT_SIZE);
  }
  return { status: word(words, last + MESSAGE.STATUS), outputBytes };
}

/** A word as a number: there always is one. */
export function word(words: Uint32Array, at: number): number {
  return words[at] as number;
}
