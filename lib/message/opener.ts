import { inspect } from 'node:util';

import { invalidValue, outOfRange, requireList, requireUpTo } from '../arguments.js';
import { SECQOP } from '../constants.js';
import { ContextCore } from '../context-core.js';
import { Status } from '../status.js';
import { BoundBlock } from './bound-block.js';
import { METHOD } from './calls.js';
import { BLOCK, BUFFER, FOREIGN_MEMORY, MESSAGE, word, writeBlock } from './control-block.js';
import { noteOpened } from './decrypt.js';
import { openedBuffers, writeRecord, writeToken } from './open-layout.js';
import { judgeQop } from './opened.js';
import { inputEnd, missingOf, restFrom, settleNothing } from './opened-words.js';
import type { OpenerOptions } from './opener-options.js';
import { openerSettings } from './opener-options.js';
import { requireFree } from './operation.js';
import { recordSize } from './records.js';

/**
 * Opens the messages of a stream in memory that is laid out once, and costs little more than
 * DecryptMessage itself. Put received bytes into {@link bytes}, open them, and read the message from
 * {@link start} on. Made by {@link SecurityContext.createOpener}.
 *
 * It needs no closing: its memory goes with it, and it refuses to open as its context does.
 */
export class Opener {
  readonly #core: ContextCore;
  readonly #block: BoundBlock;
  readonly #count: number;
  readonly #requireEncryption: boolean;
  #next = 0;
  #missing = 0;
  #opened = 0;
  #status = 0;
  #qop = 0;

