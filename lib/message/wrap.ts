import { requireBoolean, requireBytes, requireOptions } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import type { TraceResult } from '../diagnostics.js';
import { METHOD } from './calls.js';
import { blockSize, messageSize, resultsOf } from './control-block.js';
import { requireLength } from './encrypt.js';
import type { Room } from './memory.js';
import { allocate, copyOf, reuse, settle, wipe } from './memory.js';
import type { Operation, Place } from './operation.js';
import { countPieces, requireSealed, roomOfPieces, sealedRun, writePieces } from './pieces.js';
import type { SealPlan } from './seal-plan.js';
import { sealPlan } from './seal-plan.js';

/** Options of {@link SecurityContext.wrap}. */
export interface WrapOptions {
  /** Whether to seal the message; false only signs it. Default true. */
  readonly encrypt?: boolean;
}

/** Seals data into other memory, cut to the longest messages that the package takes. */
export class Wrap implements Operation<Buffer> {
  readonly method = METHOD.PROTECT;
  readonly size: number;
  readonly memories: readonly ArrayBuffer[];
  readonly #core: ContextCore;
  readonly #plan: SealPlan;
  readonly #data: Uint8Array<ArrayBuffer>;
  readonly #count: number;
  readonly #room: Room;
  readonly #own: boolean;

  /** @param own - Whether it takes place on another thread, in copies of the bytes. */
  constructor(
    core: ContextCore,
    plan: SealPlan,
    data: Uint8Array<ArrayBuffer>,
    room: Room,
    own = false,
  ) {
    this.#core = core;
    this.#plan = plan;
    this.#own = own;
    this.#data = own ? copyOf(data) : data;
    this.#count = countPieces(core, plan, data.byteLength);
    this.size = blockSize(this.#count, plan.parts.length);
    this.#room = room;
    this.memories = [room.memory, this.#data.buffer];
  }

  write(words: Uint32Array): void {
    const { byteLength: length, byteOffset: offset } = this.#data;
    writePieces(words, this.#plan, {
      count: this.#count,
      base: this.#room.offset,
      offset,
      length,
    });
  }

  inputBytes(): number {
    return this.#data.byteLength;
  }

  answered(words: Uint32Array): TraceResult {
    return resultsOf(words, messageSize(this.#plan.parts.length));
  }

  finish(words: Uint32Array): Buffer {
    const stride = messageSize(this.#plan.parts.length);
    try {
      requireSealed(this.#core, words, stride);
    } catch (error) {
      wipe(this.#room);
      throw error;
    }
    const { start, size } = sealedRun(words, this.#count, stride);
    settle(this.#room, start, start + size);
    return Buffer.from(this.#room.memory, start, size);
  }

  release(): void {
    if (this.#own) reuse(this.#data);
  }
}

function fresh(
  core: ContextCore,
  plan: SealPlan,
  data: Uint8Array<ArrayBuffer>,
  own: boolean,
): Wrap {
  const room = allocate(roomOfPieces(core, plan, data.byteLength), own);
  return new Wrap(core, plan, data, room, own);
}

/** Protects a message and returns the bytes to send. */
export function wrap(
  core: ContextCore,
  data: Uint8Array,
  options?: WrapOptions,
  { own = false }: Place = {},
): Operation<Buffer> {
  const encrypt = wrapOptions(options);
  requireBytes('data', data);
  const plan = sealPlan(core, { encrypt, padding: true }, 'wrap');
  if (!core.isStream) requireLength(data.byteLength, plan.maximum);
  return fresh(core, plan, data, own);
}

/** The same without a place for padding, as WinRM has it. */
export function wrapUnpadded(
  core: ContextCore,
  data: Uint8Array<ArrayBuffer>,
  method: string,
  own: boolean,
): Operation<Buffer> {
  const plan = sealPlan(core, { encrypt: true, padding: false }, method);
  requireLength(data.byteLength, plan.maximum);
  return fresh(core, plan, data, own);
}

/** Whether to encrypt. */
export function wrapOptions(options: WrapOptions | undefined): boolean {
  if (options === undefined) return true;
  requireOptions('options', options, ['encrypt']);
  const { encrypt = true } = options;
  requireBoolean('options.encrypt', encrypt);
  return encrypt;
}
