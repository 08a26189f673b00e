import { invalidValue, requireBoolean, requireBytes, requireOptions } from '../arguments.js';
import { SECBUFFER, SECQOP } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import type { StreamSizes } from '../attributes.js';
import type { SecBuffer } from '../sec-buffer.js';
import { putsDataFirst } from '../wine.js';
import { encryptMessage } from './encrypt.js';
import type { Steps } from './steps.js';

/** Options of {@link SecurityContext.wrap}. */
export interface WrapOptions {
  /** Whether to seal the message; false only signs it. Default true. */
  readonly encrypt?: boolean;
}

/** Refuses DCE style, whose messages have parts that a single token cannot carry. */
export function refuseDceStyle(core: ContextCore, method: string): void {
  if (!core.usesDceStyle) return;
  throw new Secur32Error(
    'ERR_SSPI_DCE_STYLE',
    `${method}() speaks GSS tokens, and this context was established with DCE style. Use ` +
      'encryptMessage() and decryptMessage() with the buffers of the DCE layout.',
  );
}

/**
 * Seals into one block of memory, laid out so that little has to move: the token's room, the data,
 * the padding's room. A token that is smaller than its room moves up to the data.
 */
export function* wrapToken(
  core: ContextCore,
  data: Uint8Array,
  { qop, padding }: { qop: number; padding: boolean },
): Steps<Buffer> {
  const { securityTrailer: room, blockSize } = core.sizes;
  const dataFirst = putsDataFirst(core);
  const end = room + data.byteLength;
  const memory = Buffer.allocUnsafe(padding ? end + blockSize : end);
  const dataAt = dataFirst ? 0 : room;
  const tokenAt = dataFirst ? data.byteLength : 0;
  memory.set(data, dataAt);
  const parts: SecBuffer[] = [
    { type: SECBUFFER.TOKEN, data: memory.subarray(tokenAt, tokenAt + room) },
    { type: SECBUFFER.DATA, data: memory.subarray(dataAt, dataAt + data.byteLength) },
  ];
  if (padding) parts.push({ type: SECBUFFER.PADDING, data: memory.subarray(end) });
  const { buffers } = yield* encryptMessage(core, parts, { qop });
  const [token, message, ...rest] = buffers.map(({ data: part }) => part ?? new Uint8Array());
  const order = dataFirst ? [message, token] : [token, message, ...rest];
  return join(order.filter((part) => part !== undefined));
}

/**
 * The parts as one run of bytes. Where they lie in one memory in their order, each moves up to the one
 * behind it; a token that is smaller than its room is all that moves.
 */
function join(parts: readonly Uint8Array[]): Buffer {
  const memory = parts.at(-1)?.buffer as ArrayBuffer;
  const bytes = new Uint8Array(memory);
  let start = endOf(parts.at(-1));
  for (const part of parts.toReversed()) {
    const from = start - part.byteLength;
    if (part.buffer !== memory || endOf(part) > start) return Buffer.concat(parts);
    if (part.byteOffset !== from) bytes.copyWithin(from, part.byteOffset, endOf(part));
    start = from;
  }
  return Buffer.from(memory, start, endOf(parts.at(-1)) - start);
}

function endOf(part: Uint8Array | undefined): number {
  return part === undefined ? 0 : part.byteOffset + part.byteLength;
}

/** Seals one record in place and returns where its bytes end. */
function* wrapRecord(
  core: ContextCore,
  memory: Buffer,
  at: number,
  dataSize: number,
  sizes: StreamSizes,
): Steps<number> {
  const dataAt = at + sizes.header;
  const trailerAt = dataAt + dataSize;
  const { buffers } = yield* encryptMessage(core, [
    { type: SECBUFFER.STREAM_HEADER, data: memory.subarray(at, dataAt) },
    { type: SECBUFFER.DATA, data: memory.subarray(dataAt, trailerAt) },
    { type: SECBUFFER.STREAM_TRAILER, data: memory.subarray(trailerAt, trailerAt + sizes.trailer) },
    { type: SECBUFFER.EMPTY },
  ]);
  let end = at;
  for (const { data = new Uint8Array() } of buffers) {
    // Behind a part that is smaller than its room there is a gap to close.
    const inPlace = data.buffer === memory.buffer && data.byteOffset === memory.byteOffset + end;
    if (!inPlace) memory.set(data, end);
    end += data.byteLength;
  }
  return end;
}

/**
 * Seals data of any length as one or more records of a stream. The data is copied before the first
 * call, to the end of the memory, and each piece moves from there to its place: records grow from the
 * front, and never reach a piece that is still to be sealed.
 */
function* wrapRecords(core: ContextCore, data: Uint8Array): Steps<Buffer> {
  const sizes = core.query('streamSizes');
  const count = Math.max(1, Math.ceil(data.byteLength / sizes.maximumMessage));
  const length = data.byteLength;
  const dataAt = count * (sizes.header + sizes.trailer);
  const memory = Buffer.allocUnsafe(dataAt + length);
  memory.set(data, dataAt);
  let end = 0;
  for (let from = 0; from === 0 || from < length; from += sizes.maximumMessage) {
    const size = Math.min(sizes.maximumMessage, length - from);
    memory.copyWithin(end + sizes.header, dataAt + from, dataAt + from + size);
    end = yield* wrapRecord(core, memory, end, size, sizes);
  }
  return memory.subarray(0, end);
}

/** Protects a message and returns the bytes to send. */
export function* wrap(
  core: ContextCore,
  data: Uint8Array,
  options: WrapOptions = {},
): Steps<Buffer> {
  requireOptions('options', options, ['encrypt']);
  const { encrypt = true } = options;
  requireBoolean('options.encrypt', encrypt);
  requireBytes('data', data);
  core.requireWritable();
  if (core.isStream) {
    if (!encrypt) throw invalidValue('options.encrypt', 'must be true: TLS has no signed records');
    return yield* wrapRecords(core, data);
  }
  refuseDceStyle(core, 'wrap');
  return yield* wrapToken(core, data, { qop: encrypt ? 0 : SECQOP.WRAP_NO_ENCRYPT, padding: true });
}
