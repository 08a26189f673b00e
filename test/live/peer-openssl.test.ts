// TLS 1.2 opposite OpenSSL, as a client and as a server, over TCP.
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

import { expect, test } from '@jest/globals';
import type { SecurityContext } from 'secur32';
import { Credentials, SspiError, TLS1_ALERT } from 'secur32';

import { TlsStream } from '../../examples/tls-stream.js';
import { connectSoon } from '../../lab/connect-soon.js';
import { PeerProgram } from '../../lab/peer-client.js';
import { expectBytes } from '../support/bytes.js';
import { rejectionOf } from '../support/errors.js';
import { describeWithPeer } from '../support/peers.js';
import type { Suite } from '../support/suites.js';
import { CLIENT_SUITES, MISSING_SUITES, SUITES } from '../support/suites.js';
import { eachOpened, message, sealEach } from '../support/streams.js';
import { listenOnce } from '../support/tls.js';

const HOST = 'app.sspi.test';
const FIXTURES = 'test/fixtures';
const CERTIFICATE = ['-cert', `${FIXTURES}/${HOST}.crt`, '-key', `${FIXTURES}/${HOST}.key`];
// A server that is to end may still be there when the next one starts.
let serverPort = 4434;
const LONG = Buffer.alloc(100_000, 'secur32 ');
const IN_PLACE = SUITES.flatMap(({ cipher }) => [
  { cipher, side: 'client' as const },
  { cipher, side: 'server' as const },
]);

/** Shakes hands, then sends a short message and one of several records, in both directions. */
async function talk(
  side: 'client' | 'server',
  stream: TlsStream,
  program: PeerProgram,
): Promise<void> {
  await stream.handshake(side);
  for (const message of [Buffer.from('short'), LONG]) {
    stream.send(message);
    expectBytes(await program.readBytes(message.length), message);
    program.write(message);
    const received: Buffer[] = [];
    while (Buffer.concat(received).length < message.length) {
      received.push((await stream.receive()) ?? Buffer.alloc(0));
    }
    expectBytes(Buffer.concat(received), message);
  }
}

/** The same in place: messages that are sealed together, and records that are opened as they arrive. */
async function talkInPlace({ context, socket, program }: Connection): Promise<void> {
  const messages = Array.from({ length: 16 }, (_, i) => message(1 + i * 60, i));
  const short = context.createSealer({ messageSize: 1000, count: 16, packed: true });
  const plain = Buffer.concat(messages);
  socket.write(Buffer.concat(sealEach(short, messages)));
  expectBytes(await program.readBytes(plain.length), plain);

  const long = context.createSealer({ count: 7 });
  const size = long.sealFrom(LONG);
  socket.write(Buffer.from(long.bytes.subarray(long.start, long.start + size)));
  expectBytes(await program.readBytes(LONG.length), LONG);

  program.write(LONG);
  const opener = context.createOpener({ size: 131_072, count: 4 });
  const received: Buffer[] = [];
  let kept = 0;
  for await (const chunk of socket) {
    const end = kept + (chunk as Buffer).copy(opener.bytes, kept);
    let begin = 0;
    for (; opener.openAll(end, begin) > 0; begin = opener.next) {
      received.push(...eachOpened(opener));
    }
    opener.bytes.copyWithin(0, begin, end);
    kept = end - begin;
    if (Buffer.concat(received).length >= LONG.length) break;
  }
  expectBytes(Buffer.concat(received), LONG);
  expect([kept, received.length > 6]).toEqual([0, true]);
}

/** One of our ends opposite an OpenSSL that knows one suite only. */
interface Connection {
  readonly context: SecurityContext;
  readonly socket: Socket;
  readonly stream: TlsStream;
  readonly program: PeerProgram;
  [Symbol.dispose](): void;
}

function connection(
  credentials: Credentials,
  context: SecurityContext,
  program: PeerProgram,
  socket: Socket,
): Connection {
  const dispose = (): void => {
    socket.destroy();
    program.kill();
    context.close();
    credentials.close();
  };
  const stream = new TlsStream(socket, context);
  return { context, socket, stream, program, [Symbol.dispose]: dispose };
}

function only(cipher: string): string[] {
  return ['-quiet', '-tls1_2', '-cipher', `${cipher}:@SECLEVEL=0`];
}

