import { createRequire } from 'node:module';

import { explain } from './binding/explanation.js';
import { findAddon } from './binding/find.js';
import type { Surroundings } from './binding/places.js';
import { placesOf } from './binding/places.js';
import { Secur32Error } from './errors.js';
import type {
  NativeCredentials,
  NativePackagesResult,
  NativePasswordChange,
  NativeSecurityContext,
} from './native.js';
import type { NativeSspContext, NativeSspCredentials, NativeSspModule } from './ssp/native.js';

/**
 * Whether this system has SSPI: true on Windows. Importing works everywhere; the first use
 * elsewhere throws `ERR_SSPI_UNSUPPORTED_PLATFORM`.
 */
export const isSupported: boolean = process.platform === 'win32';

/** All that the addon exports. Every status is an unsigned number, and none is ever thrown. */
export interface NativeBinding {
  readonly Credentials: new () => NativeCredentials;
  /** Without credentials for a context that is imported. */
  readonly SecurityContext: new (credentials: NativeCredentials | null) => NativeSecurityContext;
  readonly SspModule: new () => NativeSspModule;
  readonly SspCredentials: new () => NativeSspCredentials;
  readonly SspContext: {
    new (credentials: NativeSspCredentials): NativeSspContext;
    new (module: NativeSspModule, packageIndex: number): NativeSspContext;
  };
  enumeratePackages(): NativePackagesResult;
  queryPackage(name: string): NativePackagesResult;
  changePassword(change: NativePasswordChange): Promise<number>;
  /** The system's text for a status, or an empty string. */
  statusMessage(status: number): string;
  /** The version of Wine, or null on Windows. */
  wineVersion(): string | null;
}

let loaded: NativeBinding | undefined;

function surroundingsOfProcess(): Surroundings {
  const { platform, arch, execPath } = process;
  return {
    // A bundler may have made an ES module of this.
    code: typeof __dirname === 'string' ? __dirname : undefined,
    target: `${platform}-${arch}`,
    execPath,
    resourcesPath: (process as { readonly resourcesPath?: string }).resourcesPath,
  };
}

const notLoaded = (message: string, options?: ErrorOptions): Secur32Error =>
  new Secur32Error('ERR_SSPI_BINDING_NOT_LOADED', message, options);

function load(): NativeBinding {
  if (!isSupported) {
    throw new Secur32Error(
      'ERR_SSPI_UNSUPPORTED_PLATFORM',
      `SSPI is a part of Windows, and this is ${process.platform}. ` +
        'Ask isSupported before using secur32.',
    );
  }
  const surroundings = surroundingsOfProcess();
  const places = placesOf(surroundings);
  const file = findAddon(places, surroundings.target);
  try {
    // A single executable's own require knows nothing but built-in modules.
    if (file !== undefined) return createRequire(file)(file) as NativeBinding;
  } catch (cause) {
    throw notLoaded(explain({ surroundings, places, file, cause }), { cause });
  }
  throw notLoaded(explain({ surroundings, places }));
}

/**
 * The addon, loaded at its first use.
 *
 * @throws Secur32Error `ERR_SSPI_UNSUPPORTED_PLATFORM` elsewhere than on Windows, or
 *   `ERR_SSPI_BINDING_NOT_LOADED`.
 */
export function binding(): NativeBinding {
  loaded ??= load();
  return loaded;
}
