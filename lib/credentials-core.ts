import type { NativeCredentials, NativeSecurityContext } from './native.js';
import { binding } from './binding.js';
import { Secur32Error } from './errors.js';
import type { SecurityPackage } from './packages.js';

/** What the parts of credentials share: the native handle, its package, and whether it is closed. */
export class CredentialsCore {
  closed = false;

  constructor(
    readonly native: NativeCredentials,
    readonly securityPackage: SecurityPackage,
    /** FILETIME in local time; 0 when the package states none. */
    readonly expiry: bigint,
  ) {}

  requireOpen(): void {
    if (this.closed) throw new Secur32Error('ERR_SSPI_CLOSED', 'The credentials are closed.');
  }

  /** Makes a native context, which has made no leg; of closed credentials one that makes none. */
  createContext(): NativeSecurityContext {
    return new (binding().SecurityContext)(this.closed ? null : this.native);
  }

  close(): void {
    this.closed = true;
    this.native.close();
  }
}
