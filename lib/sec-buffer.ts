import type { Span } from './arguments.js';
import {
  invalidType,
  invalidValue,
  isUint32,
  outOfRange,
  requireBytes,
  requireUint32,
  spanOf,
  unknownKey,
  usableSpan,
} from './arguments.js';
import { SECBUFFER } from './constants.js';

/**
 * One buffer of a message call: a SecBuffer of sspi.h. Calls take an array of them, pass it on in
 * the caller's order, and work in the memory of `data` itself.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secbuffer
 */
export interface SecBuffer {
  /** What the buffer is for: one of {@link SECBUFFER}. */
  readonly type: number;
  /** Attribute bits, such as `SECBUFFER.READONLY_WITH_CHECKSUM`. None when left out. */
  readonly flags?: number;
  /** The memory of the buffer; its length is cbBuffer. Left out, pvBuffer is NULL. */
  readonly data?: Uint8Array;
}

function output(type: number, size: number): SecBuffer {
  requireUint32('size', size);
  return { type, data: Buffer.alloc(size) };
}

function over(type: number, bytes: Uint8Array): SecBuffer {
  requireBytes('bytes', bytes);
  return { type, data: bytes };
}

/** Makes the buffers that the documented layouts of EncryptMessage and DecryptMessage are made of. */
export const SecBuffer = Object.freeze({
  /**
   * SECBUFFER_TOKEN: room for the token of a sealed message.
   *
   * @param size - `securityTrailer` of the context's `sizes`, in bytes; or the token to open.
   */
  token(size: number | Uint8Array): SecBuffer {
    return typeof size === 'number' ? output(SECBUFFER.TOKEN, size) : over(SECBUFFER.TOKEN, size);
  },

  /** SECBUFFER_DATA: the message, sealed or opened in place. */
  data(bytes: Uint8Array): SecBuffer {
    return over(SECBUFFER.DATA, bytes);
  },

  /**
   * SECBUFFER_PADDING: room for the padding of a block cipher.
   *
   * @param size - `blockSize` of the context's `sizes`, in bytes.
   */
  padding(size: number): SecBuffer {
    return output(SECBUFFER.PADDING, size);
  },

  /**
   * SECBUFFER_STREAM_HEADER: room for the header of a TLS record.
   *
   * @param size - `header` of the context's `streamSizes`, in bytes.
   */
  streamHeader(size: number): SecBuffer {
    return output(SECBUFFER.STREAM_HEADER, size);
  },

  /**
   * SECBUFFER_STREAM_TRAILER: room for the trailer of a TLS record.
   *
   * @param size - `trailer` of the context's `streamSizes`, in bytes.
   */
  streamTrailer(size: number): SecBuffer {
    return output(SECBUFFER.STREAM_TRAILER, size);
  },

  /** SECBUFFER_STREAM: a whole sealed token, which DecryptMessage finds its parts in. */
  stream(bytes: Uint8Array): SecBuffer {
    return over(SECBUFFER.STREAM, bytes);
  },

  /** SECBUFFER_EMPTY: no memory; a place for a package to describe what it found. */
  empty(): SecBuffer {
    return { type: SECBUFFER.EMPTY };
  },
});

// As a number of this module: every buffer of every message comes here.
const { ATTRMASK } = SECBUFFER;

/** A SecBuffer that has been read once and checked: nobody else can change it. */
export interface CheckedSecBuffer {
  readonly type: number;
  /** 0 for none. */
  readonly flags: number;
  readonly data: Uint8Array<ArrayBuffer> | undefined;
  /** The memory that `data` lies in, asked for once: to do so costs as much as all other properties. */
  readonly memory: ArrayBuffer | undefined;
  /** Where `data` begins in it, in bytes; 0 without data. */
  readonly offset: number;
  /** cbBuffer, in bytes. */
  readonly size: number;
}

/** Takes the attribute flags out of a BufferType. */
export function splitType<T extends Uint8Array>(
  bufferType: number,
  data: T | undefined,
): { type: number; flags?: number; data?: T } {
  const flags = (bufferType & ATTRMASK) >>> 0;
  // Without spreading, since every buffer of every message comes here.
  if (flags === 0) return data === undefined ? { type: bufferType } : { type: bufferType, data };
  const type = (bufferType & ~ATTRMASK) >>> 0;
  return data === undefined ? { type, flags } : { type, flags, data };
}

/** As many as any layout could want; each is looked at several times. */
const MAX_BUFFERS = 256;

const PROPERTIES = ['type', 'flags', 'data'];

/** Refuses a SecBuffer, and says why. */
function refuseSecBuffer(name: string, value: object): void {
  const key = unknownKey(value, PROPERTIES);
  if (key !== undefined) {
    throw invalidValue(name, `has ${key}; a SecBuffer has type, flags and data only`);
  }
}

// Called for errors only.
function nameOf(index: number, part = ''): string {
  return `buffers[${String(index)}]${part}`;
}

function checkSecBuffer(index: number, value: unknown): CheckedSecBuffer {
  if (typeof value !== 'object' || value === null) {
    throw invalidType(nameOf(index), 'a SecBuffer', value);
  }
  for (const key in value) {
    if (key !== 'type' && key !== 'data' && key !== 'flags') refuseSecBuffer(nameOf(index), value);
  }
  const { type, flags = 0, data } = value as Partial<SecBuffer>;
  if (!isUint32(type)) requireUint32(nameOf(index, '.type'), type);
  if (!isUint32(flags)) requireUint32(nameOf(index, '.flags'), flags);
  if (data === undefined) return checkedSecBuffer(type | flags, undefined, undefined);
  const span = usableSpan(data);
  if (span === undefined) requireBytes(nameOf(index, '.data'), data);
  const bytes = data as Uint8Array<ArrayBuffer>;
  return checkedSecBuffer(type | flags, bytes, span ?? spanOf(bytes));
}

/** A buffer of our own, or one whose parts have been checked. */
export function checkedSecBuffer(
  bufferType: number,
  data: Uint8Array<ArrayBuffer> | undefined,
  span: Span | undefined,
): CheckedSecBuffer {
  return {
    type: (bufferType & ~ATTRMASK) >>> 0,
    flags: (bufferType & ATTRMASK) >>> 0,
    data,
    memory: span?.memory,
    offset: span === undefined ? 0 : span.offset,
    size: span === undefined ? 0 : span.size,
  };
}

/**
 * Reads an array of SecBuffers once, and requires that native code can be given it. A getter may
 * answer differently the next time, so that only what is returned may be used.
 */
export function checkSecBuffers(value: unknown): readonly CheckedSecBuffer[] {
  if (!Array.isArray(value)) throw invalidType('buffers', 'an array of SecBuffers', value);
  const { length } = value;
  if (length > MAX_BUFFERS) {
    throw outOfRange('buffers.length', `at most ${String(MAX_BUFFERS)}`, length);
  }
  const buffers = new Array<CheckedSecBuffer>(length);
  for (let i = 0; i < length; i += 1) buffers[i] = checkSecBuffer(i, value[i]);
  return buffers;
}
