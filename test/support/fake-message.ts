const HEADER_WORDS = 3;
const BUFFER_WORDS = 4;
const NO_MEMORY = 0xffff_ffff;
const FOREIGN_MEMORY = 0xffff_fffe;

/** A SecBuffer as a package sees it: change any of it, and the caller sees what changed. */
export interface FakeSecBuffer {
  /** BufferType, with the attribute flags. */
  type: number;
  /** cbBuffer. */
  size: number;
  /** pvBuffer: bytes in the caller's own memory, at least `size` of them, or NULL. */
  memory: Uint8Array | null;
}

/** What reached a message call. */
export interface FakeMessage {
  qop: number;
  readonly sequenceNumber: number;
  readonly buffers: FakeSecBuffer[];
  /** The memories that crossed. */
  readonly memories: readonly ArrayBuffer[];
  /** What the buffers were when the call began. */
  readonly given: readonly FakeSecBuffer[];
}

/** Reads a control block; refuses what the addon refuses. */
export function decodeMessage(control: Uint32Array, memories: ArrayBuffer[]): FakeMessage {
  const [qop = 0, sequenceNumber = 0, count = 0] = control;
  if (control.length < HEADER_WORDS + BUFFER_WORDS * count) {
    throw new TypeError('the control block is too short');
  }
  const buffers: FakeSecBuffer[] = [];
  for (let at = HEADER_WORDS; buffers.length < count; at += BUFFER_WORDS) {
    const [type = 0, index = 0, offset = 0, size = 0] = control.subarray(at);
    buffers.push({ type, size, memory: memoryAt(memories, index, offset, size) });
  }
  const given = buffers.map((each) => ({ ...each }));
  return { qop, sequenceNumber, buffers, memories, given };
}

/** Copies a message into one memory, as the addon does for another thread. */
export function copyMessage(
  control: Uint32Array,
  memories: ArrayBuffer[],
): { words: Uint32Array; memory: ArrayBuffer } {
  const words = control.slice();
  const parts: Uint8Array[] = [];
  let end = 0;
  for (let at = HEADER_WORDS; at < words.length; at += BUFFER_WORDS) {
    const [, index = 0, offset = 0, size = 0] = control.subarray(at);
    if (index === NO_MEMORY) continue;
    parts.push(new Uint8Array(memories[index] as ArrayBuffer, offset, size));
    words.set([0, end, size], at + 1);
    end += size;
  }
  const memory = new Uint8Array(end);
  let start = 0;
  for (const part of parts) {
    memory.set(part, start);
    start += part.length;
  }
  return { words, memory: memory.buffer };
}

function memoryAt(memories: ArrayBuffer[], index: number, offset: number, size: number) {
  if (index === NO_MEMORY && size === 0) return null;
  const memory = memories[index];
  if (memory === undefined || offset + size > memory.byteLength) {
    throw new TypeError('a buffer reaches outside its memory');
  }
  return new Uint8Array(memory, offset, size);
}

/** Writes what the buffers are now, as the addon does: only what lies inside a given buffer counts. */
export function encodeMessage(control: Uint32Array, message: FakeMessage): void {
  control[0] = message.qop;
  message.buffers.forEach((buffer, index) => {
    const words = [buffer.type, NO_MEMORY, 0, buffer.size];
    if (buffer.memory !== null) place(words, buffer.memory, message);
    control.set(words, HEADER_WORDS + BUFFER_WORDS * index);
  });
}

function place(words: number[], memory: Uint8Array, message: FakeMessage): void {
  const [, , , size = 0] = words;
  const start = memory.byteOffset;
  const holder = message.given.find(
    ({ memory: given }) =>
      given?.buffer === memory.buffer &&
      given.byteOffset <= start &&
      start + size <= given.byteOffset + given.byteLength,
  );
  words[1] = holder ? message.memories.indexOf(memory.buffer as ArrayBuffer) : FOREIGN_MEMORY;
  words[2] = holder ? start : 0;
}

/** The bytes that a buffer has now. */
export function bytesOf(buffer: FakeSecBuffer | undefined): Buffer {
  if (!buffer?.memory) return Buffer.alloc(0);
  return Buffer.from(buffer.memory.buffer, buffer.memory.byteOffset, buffer.size);
}

/** Writes text or bytes to the beginning of a buffer, and cuts it to them. */
export function fill(buffer: FakeSecBuffer | undefined, content: string | Uint8Array): void {
  if (!buffer?.memory) throw new Error('The fake package has no memory to write to');
  const bytes = Buffer.from(content);
  if (bytes.length > buffer.memory.length) throw new Error('The fake package writes too much');
  buffer.memory.set(bytes);
  buffer.size = bytes.length;
}
