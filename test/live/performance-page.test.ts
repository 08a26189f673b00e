// The functions that docs/performance.md shows, over sockets.
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTo } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';

import { expect, jest, test } from '@jest/globals';

import type { SecurityContext } from 'secur32';
import { Credentials, SECBUFFER, Status } from 'secur32';

import { calls, script, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { expectBytes } from '../support/bytes.js';
import { describeEach } from '../support/capabilities.js';
import { connectBeforeEach } from '../support/connect-before-each.js';
import { exportsOf } from '../support/documents/exports.js';
import { thrownBy } from '../support/errors.js';
import { codeOf } from '../support/markdown.js';
import { connectScriptedBeforeEach, describeScripted } from '../support/scripted.js';
import { message } from '../support/streams.js';
import { listenOnce } from '../support/tls.js';

const PAGE = 'docs/performance.md';

interface Shown {
  readonly sendLines: (context: SecurityContext, socket: Socket, lines: string[]) => void;
  readonly readRecords: (
    context: SecurityContext,
    socket: Socket,
    take: (message: Buffer) => void,
  ) => Promise<void>;
}

const { sendLines, readRecords } = exportsOf(codeOf(PAGE, 'streams.ts')) as Shown;

/** More than two batches, of lines from one to all of the bytes that there is room for. */
const LINES = Array.from({ length: 150 }, (_, i) => String(i).padEnd((i * 37) % 513 || 1, '.'));
const LONG = message(1_000_000);

/** Both ends of a connection. */
async function socketPair(): Promise<[Socket, Socket]> {
  const { port, connection } = await listenOnce();
  const socket = connectTo(port, '127.0.0.1');
  return [socket, await connection];
}

/** All that arrives until the peer ends the stream. */
async function readAll(context: SecurityContext, socket: Socket): Promise<Buffer[]> {
  const messages: Buffer[] = [];
  await readRecords(context, socket, (each) => messages.push(Buffer.from(each)));
  return messages;
}

/** A stream that gives these bytes in pieces of these sizes, and the last size again and again. */
function inPieces(bytes: Buffer, sizes: number[]): Socket {
  const pieces: Buffer[] = [];
  for (let at = 0, size = NaN; at < bytes.length; at += size) {
    size = sizes[pieces.length] ?? size;
    pieces.push(bytes.subarray(at, at + size));
  }
  return Readable.from(pieces) as unknown as Socket;
}

/** A server of Node.js' own TLS: it sends much, then back what it gets, and ends after so many bytes. */
async function echoServer(size: number): Promise<{ port: number; [Symbol.dispose](): void }> {
  const file = (end: string): Buffer => readFileSync(`test/fixtures/app.sspi.test.${end}`);
  const peers: TLSSocket[] = [];
  const server = createServer({ cert: file('crt'), key: file('key') }, (peer: TLSSocket) => {
    let left = size;
    peers.push(peer);
    peer.write(LONG);
    peer.on('error', () => peer.destroy());
    peer.on('data', (data: Buffer) => {
      peer.write(data);
      if ((left -= data.length) === 0) peer.end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const dispose = (): void => {
    server.close();
    for (const peer of peers) peer.destroy();
  };
  return { port, [Symbol.dispose]: dispose };
}

/** Shakes hands as a client, and leaves what came behind it to the next reader. */
async function handshake(context: SecurityContext, socket: Socket): Promise<void> {
  socket.write((await context.step()).token ?? '');
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const { done, token, extra } = await context.step(chunk as Buffer);
    if (token) socket.write(token);
    if (!done) continue;
    if (extra) socket.unshift(extra);
    return;
  }
}

describeEach(['Schannel'], 'the streams that docs/performance.md shows, with %s', (name) => {
  const loopback = connectBeforeEach(name);

  test('carry lines from one end to the other, 64 with one write', async () => {
    const { client, server } = loopback();
    const [from, to] = await socketPair();
    const write = jest.spyOn(from, 'write');
    sendLines(client, from, LINES);
    expect(write).toHaveBeenCalledTimes(3);
    from.end(await client.shutdown());
    expect((await readAll(server, to)).map(String)).toEqual(LINES);
    to.destroy();
  });

  test.each([[[1]], [[5, 4, 3, 100]], [[65_536]], [[16_384, 40_000, 7, 20_000]]])(
    'open records that arrive in pieces of %p bytes',
    async (sizes) => {
      const { client, server } = loopback();
      const data = LONG.subarray(0, 60_000);
      const sealed = Buffer.concat([client.wrap(data), client.wrap(data), await client.shutdown()]);
      const received = await readAll(server, inPieces(sealed, sizes));
      expectBytes(Buffer.concat(received), Buffer.concat([data, data]));
    },
  );

  test('end where the peer goes without a goodbye', async () => {
    const { client, server } = loopback();
    const [whole, part] = ['the last that arrives whole', 'cut off'].map((text) =>
      client.wrap(Buffer.from(text)),
    ) as [Buffer, Buffer];
    const sealed = Buffer.concat([whole, part.subarray(0, -1)]);
    const received = await readAll(server, inPieces(sealed, [99]));
    expect(received.map(String)).toEqual(['the last that arrives whole']);
  });

  test('refuse a line that there is no room for', async () => {
    const [from, to] = await socketPair();
    const refused = { code: 'ERR_OUT_OF_RANGE' };
    expect(thrownBy(() => sendLines(loopback().client, from, ['x'.repeat(513)]))).toMatchObject(
      refused,
    );
    from.destroy();
    to.destroy();
  });

  test("talk to OpenSSL, as it is in Node.js' own server", async () => {
    const text = LINES.join('');
    using server = await echoServer(text.length);
    const tls = { rejectUnauthorized: false };
    using credentials = await Credentials.acquire({ package: name, tls });
    using context = credentials.initiate({ target: 'app.sspi.test' });
    const socket = connectTo(server.port, '127.0.0.1');
    await handshake(context, socket);
    sendLines(context, socket, LINES);
    const received = await readAll(context, socket);
    expectBytes(Buffer.concat(received), Buffer.concat([LONG, Buffer.from(text)]));
  });
});

describeScripted('the streams that docs/performance.md shows', () => {
  const pair = connectScriptedBeforeEach(SCRIPTED_STREAM);

  test('go through a new handshake of the peer, whose bytes arrive in pieces', async () => {
    const { client, server } = pair();
    const [ours, theirs] = await socketPair();
    const records = ['before', 'hello', 'behind', 'last'].map((text) =>
      server.wrap(Buffer.from(text)),
    );
    const [before, hello, behind, last] = records as [Buffer, Buffer, Buffer, Buffer];
    // The record of the handshake is left for the next leg, which wants one more, and then a second one.
    const all = { index: 3, type: SECBUFFER.EXTRA, size: hello.length };
    script('UnsealMessage', {});
    script('UnsealMessage', {
      status: Status.SEC_I_RENEGOTIATE,
      buffers: [{ ...all, place: { inside: 0 } }],
    });
    const { SEC_I_CONTINUE_NEEDED } = Status;
    const answer = (text: string) => [{ index: 0, bytes: Buffer.from(text), size: text.length }];
    script('InitLsaModeContext', {
      status: SEC_I_CONTINUE_NEEDED,
      buffers: answer('key exchange'),
    });
    const extra = { index: 1, type: SECBUFFER.EXTRA, size: behind.length };
    script('InitLsaModeContext', { status: 0, inputs: [extra], buffers: answer('finished') });

    const received: string[] = [];
    const reading = readRecords(client, ours, (each) => received.push(String(each)));
    theirs.write(Buffer.concat([before, hello]));
    expect(String((await once(theirs, 'data'))[0])).toBe('key exchange');
    theirs.write(Buffer.concat([Buffer.from('their finished'), behind]));
    expect(String((await once(theirs, 'data'))[0])).toBe('finished');
    theirs.end(last);
    await reading;
    expect(received).toEqual(['before', 'behind', 'last']);
    const inputs = calls('InitLsaModeContext').map(({ buffers }) => buffers[0]?.data);
    expect(inputs).toEqual([hello, Buffer.concat([Buffer.from('their finished'), behind])]);
  });
});
