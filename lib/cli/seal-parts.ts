import type { ClientContext } from '../client-context.js';
import { SECBUFFER } from '../constants.js';
import { coreOf } from '../message-context.js';
import { SecBuffer } from '../sec-buffer.js';
import type { ServerContext } from '../server-context.js';
import { putsDataFirst } from '../wine.js';

/** One buffer of a sealed message. */
export interface Part {
  readonly name: string;
  readonly data: Buffer;
}

const NAMES = new Map<number, string>(
  Object.entries(SECBUFFER).map(([name, value]): [number, string] => [value, name]),
);

function buffersFor(context: ClientContext | ServerContext, data: Buffer): SecBuffer[] {
  if (coreOf(context).isStream) {
    const { header, trailer } = context.query('streamSizes');
    return [
      ...[SecBuffer.streamHeader(header), SecBuffer.data(data), SecBuffer.streamTrailer(trailer)],
      SecBuffer.empty(),
    ];
  }
  const { securityTrailer, blockSize } = context.query('sizes');
  return [SecBuffer.token(securityTrailer), SecBuffer.data(data), SecBuffer.padding(blockSize)];
}

/** Seals with the documented call, and returns its buffers in the order of the wire. */
export function sealParts(context: ClientContext | ServerContext, text: string): Part[] {
  const { buffers } = context.encryptMessage(buffersFor(context, Buffer.from(text)));
  const parts = buffers.map(({ type, data = new Uint8Array() }) => ({
    name: NAMES.get(type) ?? String(type),
    data: Buffer.from(data),
  }));
  const written = parts.filter(({ data }) => data.length > 0);
  if (!putsDataFirst(coreOf(context))) return written;
  const [token, message] = written as [Part, Part];
  return [message, token];
}
