import { requireOptions, requireSecret, requireString, requireText } from './arguments.js';

/** A user other than the current one. */
export interface Identity {
  /** The user's name: `alice`, or `alice@EXAMPLE.COM` without a domain. */
  readonly user: string;
  /** The domain or realm. */
  readonly domain?: string;
  /** The password: a string, or bytes that are UTF-8, which you can wipe afterwards. */
  readonly password: string | Uint8Array;
}

/** Requires an {@link Identity}, and fills in what is left out. */
export function checkIdentity(identity: Identity): Required<Identity> {
  requireOptions('options.identity', identity, ['user', 'domain', 'password']);
  const { user, domain = '', password } = identity;
  requireText('options.identity.user', user);
  requireString('options.identity.domain', domain);
  requireSecret('options.identity.password', password);
  return { user, domain, password };
}
