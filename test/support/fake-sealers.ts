// First, so that the library gets the fake.
import { fake } from './fake-binding';

import { SECPKG_ATTR } from '#lib/constants';
import type { ClientContext, Sealer, ServerContext } from '#lib/index';

import { established } from './contexts';
import type { FakeMessage } from './fake-message';
import { bytesOf, fill } from './fake-message';
import { sealRecord } from './fake-schannel';

/** Sizes of Kerberos whose padding has room for 8 bytes. */
const KERBEROS = [48_000, 60, 8, 76];

/** A package whose token has `token` bytes of its room, and whose padding has `padding`. */
export function sealsToken(token = 60, padding = 0): (message: FakeMessage) => number {
  return ({ buffers: [first, data, last] }) => {
    fill(first, 'T'.repeat(token));
    fill(data, String(bytesOf(data)).toUpperCase());
    fill(last, 'P'.repeat(padding));
    return 0;
  };
}

/** A context of Kerberos that seals. */
export async function kerberos(): Promise<ClientContext | ServerContext> {
  fake.encrypt = sealsToken();
  const context = await established('Kerberos');
  fake.attributes.set(SECPKG_ATTR.SIZES, KERBEROS);
  return context;
}

/** A context of Schannel that seals. */
export async function schannel(): Promise<ClientContext | ServerContext> {
  fake.encrypt = sealRecord();
  return await established('Schannel');
}

/** Writes messages into a sealer and seals them. */
export function sealAll(sealer: Sealer, messages: string[]): number {
  messages.forEach((each, index) => sealer.messages[index]?.write(each));
  return sealer.sealAll(messages.map(({ length }) => length));
}
