// The little of BER (ITU-T X.690) that LDAP needs: definite lengths, and tags of one byte.

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const LONG_LENGTH = 0x80;

/**
 * One element of BER.
 *
 * @typedef {{ tag: number, body: Buffer, size: number }} Element
 */

/** @param {number} length */
function encodeLength(length) {
  if (length < LONG_LENGTH) return Buffer.from([length]);
  const bytes = Buffer.from([LONG_LENGTH | 4, 0, 0, 0, 0]);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

/**
 * An element with its contents.
 *
 * @param {number} tag
 * @param {...Uint8Array} contents
 */
export function element(tag, ...contents) {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

/** @param {number} value from 0 to 2³¹ − 1 */
export function integer(value, tag = INTEGER) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  // In as few bytes as possible: no more zeros in front than the sign needs.
  let start = 0;
  while (start < 3 && bytes.readUInt16BE(start) < 0x80) start += 1;
  return element(tag, bytes.subarray(start));
}

/** @param {string} value */
export function text(value, tag = OCTET_STRING) {
  return element(tag, Buffer.from(value));
}

/**
 * The first element of some bytes, or undefined when they end before it does.
 *
 * @param {Buffer} bytes
 * @returns {Element | undefined}
 */
export function first(bytes) {
  if (bytes.length < 2) return undefined;
  const length = bytes.readUInt8(1);
  const more = length > LONG_LENGTH ? length - LONG_LENGTH : 0;
  if (length === LONG_LENGTH || more > 4) throw new Error('A BER length of no such message');
  const start = 2 + more;
  if (bytes.length < start) return undefined;
  const size = start + (more === 0 ? length : bytes.readUIntBE(2, more));
  if (bytes.length < size) return undefined;
  return { tag: bytes.readUInt8(0), body: bytes.subarray(start, size), size };
}

/** @param {Buffer} body of an element that has others in it */
export function elementsOf(body) {
  const elements = [];
  for (let rest = body; rest.length > 0;) {
    const next = first(rest);
    if (next === undefined) throw new Error('A BER element that is cut short');
    elements.push(next);
    rest = rest.subarray(next.size);
  }
  return elements;
}

/** @param {Element | undefined} number */
export function toInteger(number) {
  if (number === undefined || number.body.length > 6) throw new Error('No BER integer');
  return number.body.readIntBE(0, number.body.length);
}
