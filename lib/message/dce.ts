import { invalidType, requireBytes, requireOptions } from '../arguments.js';
import { SECBUFFER, SECQOP } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import type { SecBuffer } from '../sec-buffer.js';
import { encryptMessage } from './encrypt.js';
import { refuseParts } from '../wine.js';
import type { UnwrapOptions, UnwrapResult } from './opened.js';
import { bufferOf, openBuffers, requiresEncryption } from './opened.js';
import type { Operation, Place } from './operation.js';
import { map } from './operation.js';
import type { WrapOptions } from './wrap.js';
import { wrapOptions } from './wrap.js';

/** The parts of a PDU of DCE/RPC (MS-RPCE 2.2.2.11). */
export interface DceMessage {
  /** The header of the PDU: authenticated, neither encrypted nor changed. */
  readonly header?: Uint8Array;
  /** The stub data, with its padding: encrypted. */
  readonly data: Uint8Array;
  /** The sec_trailer: authenticated, neither encrypted nor changed. */
  readonly trailer?: Uint8Array;
}

/** What {@link SecurityContext.wrapDce} made. */
export interface DceToken {
  /** The sealed stub data, as long as the plain one. */
  readonly data: Buffer;
  /** The auth_value that follows the sec_trailer. */
  readonly token: Buffer;
}

const PARTS = ['header', 'data', 'trailer'];

function requireMessage(message: DceMessage, parts: readonly string[]): void {
  if (typeof message !== 'object') throw invalidType('message', 'an object', message);
  requireOptions('message', message, parts);
  requireBytes('message.data', message.data);
  if (message.header !== undefined) requireBytes('message.header', message.header);
  if (message.trailer !== undefined) requireBytes('message.trailer', message.trailer);
}

function signedPart(data: Uint8Array | undefined): SecBuffer[] {
  if (data === undefined) return [];
  return [{ type: SECBUFFER.DATA, flags: SECBUFFER.READONLY_WITH_CHECKSUM, data }];
}

function layout(message: DceMessage, data: Buffer, token: Uint8Array): SecBuffer[] {
  return [
    ...signedPart(message.header),
    { type: SECBUFFER.DATA, data },
    ...signedPart(message.trailer),
    { type: SECBUFFER.TOKEN, data: token },
  ];
}

/** Seals the stub data of a PDU, and authenticates its header and trailer with it. */
export function wrapDce(
  core: ContextCore,
  message: DceMessage,
  options?: WrapOptions,
  place?: Place,
): Operation<DceToken> {
  const encrypt = wrapOptions(options);
  requireMessage(message, PARTS);
  core.requireWritable();
  refuseParts(core, 'EncryptMessage');
  const room = Buffer.alloc(core.sizes.securityTrailer);
  const parts = layout(message, Buffer.from(message.data), room);
  const qop = encrypt ? 0 : SECQOP.WRAP_NO_ENCRYPT;
  return map(encryptMessage(core, parts, { qop }, place), ({ buffers }) => {
    const sealed = buffers.find(
      ({ type, flags }) => type === SECBUFFER.DATA && flags === undefined,
    );
    return { data: bufferOf(sealed?.data), token: bufferOf(buffers.at(-1)?.data) };
  });
}

/** Opens the stub data of a PDU, and checks its header and trailer with it. */
export function unwrapDce(
  core: ContextCore,
  message: DceMessage & { readonly token: Uint8Array },
  options?: UnwrapOptions,
  place: Place = {},
): Operation<UnwrapResult> {
  requireMessage(message, [...PARTS, 'token']);
  requireBytes('message.token', message.token);
  const requireEncryption = requiresEncryption(core, options);
  core.requireReady();
  refuseParts(core, 'DecryptMessage');
  const parts = layout(message, Buffer.from(message.data), Buffer.from(message.token));
  return openBuffers(core, parts, requireEncryption, place);
}