  /** @internal */
  constructor(core: ContextCore, options: OpenerOptions = {}) {
    if (!(core instanceof ContextCore)) {
      throw new TypeError('Openers are made by context.createOpener()');
    }
    const { size, count, requireEncryption } = openerSettings(core, options);
    this.#core = core;
    this.#count = count;
    this.#requireEncryption = requireEncryption;
    const shape = { size, count, buffers: openedBuffers(core) };
    this.#block = new BoundBlock(core, METHOD.OPEN, shape, () => {
      this.#readAll();
    });
    const { words } = this.#block;
    writeBlock(words, 0, 0, false);
    for (let i = 0; i < count; i += 1) writeRecord(words, this.#block.at(i), 0, 0);
  }

  /** All of the memory. Received bytes go here; what was opened begins at {@link start}. */
  get bytes(): Buffer {
    return this.#block.bytes;
  }

  /** Where in {@link bytes} the last opened message begins, or the first of several. */
  get start(): number {
    return this.#block.start(BLOCK.SIZE);
  }

  /** Where in {@link bytes} the input begins that has not been opened yet. */
  get next(): number {
    return this.#next;
  }

  /** About how many bytes are missing of a message that is not whole; 0 where the input ended with one. */
  get missing(): number {
    return this.#missing;
  }

  /** How many messages the last call opened. After an error: those that came before it. */
  get opened(): number {
    return this.#opened;
  }

  /** Of a stream: the peer sent a handshake message. Pass the input from {@link next} on to step(). */
  get renegotiate(): boolean {
    return this.#status === Status.SEC_I_RENEGOTIATE;
  }

  /** Of a stream: the peer has closed it in order. */
  get expired(): boolean {
    return this.#status === Status.SEC_I_CONTEXT_EXPIRED;
  }

  /** The quality of protection of the last opened message: 0, or `SECQOP.WRAP_NO_ENCRYPT`. */
  get qop(): number {
    return this.#qop;
  }

  /** Where in {@link bytes} one of the last opened messages begins. */
  startOf(index: number): number {
    return this.#block.start(this.#block.checkedAt(index, this.#opened));
  }

  /** How many bytes one of the last opened messages has. */
  lengthOf(index: number): number {
    return this.#block.length(this.#block.checkedAt(index, this.#opened));
  }

  /**
   * Opens one message in place: a GSS token that is all of the input, or the first record of a stream.
   *
   * @param end - Where the input ends in {@link bytes}.
   * @param begin - Where it begins. Default 0.
   * @returns How many bytes the message has, from {@link start} on; undefined if a record is not whole:
   *   nothing was opened then, and {@link missing} says how much is missing.
   * @throws As {@link SecurityContext.unwrap} does.
   * @throws Secur32Error `ERR_SSPI_DETACHED` if somebody has transferred the memory.
   */
  open(end: number, begin = 0): number | undefined {
    this.#forget();
    this.#requireReady();
    this.#requireRange(begin, end);
    this.#next = begin;
    const last = this.#placeFirst(begin, end);
    if (this.#core.isStream && last === begin) return undefined;
    const block = this.#block;
    block.words[BLOCK.COUNT] = 1;
    block.run(last - begin);
    this.#readAll();
    return this.#opened > 0 ? word(block.words, BLOCK.SIZE + MESSAGE.RESULT_SIZE) : undefined;
  }

  /**
   * Opens all whole records of a stream's input in place, in one call, up to `count` of them. It stops
   * behind a handshake message, or the end of the stream.
   *
   * @param end - Where the input ends in {@link bytes}.
   * @param begin - Where it begins. Default 0.
   * @returns How many records were opened: {@link startOf} and {@link lengthOf} say where their messages
   *   are, and {@link next} where the rest of the input is.
   * @throws As {@link open} does, at the first record that cannot be opened; {@link opened} says how many
   *   came before it.
   */
  openAll(end: number, begin = 0): number {
    this.#forget();
    if (!this.#core.isStream) {
      throw invalidValue('The package', 'must be Schannel; use openTokens() for GSS tokens');
    }
    this.#requireReady();
    this.#requireRange(begin, end);
    this.#next = begin;
    const { bytes } = this.#block;
    let at = begin;
    let count = 0;
    while (count < this.#count && at < end) {
      const size = recordSize(bytes, at, end);
      if (size > end - at) {
        this.#missing = size - (end - at);
        break;
      }
      this.#placeRecord(count, at, size);
      at += size;
      count += 1;
    }
    return this.#runAll(count, at - begin);
  }

  /**
   * Opens several GSS tokens in place, in one call.
   *
   * @param places - Where in {@link bytes} each token begins and ends: `[begin, end, begin, end, …]`.
   * @returns How many tokens were opened: all of them.
   * @throws As {@link open} does, at the first token that cannot be opened; {@link opened} says how many
   *   came before it.
   */
  openTokens(places: ArrayLike<number>): number {
    this.#forget();
    if (this.#core.isStream) {
      throw invalidValue('The package', 'must not be Schannel; use openAll() for records');
    }
    this.#requireReady();
    requireList('places', places);
    const { length } = places;
    requireUpTo('places.length', length, 2 * this.#count);
    if (length % 2 !== 0) throw outOfRange('places.length', 'even', length);
    const count = length / 2;
    let input = 0;
    for (let i = 0; i < count; i += 1) {
      const begin = places[2 * i] as number;
      const end = places[2 * i + 1] as number;
      this.#requireRange(begin, end);
      this.#placeToken(i, begin, end);
      if (i === 0) this.#next = begin;
      input += end - begin;
    }
    // A getter among the places may have done anything.
    this.#requireReady();
    return this.#runAll(count, input);
  }

  /** @internal */
  [inspect.custom](): string {
    const { name } = this.#core.securityPackage;
    return `Opener { ${name}, ${String(this.#block.bytes.length)} bytes }`;
  }

  // What the last call found is not there any more.
  #forget(): void {
    if (this.#block.running) return;
    this.#opened = 0;
    this.#missing = 0;
    this.#status = 0;
  }

  // Where the input of one message ends; where it begins, if it is not whole.
  #placeFirst(begin: number, end: number): number {
    if (!this.#core.isStream) {
      this.#placeToken(0, begin, end);
      return end;
    }
    const size = recordSize(this.#block.bytes, begin, end);
    if (size > end - begin) {
      this.#missing = size - (end - begin);
      return begin;
    }
    this.#placeRecord(0, begin, size);
    return begin + size;
  }

  #placeRecord(index: number, offset: number, size: number): void {
    const { words } = this.#block;
    const at = this.#block.at(index) + MESSAGE.SIZE;
    words[at + BUFFER.OFFSET] = offset;
    words[at + BUFFER.LENGTH] = size;
  }

  #placeToken(index: number, begin: number, end: number): void {
    const { words, bytes } = this.#block;
    const size = end - begin;
    const at = this.#block.at(index);
    const endsAt = this.#requireEncryption ? SECQOP.WRAP_NO_ENCRYPT : 0;
    writeToken(this.#core, words, at, begin, bytes, begin, size, endsAt);
  }

  #runAll(count: number, input: number): number {
    if (count === 0) return 0;
    const block = this.#block;
    block.words[BLOCK.COUNT] = count;
    block.run(input);
    this.#readAll();
    return this.#opened;
  }

  #readAll(): void {
    const { done } = this.#block;
    for (let i = 0; i < done; i += 1) {
      const end = inputEnd(this.#block.words, this.#block.at(i));
      if (!this.#read(end, i)) break;
    }
  }

  // Takes note of what a call left; false if the message was not whole.
  #read(end: number, index: number): boolean {
    const block = this.#block;
    const { words } = block;
    const at = block.at(index);
    const status = word(words, at + MESSAGE.STATUS);
    const memory = word(words, at + MESSAGE.RESULT_MEMORY);
    this.#status = status;
    if (status !== 0) noteOpened(this.#core, status);
    if (status === Status.SEC_E_INCOMPLETE_MESSAGE) {
      this.#missing = missingOf(this.#core, words, at);
      return false;
    }
    if (memory >= FOREIGN_MEMORY) settleNothing(words, at, end);
    this.#qop = word(words, at + MESSAGE.FOUND_QOP);
    judgeQop(this.#core, this.#qop, this.#requireEncryption);
    this.#opened = index + 1;
    this.#next = this.#core.isStream ? restFrom(words, at, end) : end;
    return true;
  }

  #requireRange(begin: number, end: number): void {
    requireUpTo('end', end, this.#block.size);
    requireUpTo('begin', begin, end);
  }

  // One look at each thing that could be in the way; what it is, is found out where there is one.
  #requireReady(): void {
    const core = this.#core;
    const ready =
      core.state === 'established' &&
      !core.stepping &&
      !core.renegotiating &&
      !core.lanes.checking.busy &&
      this.#block.ready;
    if (ready) return;
    core.requireReady();
    requireFree(core, METHOD.OPEN);
    this.#block.refuseUnready();
  }
}
