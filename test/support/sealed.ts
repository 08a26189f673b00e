import { expect } from '@jest/globals';

import type { SecurityContext } from 'secur32';

import { byPlatform, onWine } from './platform.js';

// What the bytes of a sealed message look like, by the package that sealed them.

export const KERBEROS_SEALED = 60;
export const KERBEROS_SIGNED = 28;
export const KERBEROS_DCE = 76;
export const NTLM_SIGNATURE = 16;

const SENT_BY_ACCEPTOR = 0x01;
const SEALED = 0x02;
const ACCEPTOR_SUBKEY = 0x04;

/** The header of an RFC 4121 wrap token. */
export interface KerberosHeader {
  readonly sealed: boolean;
  readonly sentByAcceptor: boolean;
  /** EC, the extra count. */
  readonly extra: number;
  /** RRC, the right rotation count. */
  readonly rotation: number;
  readonly sequence: bigint;
}

/** Reads the header of RFC 4121, section 4.2.6.2, and requires what is the same in all of them. */
export function kerberosHeader(token: Buffer): KerberosHeader {
  expect(token.subarray(0, 2).toString('hex')).toBe('0504');
  expect(token[3]).toBe(0xff);
  const flags = token.readUInt8(2);
  expect(flags & ~(SENT_BY_ACCEPTOR | SEALED | ACCEPTOR_SUBKEY)).toBe(0);
  return {
    sealed: (flags & SEALED) !== 0,
    sentByAcceptor: (flags & SENT_BY_ACCEPTOR) !== 0,
    extra: token.readUInt16BE(4),
    rotation: token.readUInt16BE(6),
    sequence: token.readBigUInt64BE(8),
  };
}

const HEADER = 16;
const ROTATION_AT = 6;

/**
 * Whether a token that arrived is the message that was sent: its bytes, or those with another RRC that
 * turns what lies behind the header to the same place. Nothing protects RRC, sections 4.2.4 and 4.2.5.
 */
export function isSameMessage(arrived: Buffer, sent: Buffer): boolean {
  if (arrived.length !== sent.length || sent.length <= HEADER) return arrived.equals(sent);
  const turned = (token: Buffer): number =>
    token.readUInt16BE(ROTATION_AT) % (token.length - HEADER);
  const unturned = (token: Buffer): Buffer =>
    Buffer.from(token).fill(0, ROTATION_AT, ROTATION_AT + 2);
  return turned(arrived) === turned(sent) && unturned(arrived).equals(unturned(sent));
}

/**
 * How far Kerberos rotates a token, so that the plaintext's place is at its end: MS-KILE 3.4.5.4.1.
 * Wine splits the token of MIT Kerberos as it is, which does not rotate.
 */
export const ROTATION = byPlatform({
  windows: { sealed: 28, signed: 12 },
  wine: { sealed: 0, signed: 0 },
});

/** The sequence number of an NTLM signature, MS-NLMP 2.2.2.9.1, behind its version. */
export function ntlmSequence(signature: Buffer): number {
  expect(signature.readUInt32LE(0)).toBe(1);
  return signature.readUInt32LE(12);
}

/** The package that protects the messages of a context. */
export function mechanismOf(context: SecurityContext): string {
  if (context.package === 'Schannel') return 'Schannel';
  return context.query('negotiationInfo').package.name;
}

/** Whether the server's end protects messages here: Wine's NTLM makes no keys for it. */
export function serverProtects(packageName: string): boolean {
  return !(onWine && packageName === 'NTLM');
}
