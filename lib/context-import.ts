import {
  requireBytes,
  requireOneOf,
  requireOptions,
  requireText,
  requireUint32,
} from './arguments.js';
import { binding } from './binding.js';
import type { ClientContext } from './client-context.js';
import { createClientContext } from './client-context.js';
import type { ExportedContext } from './context-export.js';
import { failure } from './fail.js';
import { establish } from './legs.js';
import { coreOf } from './message-context.js';
import type { ServerContext } from './server-context.js';
import { createServerContext } from './server-context.js';
import { isSuccess } from './status.js';

/** ImportSecurityContext; `context` unless the status is an error. */
export function importFrom(exported: ExportedContext): {
  readonly status: number;
  readonly syscall: string;
  readonly context?: ClientContext | ServerContext;
} {
  requireOptions('exported', exported, ['package', 'side', 'flags', 'packed']);
  const { package: name, side, flags, packed } = exported;
  requireText('exported.package', name);
  requireOneOf('exported.side', side, ['client', 'server']);
  requireUint32('exported.flags', flags);
  requireBytes('exported.packed', packed);
  const { status: known, packages } = binding().queryPackage(name);
  const [found] = packages;
  if (found === undefined) return { status: known, syscall: 'QuerySecurityPackageInfo' };
  const native = new (binding().SecurityContext)(null);
  const status = native.importContext(found.name, packed);
  const syscall = 'ImportSecurityContext';
  if (!isSuccess(status)) return { status, syscall };
  const create = side === 'client' ? createClientContext : createServerContext;
  const context = create(native, found, {});
  const core = coreOf(context);
  core.flags = flags;
  core.begun = true;
  core.imported = true;
  establish(core);
  return { status, syscall, context };
}

/**
 * Makes a context of what {@link SecurityContext.export} gave, in this or another process of this
 * machine. It goes on where that one was: use only one of the two. It makes no more legs.
 *
 * @throws PackageNotFoundError if there is no such package.
 * @throws SspiError from ImportSecurityContext.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-importsecuritycontextw
 */
export function importContext(exported: ExportedContext): ClientContext | ServerContext {
  const { status, syscall, context } = importFrom(exported);
  if (context === undefined) throw failure({ status, syscall, package: exported.package });
  return context;
}
