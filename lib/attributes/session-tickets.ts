import { outOfRange, requireArray, requireBytes, requireOptions } from '../arguments.js';

/** A key that protects the session tickets of a server (SecPkgCred_SessionTicketKey). A secret. */
export interface SessionTicketKey {
  /** The identifier of the key, 16 bytes. */
  readonly keyId: Uint8Array;
  /** The key, from 32 to 64 random bytes. */
  readonly keyingMaterial: Uint8Array;
}

const MAXIMUM_KEYS = 16;
const ID_SIZE = 16;
const [MINIMUM_MATERIAL, MAXIMUM_MATERIAL] = [32, 64];
// A version, the identifier, the key in its room, and its length in a byte; rounded up to a DWORD.
const KEY_SIZE = 88;
const ID_AT = 4;
const MATERIAL_AT = ID_AT + ID_SIZE;
const LENGTH_AT = MATERIAL_AT + MAXIMUM_MATERIAL;

function encodeKey({ keyId, keyingMaterial }: SessionTicketKey, target: Buffer): void {
  target.set(keyId, ID_AT);
  target.set(keyingMaterial, MATERIAL_AT);
  target.writeUInt8(keyingMaterial.length, LENGTH_AT);
}

// Read once: a getter may answer differently the next time.
function checkKey(value: SessionTicketKey, index: number): SessionTicketKey {
  const name = `value[${String(index)}]`;
  requireOptions(name, value, ['keyId', 'keyingMaterial']);
  const { keyId, keyingMaterial } = value;
  requireBytes(`${name}.keyId`, keyId);
  requireBytes(`${name}.keyingMaterial`, keyingMaterial);
  if (keyId.length !== ID_SIZE) {
    throw outOfRange(`${name}.keyId`, `${String(ID_SIZE)} bytes long`, keyId.length);
  }
  const { length } = keyingMaterial;
  if (length < MINIMUM_MATERIAL || length > MAXIMUM_MATERIAL) {
    const range = `${String(MINIMUM_MATERIAL)} to ${String(MAXIMUM_MATERIAL)} bytes long`;
    throw outOfRange(`${name}.keyingMaterial`, range, length);
  }
  return { keyId, keyingMaterial };
}

/** The keys one after the other, as the structure points to them. */
export function encodeSessionTicketKeys(value: readonly SessionTicketKey[]): Buffer[] {
  requireArray('value', value, 'keys');
  if (value.length > MAXIMUM_KEYS) {
    throw outOfRange('value', `at most ${String(MAXIMUM_KEYS)} keys`, value.length);
  }
  const keys = value.map(checkKey);
  const all = Buffer.alloc(KEY_SIZE * keys.length);
  keys.forEach((key, index) => {
    encodeKey(key, all.subarray(index * KEY_SIZE));
  });
  return [all];
}
