import { requireBoolean, requireOptions } from './arguments.js';
import { SECPKG_CONTEXT_EXPORT } from './constants.js';
import type { ContextCore, Side } from './context-core.js';
import { check } from './fail.js';
import { hide } from './secret-bytes.js';

/** Options of {@link SecurityContext.export} and {@link SspContext.export}. */
export interface ExportOptions {
  /** Whether the new context starts with the numbers of a new session. Default false. */
  readonly resetNew?: boolean;
  /** Whether this context ends with the call; it is closed then. Default false. */
  readonly deleteOld?: boolean;
}

/** A context on its way to another thread or process of this machine. */
export interface ExportedContext {
  /** The package that the context is of. */
  readonly package: string;
  /** Which end of the connection it is. */
  readonly side: Side;
  /** The flags that were granted. */
  readonly flags: number;
  /**
   * The context, in a form of the package's own. It has the keys of the session: a secret, which
   * console.log() does not show. Fill it with zeros when you are done.
   */
  readonly packed: Uint8Array;
}

/** The SECPKG_CONTEXT_EXPORT flags of options. */
export function exportFlags(options: ExportOptions): number {
  requireOptions('options', options, ['resetNew', 'deleteOld']);
  const { resetNew = false, deleteOld = false } = options;
  requireBoolean('options.resetNew', resetNew);
  requireBoolean('options.deleteOld', deleteOld);
  return (
    (resetNew ? SECPKG_CONTEXT_EXPORT.RESET_NEW : 0) |
    (deleteOld ? SECPKG_CONTEXT_EXPORT.DELETE_OLD : 0)
  );
}

/** ExportSecurityContext. */
export function exportContext(core: ContextCore, options: ExportOptions = {}): ExportedContext {
  const flags = exportFlags(options);
  core.requireWritable();
  core.refuseWhileWorking();
  const { status, packed } = core.native.exportContext(flags);
  check(status, 'ExportSecurityContext', core.securityPackage.name);
  if ((flags & SECPKG_CONTEXT_EXPORT.DELETE_OLD) !== 0) core.close();
  return {
    package: core.securityPackage.name,
    side: core.side,
    flags: core.flags,
    packed: hide(packed),
  };
}
