import { requireOptions, requireSecret, requireText } from './arguments.js';
import { binding } from './binding.js';
import { check } from './fail.js';

/** Options of {@link changePassword}. */
export interface PasswordChange {
  /** The package whose protocol changes the password: `Kerberos`, `Negotiate` or `NTLM`. */
  readonly package: string;
  /** The domain of the account; for a local account the name of the machine. */
  readonly domain: string;
  /** The name of the account. */
  readonly user: string;
  /** The password that it has: a string, or bytes that are UTF-8, which you can wipe afterwards. */
  readonly oldPassword: string | Uint8Array;
  /** The password that it shall have, in the same forms. */
  readonly newPassword: string | Uint8Array;
}

/** ChangeAccountPassword; returns its status. */
export async function changeAccountPassword(change: PasswordChange): Promise<number> {
  const known = ['package', 'domain', 'user', 'oldPassword', 'newPassword'];
  requireOptions('change', change, known);
  const { package: packageName, domain, user, oldPassword, newPassword } = change;
  requireText('change.package', packageName);
  requireText('change.domain', domain);
  requireText('change.user', user);
  requireSecret('change.oldPassword', oldPassword);
  requireSecret('change.newPassword', newPassword);
  return await binding().changePassword({
    package: packageName,
    domain,
    user,
    oldPassword,
    newPassword,
  });
}

/**
 * Changes the password of an account whose password is known, on another thread: it asks the domain.
 *
 * @throws AuthenticationError if the old password is wrong.
 * @throws NtStatusError if the domain does not take the new one: STATUS_PASSWORD_RESTRICTION.
 * @throws UnsupportedFunctionError if the package, or the system, cannot do it.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-changeaccountpasswordw
 */
export async function changePassword(change: PasswordChange): Promise<void> {
  check(await changeAccountPassword(change), 'ChangeAccountPassword', change.package);
}
