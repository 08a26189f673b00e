// The messages of LDAP (RFC 4511) that a bind and a search are made of.
import { element, elementsOf, integer, text, toInteger } from './ber.mjs';

const SEQUENCE = 0x30;
const ENUMERATED = 0x0a;
const VERSION = 3;
const WHOLE_SUBTREE = 2;

/** What a message is. */
export const OPERATION = {
  BIND_REQUEST: 0x60,
  BIND_RESPONSE: 0x61,
  UNBIND_REQUEST: 0x42,
  SEARCH_REQUEST: 0x63,
  SEARCH_ENTRY: 0x64,
  SEARCH_DONE: 0x65,
};

/** How an operation ended (RFC 4511, appendix A). */
export const RESULT = { SUCCESS: 0, SASL_BIND_IN_PROGRESS: 14 };

/**
 * @param {number} id
 * @param {Buffer} operation
 */
export function message(id, operation) {
  return element(SEQUENCE, integer(id), operation);
}

/**
 * One leg of a bind with SASL.
 *
 * @param {string} mechanism
 * @param {Uint8Array} token
 */
export function bindRequest(mechanism, token) {
  const sasl = element(0xa3, text(mechanism), element(0x04, token));
  return element(OPERATION.BIND_REQUEST, integer(VERSION), text(''), sasl);
}

export function unbindRequest() {
  return element(OPERATION.UNBIND_REQUEST);
}

/**
 * A filter of one condition: `name=value`, or `name=*` for any value.
 *
 * @param {string} condition
 */
function filter(condition) {
  const [, name, value] = /^([\w.;-]+)=(.+)$/.exec(condition) ?? [];
  if (name === undefined || value === undefined) throw new TypeError(`No filter: ${condition}`);
  if (value === '*') return text(name, 0x87);
  return element(0xa3, text(name), text(value));
}

/**
 * @param {string} base the distinguished name to search below
 * @param {string} condition
 * @param {string[]} attributes none means all
 */
export function searchRequest(base, condition, attributes) {
  return element(
    OPERATION.SEARCH_REQUEST,
    text(base),
    integer(WHOLE_SUBTREE, ENUMERATED),
    integer(0, ENUMERATED), // aliases are not followed
    integer(0), // no limit of entries but the server's
    integer(0), // nor of time
    element(0x01, Buffer.from([0])), // values, too
    filter(condition),
    element(SEQUENCE, ...attributes.map((name) => text(name))),
  );
}

/**
 * How a bind or a search ended, and the server's token.
 *
 * @param {Buffer} body
 */
export function readResult(body) {
  const [code, , reason, ...rest] = elementsOf(body);
  const token = rest.find(({ tag }) => tag === 0x87)?.body;
  return { code: toInteger(code), reason: String(reason?.body ?? ''), token };
}

/**
 * An entry that was found: its name, and the values of its attributes as bytes.
 *
 * @param {Buffer} body
 */
export function readEntry(body) {
  const [name, list] = elementsOf(body);
  const attributes = elementsOf(list?.body ?? Buffer.alloc(0)).map((attribute) => {
    const [type, values] = elementsOf(attribute.body);
    const set = elementsOf(values?.body ?? Buffer.alloc(0));
    return { type: String(type?.body), values: set.map((value) => value.body) };
  });
  return { name: String(name?.body), attributes };
}
