const BLOCK_WORDS = 4;
const MESSAGE_WORDS = 10;
const BUFFER_WORDS = 10;
const NO_MEMORY = 0xffff_ffff;
const FOREIGN_MEMORY = 0xffff_fffe;
const DATA_RESULT = 0xffff_fffe;
const FAILED = 0x8000_0000;
const DATA = 1;
const EXTRA = 5;

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

/** A run of bytes of one of the memories. */
interface Run {
  memory: number;
  offset: number;
  size: number;
}

const NOTHING: Run = { memory: NO_MEMORY, offset: 0, size: 0 };
const NOWHERE: Run = { memory: FOREIGN_MEMORY, offset: 0, size: 0 };

/** One message of a control block, as the addon reads and writes it. */
class BlockMessage {
  readonly message: FakeMessage;

  constructor(
    private readonly words: Uint32Array,
    private readonly memories: ArrayBuffer[],
    private readonly base: number,
    private readonly opens: boolean,
  ) {
    const [qop = 0, sequenceNumber = 0, count = 0] = words;
    if (words.length < MESSAGE_WORDS + BUFFER_WORDS * count) {
      throw new TypeError('the control block is too short');
    }
    const buffers = Array.from({ length: count }, (_, index) => this.#take(index));
    const given = buffers.map((each) => ({ ...each }));
    this.message = { qop: opens ? 0 : qop, sequenceNumber, buffers, memories, given };
  }

  get length(): number {
    return MESSAGE_WORDS + BUFFER_WORDS * this.message.buffers.length;
  }

  #wordsOf(index: number): Uint32Array {
    return this.words.subarray(MESSAGE_WORDS + BUFFER_WORDS * index);
  }

  #take(index: number): FakeSecBuffer {
    const [type = 0, at = 0, offset = 0, size = 0, from = 0, start = 0] = this.#wordsOf(index);
    if (at === NO_MEMORY && size === 0) return { type, size, memory: null };
    const memory = this.#view(at, this.base + offset, size);
    if (from !== NO_MEMORY) memory.set(this.#view(from, start, size));
    return { type, size, memory };
  }

  #view(index: number, offset: number, size: number): Uint8Array {
    const memory = this.memories[index];
    if (memory === undefined || offset + size > memory.byteLength) {
      throw new TypeError('a buffer reaches outside its memory');
    }
    return new Uint8Array(memory, offset, size);
  }

  /** Writes what the buffers are now: only what lies inside a given buffer counts. */
  report(status: number): void {
    this.words.set([status, this.message.qop, this.base], 4);
    this.message.buffers.forEach((buffer, index) => {
      const { memory, offset } = this.#place(buffer);
      this.#wordsOf(index).set([buffer.type, memory, offset, buffer.size], 6);
    });
  }

  #place({ memory, size }: FakeSecBuffer): Run {
    if (memory === null) return NOTHING;
    const start = memory.byteOffset;
    const holder = this.message.given.find(
      ({ memory: given }) =>
        given?.buffer === memory.buffer &&
        given.byteOffset <= start &&
        start + size <= given.byteOffset + given.byteLength,
    );
    if (holder === undefined) return NOWHERE;
    const index = this.memories.indexOf(memory.buffer as ArrayBuffer);
    return { memory: index, offset: start, size };
  }

  #found(index: number): Run & { type: number } {
    const [type = 0, memory = 0, offset = 0, size = 0] = this.#wordsOf(index).subarray(6);
    return { type, memory, offset, size };
  }

  /** Whether no message is opened, or sealed, behind this one. */
  ends(status: number): boolean {
    if (status >= FAILED) return true;
    if (!this.opens) return false;
    const [unwanted] = this.words;
    const isUnwanted = unwanted !== 0 && this.message.qop === unwanted;
    return status !== 0 || isUnwanted || this.message.buffers.some(({ type }) => type === EXTRA);
  }

  /** What the message results in. */
  result(status: number): Run {
    const order = this.words[3] ?? NO_MEMORY;
    if (order === NO_MEMORY || status >= FAILED) return NOTHING;
    const found = this.message.buffers.map((_, index) => this.#found(index));
    if (order !== DATA_RESULT) return this.#join(order, found);
    const data = found.find(({ type }) => type === DATA);
    if (data === undefined) return NOTHING;
    const isInput = this.message.given.some(
      ({ memory }) => memory?.byteOffset === data.offset && memory.byteLength === data.size,
    );
    return status !== 0 && isInput ? NOTHING : data;
  }

  #join(order: number, found: Run[]): Run {
    const parts: Run[] = [];
    for (let rest = order; (rest & 0xf) !== 0xf; rest >>>= 4) {
      const part = found[rest & 0xf];
      if (part !== undefined && part.memory !== NO_MEMORY) parts.push(part);
    }
    if (parts.some(({ memory }) => memory === FOREIGN_MEMORY)) return NOWHERE;
    const bytes = Buffer.concat(
      parts.map((each) => this.#view(each.memory, each.offset, each.size)),
    );
    const rooms = this.message.given.flatMap(({ memory }) => memory ?? []);
    const start = Math.min(...rooms.map(({ byteOffset }) => byteOffset));
    const end = Math.max(...rooms.map(({ byteOffset, byteLength }) => byteOffset + byteLength));
    const last = parts.at(-1);
    if (last === undefined || bytes.length > end - start) return NOWHERE;
    const gap = Math.max(start, last.offset + last.size - bytes.length);
    this.#view(last.memory, gap, bytes.length).set(bytes);
    return { memory: last.memory, offset: gap, size: bytes.length };
  }

  /** Moves a result, and writes where it is. */
  settle({ memory, offset, size }: Run, to: number): number {
    if (memory < FOREIGN_MEMORY && to !== offset) {
      this.#view(memory, to, size).set(Buffer.from(this.#view(memory, offset, size)));
    }
    this.words.set([memory, to, size], 7);
    return to + size;
  }
}

/** Runs the messages of a block, as the addon does; `script` is the package. */
export function runBlock(
  control: Uint32Array,
  memories: ArrayBuffer[],
  opens: boolean,
  script: (message: FakeMessage) => number,
): void {
  const [count = 0, , start = 0, packed = 0] = control;
  let base = start;
  let at = BLOCK_WORDS;
  for (let done = 1; done <= count; done += 1) {
    const each = new BlockMessage(control.subarray(at), memories, base, opens);
    at += each.length;
    const status = script(each.message);
    each.report(status);
    control[1] = done;
    const result = each.result(status);
    const moves = packed !== 0 && done > 1;
    const end = each.settle(result, moves ? base : result.offset);
    if (packed !== 0 && result.memory < FOREIGN_MEMORY) base = end;
    if (each.ends(status)) return;
  }
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
