import { isUtf8 } from 'node:buffer';
import { inspect, types } from 'node:util';

/** The codes that Node.js itself gives to argument mistakes. */
type ArgumentErrorCode = 'ERR_INVALID_ARG_TYPE' | 'ERR_INVALID_ARG_VALUE' | 'ERR_OUT_OF_RANGE';

function withCode<E extends Error>(error: E, code: ArgumentErrorCode): E & { code: string } {
  return Object.assign(error, { code });
}

/** A TypeError for a value of the wrong type. The value itself is not shown: it may be a secret. */
export function invalidType(name: string, expected: string, actual: unknown): TypeError {
  const received = actual === null ? 'null' : typeof actual;
  return withCode(
    new TypeError(`${name} must be ${expected}, not ${received}`),
    'ERR_INVALID_ARG_TYPE',
  );
}

/** A TypeError for a value of the right type that cannot be used; `problem` says why. */
export function invalidValue(name: string, problem: string): TypeError {
  return withCode(new TypeError(`${name} ${problem}`), 'ERR_INVALID_ARG_VALUE');
}

/** A RangeError for a number, or a length in bytes, that is out of its range. */
export function outOfRange(name: string, expected: string, actual: number): RangeError {
  return withCode(
    new RangeError(`${name} must be ${expected}, not ${String(actual)}`),
    'ERR_OUT_OF_RANGE',
  );
}

/** A key of an object, in quotes, that is none of the known ones; undefined when there is none. */
export function unknownKey(value: object, known: readonly string[]): string | undefined {
  // Without a list of the keys, since every buffer of every message comes here.
  for (const key in value) {
    if (!known.includes(key)) return inspect(key);
  }
  return undefined;
}

/** Requires an object, and refuses keys that are not options: a mistyped option is a mistake. */
export function requireOptions(name: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null) throw invalidType(name, 'an object', value);
  if (Array.isArray(value)) throw invalidValue(name, 'must be an object of options, not an array');
  const key = unknownKey(value, known);
  if (key === undefined) return;
  throw invalidValue(name, `has no option ${key}; its options are ${known.join(', ')}`);
}

/** Requires a string that can become a Windows string. */
export function requireString(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') throw invalidType(name, 'a string', value);
  if (value.includes('\0')) throw invalidValue(name, 'must not contain a zero character');
}

/** Requires a string of at least one character. */
export function requireText(name: string, value: unknown): asserts value is string {
  requireString(name, value);
  if (value === '') throw invalidValue(name, 'must not be empty');
}

/** Requires an array; `elements` says of what. */
export function requireArray(name: string, value: unknown, elements: string): void {
  if (!Array.isArray(value)) throw invalidType(name, `an array of ${elements}`, value);
}

/** Requires a boolean. */
export function requireBoolean(name: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') throw invalidType(name, 'a boolean', value);
}

/** Whether a value is an integer of 32 bits, unsigned. */
export function isUint32(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Requires an integer of 32 bits, unsigned. */
export function requireUint32(name: string, value: unknown): asserts value is number {
  if (isUint32(value)) return;
  if (typeof value !== 'number') throw invalidType(name, 'a number', value);
  throw outOfRange(name, 'an integer from 0 to 0xFFFFFFFF', value);
}

/** Requires an integer from 0 to `most`, which has 32 bits at most. */
export function requireUpTo(name: string, value: unknown, most: number): asserts value is number {
  if (isUint32(value) && value <= most) return;
  if (typeof value !== 'number') throw invalidType(name, 'a number', value);
  throw outOfRange(name, `an integer from 0 to ${String(most)}`, value);
}

/** Requires something that can be asked for its length and its elements. */
export function requireList(name: string, value: unknown): void {
  if (value === null || value === undefined) throw invalidType(name, 'an array of numbers', value);
}

/** Requires one of a few strings. */
export function requireOneOf<T extends string>(
  name: string,
  value: unknown,
  allowed: readonly T[],
): asserts value is T {
  if (typeof value !== 'string') throw invalidType(name, 'a string', value);
  if (!(allowed as readonly string[]).includes(value)) {
    throw invalidValue(name, `must be one of ${allowed.map((each) => inspect(each)).join(', ')}`);
  }
}

function isDetached(memory: ArrayBuffer): boolean {
  try {
    // The one thing that a detached buffer refuses, and no other.
    return new Uint8Array(memory, 0, 0).length !== 0;
  } catch {
    return true;
  }
}

const MAXIMUM_END = 0xffff_fff0;

// What V8 itself says of an object, of any realm, whatever its class or the caller has put before it.
// Of a property that this release of Node.js does not have, undefined.
function askV8(prototype: object, key: string | symbol): (value: unknown) => unknown {
  const property = Object.getOwnPropertyDescriptor(prototype, key);
  if (property === undefined) return () => undefined;
  const { get } = property as { get: () => unknown };
  return Function.prototype.call.bind(get) as (value: unknown) => unknown;
}

const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype) as object;
const kindOf = askV8(TYPED_ARRAY, Symbol.toStringTag);
const memoryOf = askV8(TYPED_ARRAY, 'buffer') as (value: unknown) => ArrayBuffer;
const offsetOf = askV8(TYPED_ARRAY, 'byteOffset') as (value: unknown) => number;
const sizeOf = askV8(TYPED_ARRAY, 'byteLength') as (value: unknown) => number;
// Both throw of a SharedArrayBuffer.
const resizable = askV8(ArrayBuffer.prototype, 'resizable');
const detached = askV8(ArrayBuffer.prototype, 'detached');

