import type { Acquired, AcquireOptions, AddOptions } from '../acquire.js';
import {
  acquireCredentials,
  addCredentials as add,
  checkAcquireOptions,
  checkAddOptions,
} from '../acquire.js';
import type { PasswordChange } from '../change-password.js';
import { changeAccountPassword as change } from '../change-password.js';
import { Credentials } from '../credentials.js';
import { traceAcquire } from '../diagnostics/operations.js';
import { SspiError } from '../errors.js';
import { Status } from '../status.js';
import { credentialsCore } from './objects.js';
import { querySecurityPackageInfo } from './packages.js';
import type { CredentialsResult, StatusResult, SyscallResult } from './results.js';

const PACKAGE_INFO = 'QuerySecurityPackageInfo';

// What is refused on Wine is a status here.
async function answerOf(
  call: Promise<Omit<Acquired, 'expiry'>>,
): Promise<Omit<Acquired, 'expiry'>> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SspiError) return { status: error.status, syscall: error.syscall };
    throw error;
  }
}

/**
 * AcquireCredentialsHandle, on another thread.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/acquirecredentialshandle--general
 */
export async function acquireCredentialsHandle(
  options: AcquireOptions,
): Promise<CredentialsResult> {
  const checked = checkAcquireOptions(options);
  const { status: none, package: found } = querySecurityPackageInfo(checked.package);
  if (found === undefined) return { status: none, syscall: PACKAGE_INFO };
  const { status, syscall, core } = await traceAcquire(found.name, () =>
    answerOf(acquireCredentials(checked, found)),
  );
  return { status, syscall, ...(core && { credentials: new Credentials(core) }) };
}

/**
 * AddCredentials, on another thread.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthn/addcredentials
 */
export async function addCredentials(
  credentials: Credentials,
  options: AddOptions,
): Promise<SyscallResult> {
  const core = credentialsCore(credentials);
  const checked = checkAddOptions(core, options);
  const info = querySecurityPackageInfo(checked.package);
  if (info.package === undefined) return { status: info.status, syscall: PACKAGE_INFO };
  const { status, syscall } = await answerOf(add(core, checked, info.package));
  return { status, syscall };
}

/**
 * FreeCredentialsHandle: the same as {@link Credentials.close}. The handle is freed when its
 * contexts are, too.
 *
 * @returns SEC_E_INVALID_HANDLE for credentials that are closed.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-freecredentialshandle
 */
export function freeCredentialsHandle(credentials: Credentials): StatusResult {
  const core = credentialsCore(credentials);
  if (core.closed) return { status: Status.SEC_E_INVALID_HANDLE };
  core.close();
  return { status: Status.SEC_E_OK };
}

/**
 * ChangeAccountPassword, on another thread.
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-changeaccountpasswordw
 */
export async function changeAccountPassword(options: PasswordChange): Promise<StatusResult> {
  return { status: await change(options) };
}