async function connectToServer(cipher: string): Promise<Connection> {
  serverPort += 1;
  const program = await PeerProgram.start([
    ...['openssl', 's_server', ...only(cipher)],
    ...['-accept', String(serverPort), ...CERTIFICATE],
  ]);
  const tls = { rejectUnauthorized: false };
  const credentials = await Credentials.acquire({ package: 'Schannel', tls });
  const context = credentials.initiate({ target: HOST });
  return connection(credentials, context, program, await connectSoon(serverPort));
}

async function acceptClient(cipher: string): Promise<Connection> {
  const tls = { pfx: readFileSync(`${FIXTURES}/${HOST}.pfx`), passphrase: 'test' };
  const credentials = await Credentials.acquire({ package: 'Schannel', use: 'accept', tls });
  const context = credentials.accept();
  const listening = await listenOnce();
  const program = await PeerProgram.start([
    ...['openssl', 's_client', ...only(cipher)],
    ...['-connect', `127.0.0.1:${String(listening.port)}`, '-servername', HOST],
    ...['-verify_return_error', '-CAfile', `${FIXTURES}/${HOST}.crt`, '-verify_hostname', HOST],
  ]);
  return connection(credentials, context, program, await listening.connection);
}

function expectSuite(context: SecurityContext, { name, record }: Suite): void {
  expect(context.query('cipherInfo').cipherSuiteName).toContain(name);
  expect(context.wrap(Buffer.from('short'))).toHaveLength(record);
}

describeWithPeer('OpenSSL', () => {
  const clientSuites = [...SUITES, ...CLIENT_SUITES];

  test.each(clientSuites)('serves a client of ours with $cipher', async (suite) => {
    using connection = await connectToServer(suite.cipher);
    const { context, stream, program } = connection;
    await talk('client', stream, program);
    expectSuite(context, suite);
  });

  test.each(IN_PLACE)('talks to a sealer and an opener of our $side with $cipher', async (each) => {
    const connect = each.side === 'client' ? connectToServer : acceptClient;
    using connection = await connect(each.cipher);
    await connection.stream.handshake(each.side);
    await talkInPlace(connection);
  });

  test('reads the end that a client of ours gives the stream', async () => {
    serverPort += 1;
    const program = await PeerProgram.start([
      ...['openssl', 's_server', '-tls1_2', '-naccept', '1', '-msg'],
      ...['-accept', String(serverPort), ...CERTIFICATE],
    ]);
    const tls = { rejectUnauthorized: false };
    using credentials = await Credentials.acquire({ package: 'Schannel', tls });
    using context = credentials.initiate({ target: HOST });
    const socket = await connectSoon(serverPort);
    const stream = new TlsStream(socket, context);
    await stream.handshake('client');
    socket.end(await context.shutdown());
    const messages = await program.readUntil('warning close_notify');
    expect(messages).toMatch(/<<< TLS 1.2, Alert \[length 0002\], warning close_notify$/);
    program.kill();
    socket.destroy();
  });

  test('reads the alert of a client of ours', async () => {
    serverPort += 1;
    const program = await PeerProgram.start([
      ...['openssl', 's_server', '-tls1_2', '-naccept', '1', '-msg'],
      ...['-accept', String(serverPort), ...CERTIFICATE],
    ]);
    const tls = { rejectUnauthorized: false };
    using credentials = await Credentials.acquire({ package: 'Schannel', tls });
    using context = credentials.initiate({ target: HOST });
    const socket = await connectSoon(serverPort);
    const stream = new TlsStream(socket, context);
    await stream.handshake('client');
    const { FATAL, ACCESS_DENIED } = TLS1_ALERT;
    socket.end(await context.alert({ level: FATAL, description: ACCESS_DENIED }));
    const messages = await program.readUntil('access_denied');
    expect(messages).toMatch(/<<< TLS 1.2, Alert \[length 0002\], fatal access_denied$/);
    program.kill();
    socket.destroy();
  });

  test.each([...SUITES])('connects to a server of ours with $cipher', async (suite) => {
    using connection = await acceptClient(suite.cipher);
    const { context, stream, program } = connection;
    await talk('server', stream, program);
    expectSuite(context, suite);
  });

  test.each(MISSING_SUITES)('agrees with nobody of Wine on %s', async (cipher) => {
    using client = await connectToServer(cipher);
    expect(await rejectionOf(client.stream.handshake('client'))).toBeInstanceOf(SspiError);
    using server = await acceptClient(cipher);
    expect(await rejectionOf(server.stream.handshake('server'))).toBeInstanceOf(SspiError);
  });
});
