import { inspect } from 'node:util';

import { invalidValue, outOfRange, requireList, requireSpan, requireUpTo } from '../arguments.js';
import { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { BoundBlock } from './bound-block.js';
import { METHOD } from './calls.js';
import { BLOCK, BUFFER, MESSAGE, word, writeBlock } from './control-block.js';
import { requireLength } from './encrypt.js';
import { requireFree, runSync } from './operation.js';
import { requireSealed, roomOfPieces } from './pieces.js';
import { DATA_INDEX, roomOf, writeData, writeSealed } from './seal-layout.js';
import { sealPlan } from './seal-plan.js';
import type { SealerOptions, SealerSettings } from './sealer-options.js';
import { sealerSettings } from './sealer-options.js';
import { Wrap } from './wrap.js';

/**
 * Seals messages of a stream in memory that is laid out once, and costs little more than EncryptMessage
 * itself: no arrays and no objects are made for a message. Write a message to {@link data}, seal it, and
 * send the bytes from {@link start} on. Made by {@link SecurityContext.createSealer}.
 *
 * It needs no closing: its memory goes with it, and it refuses to seal as its context does.
 */
export class Sealer {
  readonly #core: ContextCore;
  readonly #settings: SealerSettings;
  readonly #block: BoundBlock;
  readonly #messages: readonly Buffer[];
  // The parts that move with the length of the message: their words, and where they lie without it.
  readonly #behindAt: number[] = [];
  readonly #behindOffset: number[] = [];
  #handshakes: number;

  /** @internal */
  constructor(core: ContextCore, options: SealerOptions = {}) {
    if (!(core instanceof ContextCore)) {
      throw new TypeError('Sealers are made by context.createSealer()');
    }
    const settings = sealerSettings(core, options);
    const { plan, messageSize, count } = settings;
    const room = roomOf(plan, messageSize);
    const shape = { size: count * room, count, buffers: plan.parts.length };
    this.#core = core;
    this.#settings = settings;
    this.#block = new BoundBlock(core, METHOD.PROTECT, shape, () => {
      this.#judge();
    });
    this.#messages = Array.from({ length: count }, (_, index) => {
      const start = index * room + plan.before;
      return this.#block.bytes.subarray(start, start + messageSize);
    });
    this.#handshakes = core.handshakes;
    this.#layOut();
  }

  /** All of the memory. What was sealed begins at {@link start}. */
  get bytes(): Buffer {
    return this.#block.bytes;
  }

  /** Where to write a message; after sealing, it is something else. */
  get data(): Buffer {
    return this.#messages[0] as Buffer;
  }

  /** Where to write each of several messages. The first one is {@link data}. */
  get messages(): readonly Buffer[] {
    return this.#messages;
  }

  /** Where in {@link bytes} the last sealed message begins, or the first of several. */
  get start(): number {
    return this.#block.start(BLOCK.SIZE);
  }

  /** How many messages the last call sealed. After an error: those that came before it. */
  get sealed(): number {
    return this.#block.done;
  }

  /** Where in {@link bytes} one of the last sealed messages begins. */
  startOf(index: number): number {
    return this.#block.start(this.#block.checkedAt(index, this.sealed));
  }

  /** How many bytes one of the last sealed messages has. */
  lengthOf(index: number): number {
    return this.#block.length(this.#block.checkedAt(index, this.sealed));
  }

  /**
   * Seals the message in {@link data}.
   *
   * @param length - How many bytes the message has.
   * @returns How many bytes to send, from {@link start} on.
   * @throws As {@link SecurityContext.encryptMessage} does.
   * @throws Secur32Error `ERR_SSPI_DETACHED` if somebody has transferred the memory, or
   *   `ERR_SSPI_SIZES_CHANGED` if a new handshake made messages of other sizes: make a new sealer.
   */
  seal(length: number): number {
    this.#block.forget();
    this.#requireReady();
    const block = this.#block;
    this.#place(0, length);
    block.words[BLOCK.COUNT] = 1;
    block.run(length);
    if (word(block.words, BLOCK.SIZE + MESSAGE.STATUS) !== 0) this.#judge();
    if (word(block.words, BLOCK.SIZE + MESSAGE.RESULT_MEMORY) !== 0) this.#judge();
    return word(block.words, BLOCK.SIZE + MESSAGE.RESULT_SIZE);
  }

  /**
   * Seals the first ones of {@link messages} in one call.
   *
   * @param lengths - How many bytes each of them has.
   * @returns How many bytes there are to send; with `packed`, from {@link start} on, and otherwise
   *   where {@link startOf} says.
   * @throws As {@link seal} does, at the first message that cannot be sealed; {@link sealed} says how
   *   many came before it.
   */
  sealAll(lengths: ArrayLike<number>): number {
    this.#block.forget();
    this.#requireReady();
    requireList('lengths', lengths);
    const { length } = lengths;
    requireUpTo('lengths.length', length, this.#settings.count);
    const block = this.#block;
    let input = 0;
    for (let i = 0; i < length; i += 1) input += this.#place(i, lengths[i] as number);
    // A getter among the lengths may have done anything.
    this.#requireReady();
    block.words[BLOCK.COUNT] = length;
    block.run(input);
    this.#judge();
    let total = 0;
    for (let i = 0, at: number = BLOCK.SIZE; i < length; i += 1, at += block.stride) {
      total += block.length(at);
    }
    return total;
  }

  /**
   * Seals data that lies elsewhere, which stays as it is. That of a stream is cut into pieces of
   * `streamSizes.maximumMessage`, whose records lie one behind another.
   *
   * @returns How many bytes to send, from {@link start} on.
   * @throws RangeError `ERR_OUT_OF_RANGE` if there is too little room for the data.
   * @throws As {@link seal} does.
   */
  sealFrom(data: Uint8Array): number {
    this.#block.forget();
    const span = requireSpan('data', data);
    this.#requireReady();
    const block = this.#block;
    const { plan } = this.#settings;
    if (span.memory === block.memory) {
      throw invalidValue(
        'data',
        "lies in the sealer's own memory; use seal() or sealAll() for that",
      );
    }
    if (!this.#core.isStream) requireLength(span.size, plan.maximum);
    const size = roomOfPieces(this.#core, plan, span.size);
    if (size > block.size) {
      throw outOfRange('data.byteLength', 'within the room of the sealer', span.size);
    }
    const room = { memory: block.memory, offset: 0, size };
    const sealed = block.alone(() => runSync(this.#core, new Wrap(this.#core, plan, span, room)));
    block.words[BLOCK.DONE] = 1;
    block.words[BLOCK.SIZE + MESSAGE.STATUS] = 0;
    block.words[BLOCK.SIZE + MESSAGE.RESULT_MEMORY] = 0;
    block.words[BLOCK.SIZE + MESSAGE.RESULT_OFFSET] = sealed.byteOffset;
    block.words[BLOCK.SIZE + MESSAGE.RESULT_SIZE] = sealed.byteLength;
    return sealed.byteLength;
  }

  /** @internal */
  [inspect.custom](): string {
    const { count, messageSize } = this.#settings;
    return `Sealer { ${this.#core.securityPackage.name}, ${String(count)} × ${String(messageSize)} bytes }`;
  }

  #judge(): void {
    requireSealed(this.#core, this.#block.words, this.#block.stride);
  }

  // Writes what does not change from message to message.
  #layOut(): void {
    const { plan, messageSize, count, packed } = this.#settings;
    const { words } = this.#block;
    const room = roomOf(plan, messageSize);
    writeBlock(words, 0, 0, packed);
    words[BLOCK.DONE] = 0;
    for (let i = 0, at: number = BLOCK.SIZE; i < count; i += 1) {
      const next = writeSealed(words, at, plan, packed ? 0 : i * room, 0);
      if (packed) writeData(words, at, 0, i * room + plan.before);
      at = next;
    }
    this.#behindAt.length = 0;
    this.#behindOffset.length = 0;
    plan.parts.forEach(({ behind, offset }, index) => {
      if (!behind) return;
      this.#behindAt.push(MESSAGE.SIZE + BUFFER.SIZE * index + BUFFER.OFFSET);
      this.#behindOffset.push(offset);
    });
  }

  #place(index: number, length: number): number {
    const { messageSize, packed, plan } = this.#settings;
    requireUpTo('length', length, messageSize);
    const { words } = this.#block;
    const at = this.#block.at(index);
    const start = packed ? 0 : index * (plan.before + messageSize + plan.after);
    words[at + DATA_LENGTH] = length;
    const behindAt = this.#behindAt;
    for (let i = 0; i < behindAt.length; i += 1) {
      words[at + (behindAt[i] as number)] = start + (this.#behindOffset[i] as number) + length;
    }
    return length;
  }

  // One look at each thing that could be in the way; what it is, is found out where there is one.
  #requireReady(): void {
    const core = this.#core;
    const ready =
      core.state === 'established' &&
      !core.stepping &&
      !core.renegotiating &&
      !core.ended &&
      !core.lanes.protecting.busy &&
      core.handshakes === this.#handshakes &&
      this.#block.ready;
    if (!ready) this.#refuse();
  }

  #refuse(): void {
    const core = this.#core;
    core.requireWritable();
    requireFree(core, METHOD.PROTECT);
    this.#block.refuseUnready();
    const { kind, plan, messageSize } = this.#settings;
    const now = sealPlan(core, kind, 'createSealer');
    const same = now.before === plan.before && now.after === plan.after;
    if (!same || messageSize > (now.maximum ?? Infinity)) {
      throw new Secur32Error(
        'ERR_SSPI_SIZES_CHANGED',
        'A new handshake has made messages of other sizes. Make a new sealer from the context.',
      );
    }
    this.#handshakes = core.handshakes;
  }
}

const DATA_LENGTH = MESSAGE.SIZE + BUFFER.SIZE * DATA_INDEX + BUFFER.LENGTH;
