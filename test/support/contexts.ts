// First, so that the library gets the fake.
import { fake } from './fake-binding';

import type { NativeLeg } from '#lib/native';
import { ISC_RET, SECPKG_ATTR } from '#lib/constants';
import type { AcquireOptions, ClientContext, InitiateOptions, ServerContext } from '#lib/index';
import { Credentials, Status } from '#lib/index';

/** CONFIDENTIALITY, INTEGRITY of the client, and SEQUENCE_DETECT. */
export const GRANTED = ISC_RET.CONFIDENTIALITY | ISC_RET.INTEGRITY | ISC_RET.SEQUENCE_DETECT;

/** Sizes of a Kerberos context of Windows: the token needs 60 bytes of the 76. */
export const KERBEROS_SIZES = [48_000, 60, 1, 76];
/** Header, trailer, maximum message, buffers and block size of a small made-up Schannel context. */
export const STREAM_SIZES = [5, 8, 100, 4, 16];

interface LegDetails {
  status?: number;
  flags?: number;
  expiry?: bigint;
  /** What the package wrote. Null: it left all of the room, and its size, as it was. */
  token?: string | null;
  /** A SECBUFFER_EXTRA of this size, in place of the empty input. */
  extra?: number;
}

/** The answer of one leg. */
export function leg(details: LegDetails = {}): (typeof fake.legs)[number] {
  const { status = Status.SEC_E_OK, flags = GRANTED, expiry = 0n, token = '', extra } = details;
  return ({ inputs, outputs }): NativeLeg => {
    const room = outputs[0]?.size ?? 0;
    const data = token === null ? Buffer.alloc(room) : Buffer.from(token);
    const left = inputs.map(({ type, data: bytes }) => ({ type, size: bytes.length }));
    if (extra !== undefined) left[1] = { type: 5, size: extra };
    return {
      status,
      flags,
      expiry,
      inputs: left,
      outputs: [{ type: 2, size: data.length, data }],
    };
  };
}

/** Credentials of a package of the fake. */
export async function acquire(
  packageName: string,
  options: Partial<AcquireOptions> = {},
): Promise<Credentials> {
  return await Credentials.acquire({ ...options, package: packageName });
}

/** A client that has made no leg yet. */
export async function client(
  packageName: string,
  options: InitiateOptions = {},
): Promise<ClientContext> {
  const credentials = await acquire(packageName);
  return credentials.initiate({ target: 'HOST/fake.test', ...options });
}

/** A server that has made no leg yet. */
export async function server(packageName: string): Promise<ServerContext> {
  const tls = packageName === 'Schannel' ? { tls: { pfx: Buffer.from('PFX') } } : {};
  return (await acquire(packageName, { use: 'accept', ...tls })).accept();
}

interface Established {
  side?: 'client' | 'server';
  flags?: number;
  /** What Negotiate chose. */
  mechanism?: string;
}

/** A context after its handshake, with the attributes that its package has. */
export async function established(
  packageName: string,
  { side = 'client', flags = GRANTED, mechanism }: Established = {},
): Promise<ClientContext | ServerContext> {
  const chosen = fake.packages.find(({ name }) => name === (mechanism ?? packageName));
  if (packageName === 'Schannel') fake.attributes.set(SECPKG_ATTR.STREAM_SIZES, STREAM_SIZES);
  else fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS_SIZES);
  if (mechanism && chosen) fake.attributes.set(SECPKG_ATTR.NEGOTIATION_INFO, [chosen, 0]);
  fake.legs.push(leg({ flags }));
  const context = side === 'client' ? await client(packageName) : await server(packageName);
  await context.step(side === 'client' ? undefined : Buffer.from('hello'));
  return context;
}
