import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';

import { Credentials, flagNames, ISC_RET } from 'secur32';

import { connectSoon } from '../../lab/connect-soon.js';
import { hasPeers, PeerProgram } from '../../lab/peer-client.js';
import { TlsStream } from '../tls-stream.js';
import type { Section, Verdict } from './report.js';
import { describeBytes, verdictOf, verdictOnWire } from './report.js';

const TARGET = 'app.sspi.test';
const FIXTURES = 'test/fixtures';
const PEER_PORT = 4433;

async function acquire(use: 'initiate' | 'accept'): Promise<Credentials> {
  const tls =
    use === 'accept'
      ? { pfx: readFileSync(join(FIXTURES, `${TARGET}.pfx`)), passphrase: 'test' }
      : { rejectUnauthorized: false };
  return await Credentials.acquire({ package: 'Schannel', use, tls });
}

/** Two sockets of this process that are connected to each other. */
async function socketPair(): Promise<[Socket, Socket]> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const near = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [far] = (await once(listener, 'connection')) as [Socket];
  listener.close();
  return [near, far];
}

// TLS has no records that are only signed.
function record(data?: Buffer): { data: Buffer; encrypted: boolean } {
  return { data: data ?? Buffer.alloc(0), encrypted: true };
}

/** Lets OpenSSL's server open a message of ours, and opens one of its own. */
async function askOpenSsl(credentials: Credentials, text: Buffer): Promise<Verdict[]> {
  const files = ['-cert', `${FIXTURES}/${TARGET}.crt`, '-key', `${FIXTURES}/${TARGET}.key`];
  const port = ['-accept', String(PEER_PORT)];
  const program = await PeerProgram.start(['openssl', 's_server', ...port, ...files, '-quiet']);
  const socket = await connectSoon(PEER_PORT);
  using context = credentials.initiate({ target: TARGET });
  const stream = new TlsStream(socket, context);
  try {
    await stream.handshake('client');
    stream.send(text);
    const opened = await program.readBytes(text.length);
    program.write(text);
    const reply = await stream.receive();
    return [
      verdictOf('OpenSSL', record(opened), text),
      verdictOf('we, of what OpenSSL sealed', record(reply), text),
    ];
  } finally {
    socket.destroy();
    program.kill();
  }
}

/** Shows TLS by Schannel. */
export async function showSchannel(): Promise<Section> {
  using outbound = await acquire('initiate');
  using inbound = await acquire('accept');
  const [near, far] = await socketPair();
  using client = outbound.initiate({ target: TARGET });
  using server = inbound.accept();
  const [clientStream, serverStream] = [new TlsStream(near, client), new TlsStream(far, server)];
  await Promise.all([clientStream.handshake('client'), serverStream.handshake('server')]);

  const plaintext = Buffer.from('Hello from Schannel, sealed by EncryptMessage');
  const sealed = clientStream.send(plaintext);
  const opened = await serverStream.receive();
  near.destroy();
  far.destroy();
  return {
    package: 'Schannel',
    negotiated: client.query('cipherInfo').cipherSuiteName,
    flags: flagNames(client.flags, ISC_RET),
    sizes: client.query('streamSizes'),
    plaintext: { ...describeBytes(plaintext), text: plaintext.toString() },
    sealed: describeBytes(sealed),
    verdicts: [
      verdictOnWire(sealed, plaintext),
      verdictOf('the other context', record(opened), plaintext),
      ...(hasPeers ? await askOpenSsl(outbound, plaintext) : []),
    ],
  };
}
