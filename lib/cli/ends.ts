import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

import type { AcquireOptions } from '../acquire.js';
import type { ClientContext } from '../client-context.js';
import { Credentials } from '../credentials.js';
import { isStreamPackage, queryPackage } from '../packages.js';
import type { ServerContext } from '../server-context.js';
import type { TlsOptions } from '../tls-options.js';
import type { Invocation, Option } from './command.js';
import { IDENTITY_OPTIONS, readIdentity } from './password.js';
import type { Trace } from './trace.js';
import { UsageError } from './usage-error.js';

/** Options that say who talks to whom. */
export const END_OPTIONS: Readonly<Record<string, Option>> = {
  package: { type: 'string', value: 'NAME', help: 'a security package; default Negotiate' },
  target: {
    type: 'string',
    value: 'SPN',
    help: 'whom to reach: HTTP/app.example.com; of Schannel, the name of the server',
  },
  ...IDENTITY_OPTIONS,
  pfx: {
    type: 'string',
    value: 'FILE',
    help: "Schannel: the server's certificate and key, as PFX",
  },
  'passphrase-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'the environment variable with the password of the PFX',
  },
  insecure: { type: 'boolean', help: "Schannel: take any certificate of the server's" },
};

/** One end with its credentials. */
export interface End<Context> {
  readonly context: Context;
  close(): void;
}

function end<Context extends { close(): void }>(
  credentials: Credentials,
  context: Context,
): End<Context> {
  return {
    context,
    close() {
      context.close();
      credentials.close();
    },
  };
}

/** The package that the options name, as the system writes it. */
export function packageOf(invocation: Invocation): { name: string; isStream: boolean } {
  const found = queryPackage(invocation.text('package') ?? 'Negotiate');
  const isStream = isStreamPackage(found);
  if (isStream && invocation.text('user') !== undefined) {
    throw new UsageError(`--user is not for ${found.name}, which knows certificates only`);
  }
  return { name: found.name, isStream };
}

/** The client's end: of the current user, or of the one that the options name. */
export async function openClient(
  invocation: Invocation,
  fallbackTarget?: string,
): Promise<End<ClientContext>> {
  const { name, isStream } = packageOf(invocation);
  const identity = isStream ? undefined : await readIdentity(invocation);
  const options: AcquireOptions = isStream
    ? { package: name, tls: { rejectUnauthorized: !invocation.flag('insecure') } }
    : { package: name, ...(identity && { identity }) };
  const ownName = isStream ? 'localhost' : `HOST/${hostname()}`;
  const target = invocation.text('target') ?? fallbackTarget ?? ownName;
  const credentials = await Credentials.acquire(options);
  return end(credentials, credentials.initiate({ target }));
}

function serverTls(invocation: Invocation): TlsOptions {
  const file = invocation.text('pfx');
  if (file === undefined) {
    throw new UsageError('--pfx is missing: the server of Schannel needs a certificate');
  }
  const passphrase = invocation.fromEnvironment('passphrase-env');
  return { pfx: readFileSync(file), ...(passphrase !== undefined && { passphrase }) };
}

/** The server's end, in this process: of the current user, or of a PFX. */
export async function openServer(invocation: Invocation): Promise<End<ServerContext>> {
  const { name, isStream } = packageOf(invocation);
  const tls = isStream ? { tls: serverTls(invocation) } : {};
  const credentials = await Credentials.acquire({ package: name, use: 'accept', ...tls });
  return end(credentials, credentials.accept());
}

type Either = ClientContext | ServerContext;

// A server of TLS 1.3 sends tickets after the handshake.
async function deliver(trace: Trace, to: Either, token: Buffer): Promise<Buffer | undefined> {
  if (to.state !== 'established') {
    const { token: answer, extra } = await trace.step(to, token);
    return extra === undefined ? answer : ((await deliver(trace, to, extra)) ?? answer);
  }
  const { renegotiate, extra } = to.unwrap(token);
  if (!renegotiate) return undefined;
  return (await trace.step(to, extra ?? Buffer.alloc(0))).token;
}

/** Passes tokens between two ends of this process until neither has one. */
export async function shakeHands(
  trace: Trace,
  client: ClientContext,
  server: ServerContext,
): Promise<void> {
  let { token } = await trace.step(client, undefined);
  while (token !== undefined) {
    const answer = await deliver(trace, server, token);
    token = answer === undefined ? undefined : await deliver(trace, client, answer);
  }
}