/** Where bytes lie, in bytes of their memory. */
export interface Span {
  readonly memory: ArrayBuffer;
  readonly offset: number;
  readonly size: number;
}

/** Where checked bytes lie: asked for once, since a caller's object may answer differently each time. */
export function spanOf(bytes: Uint8Array<ArrayBuffer>): Span {
  return { memory: memoryOf(bytes), offset: offsetOf(bytes), size: sizeOf(bytes) };
}

function isFixed(memory: ArrayBufferLike): boolean {
  try {
    return resizable(memory) === false;
  } catch {
    return false;
  }
}

// Only what is empty may be detached. Before Node.js 22 nothing says so, and {@link isDetached} tells.
const isAttached = (memory: ArrayBuffer, size: number): boolean =>
  size !== 0 || detached(memory) === false;

/**
 * Where a value lies that {@link requireBytes} would surely take, or undefined; every buffer of every
 * message comes here, and so there is no native call but for its memory, and one look at each property.
 */
export function usableSpan(value: unknown): Span | undefined {
  if (kindOf(value) !== 'Uint8Array') return undefined;
  const memory = memoryOf(value);
  const offset = offsetOf(value);
  const size = sizeOf(value);
  const usable = isFixed(memory) && isAttached(memory, size) && offset + size <= MAXIMUM_END;
  return usable ? { memory, offset, size } : undefined;
}

/**
 * Requires bytes whose memory stays where and as long as it is: not shared with another thread, not
 * resizable, not detached. A cbBuffer has 32 bits, so that neither end may lie beyond 4 GiB.
 */
export function requireBytes(
  name: string,
  value: unknown,
): asserts value is Uint8Array<ArrayBuffer> {
  if (usableSpan(value) !== undefined) return;
  if (!types.isUint8Array(value)) throw invalidType(name, 'a Buffer or Uint8Array', value);
  const memory = memoryOf(value);
  if (types.isSharedArrayBuffer(memory)) {
    throw invalidValue(name, 'lies in shared memory; copy it to a Buffer of its own first');
  }
  if (resizable(memory) === true) {
    throw invalidValue(
      name,
      'lies in a resizable ArrayBuffer; copy it to a Buffer of its own first',
    );
  }
  if (isDetached(memory)) {
    throw invalidValue(name, 'is detached: its memory was transferred to somebody else');
  }
  if (offsetOf(value) + sizeOf(value) > MAXIMUM_END) {
    throw outOfRange(name, 'within the first 4 GiB of its memory', offsetOf(value));
  }
}

/** The same, and where they lie: what is nearly always so is asked for once. */
export function requireSpan(name: string, value: unknown): Span {
  const span = usableSpan(value);
  if (span !== undefined) return span;
  requireBytes(name, value);
  return spanOf(value);
}

// The lengths of an identity are counted in 32 bits; no password comes near this.
const MAXIMUM_SECRET = 65_536;

/** Requires a password: a string, or bytes that are UTF-8. */
export function requireSecret(name: string, value: unknown): asserts value is string | Uint8Array {
  if (typeof value === 'string') {
    requireString(name, value);
    return;
  }
  if (!types.isUint8Array(value)) throw invalidType(name, 'a string, Buffer or Uint8Array', value);
  requireBytes(name, value);
  if (value.byteLength > MAXIMUM_SECRET) {
    throw outOfRange(name, `at most ${String(MAXIMUM_SECRET)} bytes long`, value.byteLength);
  }
  if (!isUtf8(value)) throw invalidValue(name, 'must be UTF-8 when it is given as bytes');
  if (value.includes(0)) throw invalidValue(name, 'must not contain a zero byte');
}
