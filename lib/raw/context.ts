import { requireBytes, requireUint32 } from '../arguments.js';
import { SCHANNEL, SECBUFFER, SECPKG_CONTEXT_EXPORT } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import type { ExportedContext } from '../context-export.js';
import { importFrom } from '../context-import.js';
import { impersonateDuring } from '../impersonate.js';
import type { SecurityContext } from '../security-context.js';
import { isSuccess, Status } from '../status.js';
import { hide } from '../secret-bytes.js';
import { contextCore } from './objects.js';
import type {
  ContextTokenResult,
  ExportResult,
  ImpersonationResult,
  ImportResult,
  StatusResult,
  TokenResult,
} from './results.js';

// The state that the methods of the context go by.
function isShutdown(core: ContextCore, token: Uint8Array): boolean {
  const word = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  return core.isStream && word.length >= 4 && word.readUInt32LE() === SCHANNEL.SHUTDOWN;
}

async function passToken(
  context: SecurityContext,
  token: Uint8Array,
  method: 'completeAuthToken' | 'applyControlToken',
): Promise<TokenResult> {
  const core = contextCore(context);
  requireBytes('token', token);
  core.refuseWhileWorking();
  return await core.alone(async () => {
    const ends = method === 'applyControlToken' && isShutdown(core, token);
    const { status, outputs } = await core.native[method]([{ type: SECBUFFER.TOKEN, data: token }]);
    if (ends && isSuccess(status)) core.ended = true;
    return { status, token: outputs[0]?.data ?? Buffer.alloc(0) };
  });
}

/**
 * CompleteAuthToken, on another thread: after a leg that says COMPLETE_NEEDED, with its token, which
 * may change. Its bytes are copied.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call of the context.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-completeauthtoken
 */
export async function completeAuthToken(
  context: SecurityContext,
  token: Uint8Array,
): Promise<TokenResult> {
  return await passToken(context, token, 'completeAuthToken');
}

/**
 * ApplyControlToken, on another thread: {@link SCHANNEL} says what may be in the token. The next leg
 * then makes what tells the peer.
 *
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call of the context.
 * @see https://learn.microsoft.com/windows/win32/secauthn/applycontroltoken--schannel
 */
export async function applyControlToken(
  context: SecurityContext,
  token: Uint8Array,
): Promise<TokenResult> {
  return await passToken(context, token, 'applyControlToken');
}

/**
 * DeleteSecurityContext: the same as {@link SecurityContext.close}.
 *
 * @returns SEC_E_INVALID_HANDLE for a context that is closed.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-deletesecuritycontext
 */
export function deleteSecurityContext(context: SecurityContext): StatusResult {
  const core = contextCore(context);
  if (core.state === 'closed') return { status: Status.SEC_E_INVALID_HANDLE };
  core.close();
  return { status: Status.SEC_E_OK };
}

// These read what a leg may be changing.
function idle(context: SecurityContext): ContextCore {
  const core = contextCore(context);
  core.refuseWhileStepping();
  return core;
}

/**
 * QuerySecurityContextToken. The handle of the token is closed again.
 *
 * @returns What the token says, unless the status is an error; `syscall` is the function that the
 *   status is of, since GetTokenInformation may fail, too.
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-querysecuritycontexttoken
 */
export function querySecurityContextToken(context: SecurityContext): ContextTokenResult {
  const { status, syscall, ...token } = idle(context).native.queryToken();
  return { status, syscall, ...(isSuccess(status) && { token }) };
}

/**
 * ImpersonateSecurityContext, a callback, and RevertSecurityContext. If the last one fails, the
 * process ends.
 *
 * @param callback - It runs unless the status is an error. It must not be async, or return a promise.
 * @returns What the callback returned. What it throws is thrown.
 * @throws Secur32Error `ERR_SSPI_BUSY` beside a leg, or within another callback.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-impersonatesecuritycontext
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-revertsecuritycontext
 */
export function impersonateSecurityContext<T>(
  context: SecurityContext,
  callback: () => T,
): ImpersonationResult<T> {
  const answer = impersonateDuring(idle(context), callback);
  return answer as ImpersonationResult<T>;
}

/**
 * ExportSecurityContext. After SECPKG_CONTEXT_EXPORT.DELETE_OLD the context is closed.
 *
 * @param flags - Bits of {@link SECPKG_CONTEXT_EXPORT}.
 * @returns `packed` is empty if the status is an error. It has the keys of the session.
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call of the context.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-exportsecuritycontext
 */
export function exportSecurityContext(context: SecurityContext, flags = 0): ExportResult {
  const core = contextCore(context);
  requireUint32('flags', flags);
  core.refuseWhileWorking();
  const answer = core.native.exportContext(flags);
  if (isSuccess(answer.status) && (flags & SECPKG_CONTEXT_EXPORT.DELETE_OLD) !== 0) core.close();
  return { ...answer, packed: hide(answer.packed) };
}

/**
 * ImportSecurityContext.
 *
 * @returns `context` unless the status is an error.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-importsecuritycontextw
 */
export function importSecurityContext(exported: ExportedContext): ImportResult {
  const { status, context } = importFrom(exported);
  return { status, ...(context && { context }) };
}
