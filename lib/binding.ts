import { join } from 'node:path';

import nodeGypBuild from 'node-gyp-build';

import { Secur32Error } from './errors.js';

/**
 * Whether this system has SSPI: true on Windows. Importing works everywhere; the first use
 * elsewhere throws `ERR_SSPI_UNSUPPORTED_PLATFORM`.
 */
export const isSupported: boolean = process.platform === 'win32';

/** A SecPkgInfo, as the addon gives it. */
export interface NativePackage {
  readonly name: string;
  readonly comment: string;
  readonly capabilities: number;
  readonly version: number;
  readonly rpcId: number;
  readonly maxToken: number;
}

/** The answer of the two calls about packages. */
export interface NativePackagesResult {
  readonly status: number;
  readonly packages: NativePackage[];
}

/** Where a certificate comes from: a PFX, or a store of this machine. */
export type NativeCertificate =
  | { pfx: Uint8Array; passphrase: string | Uint8Array }
  | { localMachine: boolean; storeName: string; thumbprint: Uint8Array };

/** The arguments of AcquireCredentialsHandleW. */
export interface NativeAcquireParameters {
  package: string;
  use: number;
  principal?: string | undefined;
  identity?:
    | { user?: string; domain?: string; password?: string | Uint8Array; packageList: string }
    | undefined;
  schannel?:
    | {
        schCredentials: boolean;
        flags: number;
        enabledProtocols: number;
        certificates: NativeCertificate[];
      }
    | undefined;
}

/** The answer of AcquireCredentialsHandleW, or of the certificate call that failed before it. */
export interface NativeAcquireResult {
  readonly status: number;
  readonly syscall: string;
  /** A FILETIME in local time; 0 when there is none. */
  readonly expiry: bigint;
}

/** A CredHandle; empty before `acquire` and after `close`. */
export interface NativeCredentials {
  acquire(parameters: NativeAcquireParameters): Promise<NativeAcquireResult>;
  close(): void;
}

/** An input buffer of a handshake leg. Its bytes are copied before the call returns. */
export interface NativeInput {
  type: number;
  data: Uint8Array;
}

/** An output buffer of a handshake leg: room for `size` bytes. */
export interface NativeOutput {
  type: number;
  size: number;
}

/** What one handshake call answered. */
export interface NativeLeg {
  readonly status: number;
  readonly flags: number;
  /** A FILETIME in local time; 0 when there is none. */
  readonly expiry: bigint;
  /** The types and sizes that the call left in the input buffers. */
  readonly inputs: { type: number; size: number }[];
  /**
   * `data` has the first `size` bytes, or nothing when they do not lie in the memory that was given,
   * or are more than there was room for.
   */
  readonly outputs: { type: number; size: number; data: Buffer }[];
}

/** The answer of a call that takes one token: its status, and the token as the call left it. */
export interface NativeTokenAnswer {
  readonly status: number;
  readonly outputs: NativeLeg['outputs'];
}

/** A call on one message. See message/control-block.ts for what is in `control`. */
export type NativeMessageCall = (control: Uint32Array, ...memories: ArrayBuffer[]) => number;

/** One member of an attribute's structure. */
export type NativeValue = number | string | Buffer | NativePackage | null;

/**
 * A message call on the thread pool. The bytes are copied before it returns; the answer has the
 * control block and the one memory that its buffers lie in.
 */
export type NativeAsyncCall = (
  control: Uint32Array,
  ...memories: ArrayBuffer[]
) => Promise<{
  readonly status: number;
  readonly control: Uint32Array;
  readonly memory: ArrayBuffer;
}>;

/** A CtxtHandle; empty before the first leg and after `close`. */
export interface NativeSecurityContext {
  initialize(
    target: string | null,
    flags: number,
    inputs: NativeInput[],
    outputs: NativeOutput[],
  ): Promise<NativeLeg>;
  accept(flags: number, inputs: NativeInput[], outputs: NativeOutput[]): Promise<NativeLeg>;
  completeAuthToken(token: NativeInput[]): Promise<NativeTokenAnswer>;
  applyControlToken(token: NativeInput[]): Promise<NativeTokenAnswer>;
  encryptMessage: NativeMessageCall;
  decryptMessage: NativeMessageCall;
  makeSignature: NativeMessageCall;
  verifySignature: NativeMessageCall;
  encryptMessageAsync: NativeAsyncCall;
  decryptMessageAsync: NativeAsyncCall;
  makeSignatureAsync: NativeAsyncCall;
  verifySignatureAsync: NativeAsyncCall;
  queryAttribute(attribute: number): { readonly status: number; readonly values: NativeValue[] };
  close(): void;
}

/** What an SSP/AP's DLL was found to be, as far as loading it came. */
export interface NativeSspLoad {
  readonly status: number;
  readonly syscall: string;
  /** The interface versions that the DLL gave: SECPKG_INTERFACE_VERSION*. */
  readonly lsaVersion: number;
  readonly userVersion: number;
  /** For each table, whether each entry is set, in the order of ntsecpkg.h. */
  readonly lsaTables: boolean[][];
  readonly userTables: boolean[][];
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
export interface NativeSspContext {
  initialize: NativeSecurityContext['initialize'];
  accept: NativeSecurityContext['accept'];
  sealMessage: NativeMessageCall;
  unsealMessage: NativeMessageCall;
  makeSignature: NativeMessageCall;
  verifySignature: NativeMessageCall;
  close(): void;
}

/** All that the addon exports. Every status is an unsigned number, and none is ever thrown. */
export interface NativeBinding {
  readonly Credentials: new () => NativeCredentials;
  readonly SecurityContext: new (credentials: NativeCredentials) => NativeSecurityContext;
  readonly SspModule: new () => NativeSspModule;
  readonly SspCredentials: new () => NativeSspCredentials;
  readonly SspContext: new (credentials: NativeSspCredentials) => NativeSspContext;
  enumeratePackages(): NativePackagesResult;
  queryPackage(name: string): NativePackagesResult;
  /** The system's text for a status, or an empty string. */
  statusMessage(status: number): string;
  /** The version of Wine, or null on Windows. */
  wineVersion(): string | null;
}

let loaded: NativeBinding | undefined;

function load(): NativeBinding {
  if (!isSupported) {
    throw new Secur32Error(
      'ERR_SSPI_UNSUPPORTED_PLATFORM',
      `SSPI is a part of Windows, and this is ${process.platform}. ` +
        'Ask isSupported before using secur32.',
    );
  }
  try {
    return nodeGypBuild(join(__dirname, '..')) as NativeBinding;
  } catch (cause) {
    throw new Secur32Error(
      'ERR_SSPI_BINDING_NOT_LOADED',
      `The native addon for ${process.platform}-${process.arch} could not be loaded. ` +
        'Binaries are made for win32-x64 and win32-ia32: reinstall secur32 with a Node.js of one of ' +
        'them, or build it for this one from a clone of its repository.',
      { cause },
    );
  }
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
