import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';

import { beforeEach, describe, expect, test } from '@jest/globals';

import type { SecurityContext } from 'secur32';

import { TlsStream } from '../../examples/tls-stream.js';

// The part of examples/tls-stream.ts that no package of the lab makes necessary: a Schannel of TLS 1.3
// sends handshake messages behind the handshake.

let arriving: PassThrough;
let written: string[];
let stepped: (string | undefined)[];
let stream: TlsStream;

/** What the context finds in a record, by the record's text. */
const RECORDS: Record<string, object> = {
  data: { data: Buffer.from('data') },
  empty: {},
  ticket: { renegotiate: true, extra: Buffer.from('ticket') },
  both: { data: Buffer.from('before'), renegotiate: true, extra: Buffer.from('ticket') },
  end: { expired: true },
  last: { data: Buffer.from('last'), expired: true },
};

beforeEach(() => {
  [written, stepped] = [[], []];
  arriving = new PassThrough();
  const socket = Object.assign(arriving, {
    write: (bytes: Buffer) => written.push(bytes.toString()),
  }) as unknown as Socket;
  const context = {
    unwrap: (bytes: Buffer) => ({ data: Buffer.alloc(0), ...RECORDS[bytes.toString()] }),
    step: (token?: Buffer) => {
      stepped.push(token?.toString());
      return Promise.resolve({ done: true, status: 0, token: Buffer.from('answer') });
    },
  } as unknown as SecurityContext;
  stream = new TlsStream(socket, context);
});

async function receive(...records: string[]): Promise<string | undefined> {
  const received = stream.receive();
  for (const record of records) {
    arriving.push(record);
    // One chunk for each record.
    await new Promise(setImmediate);
  }
  return (await received)?.toString();
}

describe('the TLS stream of the examples', () => {
  test('deals with a handshake message before it goes on', async () => {
    expect(await receive('ticket', 'empty', 'data')).toBe('data');
    expect(stepped).toEqual(['ticket']);
    expect(written).toEqual(['answer']);
  });

  test('keeps the data in front of a handshake message', async () => {
    expect(await receive('both')).toBe('before');
    expect(stepped).toEqual(['ticket']);
  });

  test('tells the end, also when it comes with data', async () => {
    expect(await receive('last')).toBe('last');
    expect(await stream.receive()).toBeUndefined();
  });

  test('tells the end that comes alone', async () => {
    expect(await receive('end')).toBeUndefined();
  });

  test('refuses an end that the peer did not announce', async () => {
    arriving.push(null);
    await expect(stream.receive()).rejects.toThrow('without a goodbye');
  });
});
