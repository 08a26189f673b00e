// TLS 1.2 opposite OpenSSL, as a client and as a server, over TCP.
import { readFileSync } from 'node:fs';

import { expect, test } from '@jest/globals';
import { Credentials } from 'secur32';

import { TlsStream } from '../../examples/tls-stream.js';
import { connectSoon } from '../../lab/connect-soon.js';
import { PeerProgram } from '../../lab/peer-client.js';
import { describeWithPeer } from '../support/peers.js';
import { listenOnce } from '../support/tls.js';

const HOST = 'app.sspi.test';
const FIXTURES = 'test/fixtures';
const CERTIFICATE = ['-cert', `${FIXTURES}/${HOST}.crt`, '-key', `${FIXTURES}/${HOST}.key`];
const SERVER_PORT = 4434;
const LONG = Buffer.alloc(100_000, 'secur32 ');

/** Shakes hands, then sends a short message and one of several records, in both directions. */
async function talk(
  side: 'client' | 'server',
  stream: TlsStream,
  program: PeerProgram,
): Promise<void> {
  await stream.handshake(side);
  for (const message of [Buffer.from('short'), LONG]) {
    stream.send(message);
    expect(await program.readBytes(message.length)).toEqual(message);
    program.write(message);
    const received: Buffer[] = [];
    while (Buffer.concat(received).length < message.length) {
      received.push((await stream.receive()) ?? Buffer.alloc(0));
    }
    expect(Buffer.concat(received)).toEqual(message);
  }
}

describeWithPeer('OpenSSL', () => {
  // As OpenSSL names them, and the beginning of Schannel's name. Its end is a hash, which Wine gets
  // wrong: it says SHA384 of every GCM suite.
  const ciphers: [string, string][] = [
    ['ECDHE-RSA-AES256-GCM-SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_'],
    ['ECDHE-RSA-AES128-GCM-SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_'],
    ['ECDHE-RSA-AES128-SHA', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_'],
  ];

  test.each(ciphers)('serves a client of ours with %s', async (cipher, name) => {
    const program = await PeerProgram.start([
      ...['openssl', 's_server', '-quiet', '-tls1_2', '-cipher', `${cipher}:@SECLEVEL=0`],
      ...['-accept', String(SERVER_PORT), ...CERTIFICATE],
    ]);
    const tls = { rejectUnauthorized: false };
    using credentials = await Credentials.acquire({ package: 'Schannel', tls });
    using context = credentials.initiate({ target: HOST });
    const socket = await connectSoon(SERVER_PORT);
    await talk('client', new TlsStream(socket, context), program).finally(() => {
      socket.destroy();
      program.kill();
    });
    expect(context.query('cipherInfo').cipherSuiteName).toContain(name);
  });

  test('reads the end that a client of ours gives the stream', async () => {
    const program = await PeerProgram.start([
      ...['openssl', 's_server', '-tls1_2', '-naccept', '1', '-state'],
      ...['-accept', String(SERVER_PORT), ...CERTIFICATE],
    ]);
    const tls = { rejectUnauthorized: false };
    using credentials = await Credentials.acquire({ package: 'Schannel', tls });
    using context = credentials.initiate({ target: HOST });
    const socket = await connectSoon(SERVER_PORT);
    const stream = new TlsStream(socket, context);
    await stream.handshake('client');
    socket.end(await context.shutdown());
    const { stderr } = await program.end();
    socket.destroy();
    expect(stderr).toContain('SSL3 alert read:warning:close notify');
  });

  test.each(ciphers)('connects to a server of ours with %s', async (cipher, name) => {
    const tls = { pfx: readFileSync(`${FIXTURES}/${HOST}.pfx`), passphrase: 'test' };
    using credentials = await Credentials.acquire({ package: 'Schannel', use: 'accept', tls });
    using context = credentials.accept();
    const { port, connection } = await listenOnce();
    const program = await PeerProgram.start([
      ...['openssl', 's_client', '-quiet', '-tls1_2', '-cipher', `${cipher}:@SECLEVEL=0`],
      ...['-connect', `127.0.0.1:${String(port)}`, '-servername', HOST],
      ...['-verify_return_error', '-CAfile', `${FIXTURES}/${HOST}.crt`, '-verify_hostname', HOST],
    ]);
    const socket = await connection;
    await talk('server', new TlsStream(socket, context), program).finally(() => {
      socket.destroy();
      program.kill();
    });
    expect(context.query('cipherInfo').cipherSuiteName).toContain(name);
  });
});
