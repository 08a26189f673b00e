import type { AcquireOptions, ClientContext, Identity, ServerContext, TlsOptions } from 'secur32';
import { Credentials } from 'secur32';

import { identityOf, SERVICE } from './accounts.js';
import type { PackageName } from './capabilities.js';
import { PASSPHRASE, PFX, TLS_HOST } from './certificate.js';
import { onWine } from './platform.js';

/** One end of a loopback. */
export type End = ClientContext | ServerContext;

/** How to connect; what is left out is what the accounts of the tests make possible. */
export interface ConnectOptions {
  readonly target?: string;
  readonly identity?: Identity;
  /** The flags that the client asks for. */
  readonly flags?: number;
  /** The flags that the server asks for. */
  readonly acceptFlags?: number;
  /** The client's TLS options. */
  readonly tls?: TlsOptions;
  /** The server's, beside its certificate. */
  readonly acceptTls?: TlsOptions;
  /** How the tokens travel; default whole. */
  readonly deliver?: (end: End, token: Buffer) => Promise<Buffer | undefined>;
}

/** A client and a server in this process. */
export interface Loopback {
  readonly clientCredentials: Credentials;
  readonly serverCredentials: Credentials;
  readonly client: ClientContext;
  readonly server: ServerContext;
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * Who an end is by default. The server of Wine's Kerberos is whoever the keytab names, and its client
 * whoever the ticket cache names: an explicit user would replace that, for all the process.
 */
export function defaultIdentity(
  packageName: PackageName,
  side: 'client' | 'server',
): Identity | undefined {
  if (packageName === 'Schannel') return undefined;
  if (onWine && (packageName !== 'NTLM' || side === 'server')) return undefined;
  return identityOf(side === 'client' ? 'USER' : 'SERVICE_USER', packageName);
}

function clientOptions(packageName: PackageName, options: ConnectOptions): AcquireOptions {
  // The certificate of the tests is signed by itself.
  const tls = { rejectUnauthorized: false, ...options.tls };
  const identity = options.identity ?? defaultIdentity(packageName, 'client');
  if (packageName === 'Schannel') return { package: packageName, tls };
  return { package: packageName, ...(identity && { identity }) };
}

function serverOptions(packageName: PackageName, options: ConnectOptions): AcquireOptions {
  const base = { package: packageName, use: 'accept' } as const;
  const tls = { pfx: PFX, passphrase: PASSPHRASE, ...options.acceptTls };
  const identity = defaultIdentity(packageName, 'server');
  if (packageName === 'Schannel') return { ...base, tls };
  return { ...base, ...(identity && { identity }) };
}

/** The name that a client of the package asks for by default. */
export function defaultTarget(packageName: PackageName): string | undefined {
  return packageName === 'Schannel' ? TLS_HOST : SERVICE;
}

/** Makes a client and a server that have not shaken hands. */
export async function prepare(
  packageName: PackageName,
  options: ConnectOptions = {},
): Promise<Loopback> {
  const clientCredentials = await Credentials.acquire(clientOptions(packageName, options));
  const serverCredentials = await Credentials.acquire(serverOptions(packageName, options));
  const { flags, acceptFlags } = options;
  const target = options.target ?? defaultTarget(packageName);
  const client = clientCredentials.initiate({
    ...(target !== undefined && { target }),
    ...(flags !== undefined && { flags }),
  });
  const server = serverCredentials.accept(acceptFlags === undefined ? {} : { flags: acceptFlags });
  const close = (): void => {
    for (const each of [client, server, clientCredentials, serverCredentials]) each.close();
  };
  const parts = { clientCredentials, serverCredentials, client, server };
  return { ...parts, close, [Symbol.dispose]: close };
}

/** Gives an established stream what came after the handshake: tickets of TLS 1.3. */
async function afterHandshake(end: End, bytes: Buffer): Promise<Buffer | undefined> {
  const { renegotiate, extra } = end.unwrap(bytes);
  return renegotiate ? (await end.step(extra ?? Buffer.alloc(0))).token : undefined;
}

/** Gives one end the whole token, and returns its answer. */
export async function deliverWhole(end: End, token: Buffer): Promise<Buffer | undefined> {
  if (end.state === 'established') return await afterHandshake(end, token);
  const { token: answer, extra } = await end.step(token);
  return extra === undefined ? answer : ((await afterHandshake(end, extra)) ?? answer);
}

/** Gives one end the token byte by byte, as a slow network would. Of a stream only. */
export async function deliverByBytes(end: End, token: Buffer): Promise<Buffer | undefined> {
  const answers: Buffer[] = [];
  for (const byte of token) {
    const answer = await deliverWhole(end, Buffer.of(byte));
    if (answer !== undefined) answers.push(answer);
  }
  return answers.length === 0 ? undefined : Buffer.concat(answers);
}

/** Passes tokens until neither end has one, and wants both ends established by then. */
export async function shakeHands(
  { client, server }: Pick<Loopback, 'client' | 'server'>,
  deliver = deliverWhole,
): Promise<void> {
  let { token } = await client.step();
  while (token !== undefined) {
    const answer = await deliver(server, token);
    token = answer === undefined ? undefined : await deliver(client, answer);
  }
  if (client.state === 'established' && server.state === 'established') return;
  throw new Error(`No more tokens, but client: ${client.state}, server: ${server.state}`);
}

/** Makes a client and a server that have shaken hands. */
export async function connect(
  packageName: PackageName,
  options: ConnectOptions = {},
): Promise<Loopback> {
  const loopback = await prepare(packageName, options);
  try {
    await shakeHands(loopback, options.deliver);
    return loopback;
  } catch (error) {
    loopback.close();
    throw error;
  }
}
