import type { Span } from '../arguments.js';
import { requireBoolean, requireOptions, requireSpan } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import type { TraceResult } from '../diagnostics.js';
import { METHOD } from './calls.js';
import { blockSize, messageSize, resultsOf } from './control-block.js';
import { requireLength } from './encrypt.js';
import { allocate, giveBack } from './memory.js';
import type { Operation, Place } from './operation.js';
import { countPieces, requireSealed, roomOfPieces, sealedRun, writePieces } from './pieces.js';
import { RoomOperation } from './room-operation.js';
import type { SealPlan } from './seal-layout.js';
import { sealPlan } from './seal-plan.js';

/** Options of {@link SecurityContext.wrap}. */
export interface WrapOptions {
  /** Whether to seal the message; false only signs it. Default true. */
  readonly encrypt?: boolean;
}

/** Seals data into other memory, cut to the longest messages that the package takes. */
export class Wrap extends RoomOperation<Buffer> {
  readonly method = METHOD.PROTECT;
  readonly size: number;
  readonly #core: ContextCore;
  readonly #plan: SealPlan;
  readonly #count: number;

  /** @param own - Whether it takes place on another thread, in copies of the bytes. */
  constructor(core: ContextCore, plan: SealPlan, data: Span, room: Span, own = false) {
    super(data, room, own);
    this.#core = core;
    this.#plan = plan;
    this.#count = countPieces(core, plan, data.size);
    this.size = blockSize(this.#count, plan.parts.length);
  }

  write(words: Uint32Array): void {
    const { offset, size: length } = this.input;
    const pieces = { count: this.#count, base: this.room.offset, offset, length };
    writePieces(words, this.#plan, pieces);
  }

  answered(words: Uint32Array): TraceResult {
    return resultsOf(words, messageSize(this.#plan.parts.length));
  }

  protected read(words: Uint32Array): Buffer {
    const stride = messageSize(this.#plan.parts.length);
    requireSealed(this.#core, words, stride);
    const { start, size } = sealedRun(words, this.#count, stride);
    giveBack(this.room, start + size);
    return Buffer.from(this.room.memory, start, size);
  }
}

function fresh(core: ContextCore, plan: SealPlan, data: Span, own: boolean): Wrap {
  const room = allocate(roomOfPieces(core, plan, data.size), own);
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
  const span = requireSpan('data', data);
  const plan = sealPlan(core, { encrypt, padding: true }, 'wrap');
  if (!core.isStream) requireLength(span.size, plan.maximum);
  return fresh(core, plan, span, own);
}

/** The same without a place for padding, as WinRM has it. */
export function wrapUnpadded(
  core: ContextCore,
  data: Span,
  method: string,
  own: boolean,
): Operation<Buffer> {
  const plan = sealPlan(core, { encrypt: true, padding: false }, method);
  requireLength(data.size, plan.maximum);
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
