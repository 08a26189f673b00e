// Contexts whose messages are opened by stand-ins, for openers.
import { established } from './contexts';
import { fake } from './fake-binding';
import { bytesOf, fill } from './fake-message';
import { openRecords } from './fake-schannel';

import type { MessageContext, Opener } from '#lib/index';

const HEADER = 6;

/** Kerberos of Windows: DATA points into STREAM, behind the header. */
export function opensTokens(qop = 0): typeof fake.decrypt {
  return (message) => {
    const [stream, data] = message.buffers;
    const memory = stream?.memory?.subarray(HEADER) ?? null;
    Object.assign(data ?? {}, { memory, size: memory?.length });
    fill(data, String(bytesOf(data)).toLowerCase());
    message.qop = qop;
    return 0;
  };
}

/** A context of Kerberos that opens tokens. */
export async function kerberos(): Promise<MessageContext> {
  fake.decrypt = opensTokens();
  return await established('Kerberos');
}

/** A context of Schannel that opens records. */
export async function schannel(statuses: number[] = []): Promise<MessageContext> {
  fake.decrypt = openRecords(statuses);
  return await established('Schannel');
}

/** Puts bytes at the beginning of the memory; returns where they end. */
export function put(opener: Opener, ...pieces: (string | Uint8Array)[]): number {
  const bytes = Buffer.concat(pieces.map((each) => Buffer.from(each)));
  opener.bytes.set(bytes);
  return bytes.length;
}

/** The message that begins at `start`. */
export const text = (opener: Opener, size = 0, start = opener.start): string =>
  String(opener.bytes.subarray(start, start + size));

export const all = (opener: Opener, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    text(opener, opener.lengthOf(index), opener.startOf(index)),
  );
