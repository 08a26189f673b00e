import { hostname } from 'node:os';

import type { ClientContext, ServerContext } from 'secur32';
import { Credentials, flagNames, ISC_RET } from 'secur32';

import { hasPeers, PeerContext } from '../../lab/peer-client.js';
import type { Section, Verdict } from './report.js';
import { describeBytes, verdictOf, verdictOnWire } from './report.js';

const SPN = process.env['SECUR32_TEST_SPN_HTTP'];

/** Passes tokens between two ends in this process until both are done. */
async function connect(client: ClientContext, server: ServerContext): Promise<void> {
  let fromServer: Buffer | undefined;
  do {
    const { token } = await client.step(fromServer);
    fromServer = token === undefined ? undefined : (await server.step(token)).token;
  } while (fromServer !== undefined || client.state !== 'established');
}

/** Lets MIT's GSSAPI accept a context of ours, and open what it seals. */
async function askMit(credentials: Credentials, target: string, text: Buffer): Promise<Verdict[]> {
  const by = 'MIT GSSAPI';
  const peer = await PeerContext.start('gssapi-peer', 'accept', target.replace('/', '@'));
  const client = credentials.initiate({ target });
  try {
    let fromPeer: Buffer | undefined;
    do {
      const { token } = await client.step(fromPeer);
      fromPeer = token && (await peer.step(token));
    } while (fromPeer !== undefined);
    const opened = await peer.unwrap(client.wrap(text));
    const reply = client.unwrap(await peer.wrap(text));
    return [verdictOf(by, opened, text), verdictOf(`we, of what ${by} sealed`, reply, text)];
  } finally {
    client.close();
    peer.close();
  }
}

function absent(packageName: string): string | undefined {
  if (packageName !== 'Kerberos' || SPN !== undefined) return undefined;
  return process.env['USERDNSDOMAIN'] === undefined
    ? 'this machine is in no domain'
    : 'set SECUR32_TEST_SPN_HTTP to a service of your domain whose account runs this program';
}

/** Shows a package that speaks GSS tokens: Kerberos or Negotiate. */
export async function showGss(packageName: 'Kerberos' | 'Negotiate'): Promise<Section> {
  const reason = absent(packageName);
  if (reason !== undefined) return { package: packageName, absent: reason, verdicts: [] };
  using outbound = await Credentials.acquire({ package: packageName });
  using inbound = await Credentials.acquire({ package: packageName, use: 'accept' });
  const target = SPN ?? `HOST/${hostname()}`;
  using client = outbound.initiate({ target });
  using server = inbound.accept();
  await connect(client, server);

  const plaintext = Buffer.from(`Hello from ${packageName}, sealed by EncryptMessage`);
  const sealed = client.wrap(plaintext);
  const opened = server.unwrap(sealed);
  return {
    package: packageName,
    negotiated: client.query('negotiationInfo').package.name,
    flags: flagNames(client.flags, ISC_RET),
    sizes: client.query('sizes'),
    plaintext: { ...describeBytes(plaintext), text: plaintext.toString() },
    sealed: describeBytes(sealed),
    verdicts: [
      verdictOnWire(sealed, plaintext),
      verdictOf('the other context', opened, plaintext),
      ...(hasPeers ? await askMit(outbound, target, plaintext) : []),
    ],
  };
}
