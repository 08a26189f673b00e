import type {
  NativeAcquireParameters,
  NativeAcquireResult,
  NativeMessages,
  NativePackage,
  NativeSecurityContext,
} from '../native.js';

/** What an SSP/AP's DLL was found to be, as far as loading it came. */
export interface NativeSspLoad {
  readonly status: number;
  readonly syscall: string;
  /** The interface versions that the DLL gave: SECPKG_INTERFACE_VERSION*. */
  readonly lsaVersion: number;
  readonly userVersion: number;
  /** How many tables there are said to be. */
  readonly lsaCount: number;
  readonly userCount: number;
  /**
   * For each table, whether each entry is set, in the order of ntsecpkg.h; null for one that points to
   * no code, or is not in memory at all. After a table with such an entry no other one is read.
   */
  readonly lsaTables: (boolean | null)[][];
  readonly userTables: (boolean | null)[][];
  /** For each LSA table, what GetInfo answered. */
  readonly infos: { readonly status: number; readonly package?: NativePackage }[];
}

/** The DLL of an SSP/AP; empty before `load` and after `close`. */
export interface NativeSspModule {
  load(path: string): NativeSspLoad;
  close(): void;
}

/** The arguments of SpAcquireCredentialsHandle. */
export interface NativeSspAcquireParameters {
  use: number;
  principal?: string | undefined;
  identity?: NativeAcquireParameters['identity'];
  authData?: Uint8Array | undefined;
}

/** Credentials of a hosted package; empty before `acquire` and after `close`. */
export interface NativeSspCredentials {
  acquire(
    module: NativeSspModule,
    packageIndex: number,
    parameters: NativeSspAcquireParameters,
  ): Promise<NativeAcquireResult>;
  close(): void;
}

/** A context of a hosted package; empty before the first leg and after `close`. */
export interface NativeSspContext extends NativeMessages {
  initialize: NativeSecurityContext['initialize'];
  accept: NativeSecurityContext['accept'];
  queryAttribute: NativeSecurityContext['queryAttribute'];
  import(packed: Uint8Array): Promise<{ readonly status: number; readonly syscall: string }>;
  export(flags: number): { readonly status: number; readonly packed: Buffer };
  close(): void;
}
