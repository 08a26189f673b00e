import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

// The protection once more, by Node's own cryptography: README.md of the example says what is here.

export const KIND = { SEALED: 1, WRAPPED: 2, SIGNATURE: 3 } as const;

export interface TokenFields {
  readonly kind?: number;
  readonly callers?: boolean;
  readonly number: number;
}

/** A message of the example's, as its README says that it is made. */
export class Independent {
  readonly #key: Buffer;

  constructor(sessionKey: Buffer, from: 'client' | 'server') {
    const to = from === 'client' ? 'server' : 'client';
    const label = `ReferenceSsp ${from} to ${to}`;
    this.#key = createHmac('sha256', sessionKey).update(label).update(Buffer.of(1)).digest();
  }

  static nonce({ kind = KIND.SEALED, callers = false, number }: TokenFields): Buffer {
    const nonce = Buffer.from([1, kind, callers ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    nonce.writeBigUInt64BE(BigInt(number), 4);
    return nonce;
  }

  /** Token and data. */
  protect(data: string | Buffer, fields: TokenFields): [Buffer, Buffer] {
    const nonce = Independent.nonce(fields);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = (fields.kind ?? KIND.SEALED) === KIND.SEALED;
    if (!sealed) cipher.setAAD(Buffer.from(data));
    const encrypted = Buffer.concat([
      cipher.update(sealed ? data : Buffer.alloc(0)),
      cipher.final(),
    ]);
    const token = Buffer.concat([nonce, cipher.getAuthTag()]);
    return [token, sealed ? encrypted : Buffer.from(data)];
  }

  open(token: Uint8Array, data: Uint8Array): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, token.subarray(0, 12));
    decipher.setAuthTag(token.subarray(12));
    return Buffer.concat([decipher.update(data), decipher.final()]);
  }
}

/** The parts of a packed session. */
export interface Packed {
  readonly role: 'client' | 'server';
  readonly key: Buffer;
  /** Bit 0: signs; bit 1: seals. */
  readonly protection?: number;
  readonly sent?: number;
  readonly user?: string;
}

/** A session as the package packs it, made of its parts: the README of the example has the layout. */
export function pack({ role, key, protection = 3, sent = 0, user = 'alice' }: Packed): Buffer {
  const counter = (last: number) => {
    const bytes = Buffer.alloc(9);
    bytes.writeUInt8(last === 0 ? 0 : 1);
    bytes.writeBigUInt64BE(BigInt(last), 1);
    return bytes;
  };
  return Buffer.concat([
    Buffer.from('RSSP session 1'),
    Buffer.of(role === 'client' ? 1 : 2, protection),
    counter(sent),
    counter(0),
    key,
    Buffer.from(user, 'utf16le'),
  ]);
}
