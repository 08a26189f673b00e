// The types of the border: what crosses between lib/ and src-native/. Every status is an unsigned
// number.

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
  add(parameters: NativeAcquireParameters): Promise<NativeAcquireResult>;
  queryAttribute(attribute: number): Promise<NativeAttribute>;
  /** One value: the 4096 bytes that the structure was given, as the package left them. */
  queryAttributeBytes(attribute: number): Promise<NativeAttribute>;
  /** Its bytes are copied before the call returns. */
  setAttribute(attribute: number, setting: NativeSetting): Promise<number>;
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
  /** Whose status it is, where it is not that of the call itself. */
  readonly syscall?: string;
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

/**
 * What runs the messages of control blocks; message/control-block.ts has their words, and
 * message/calls.ts the numbers of the methods. It throws if a block contradicts itself, or reaches
 * outside its memories, and answers the status of an invalid handle once the context is closed.
 */
export interface NativeMessages {
  /** A function that runs this block, whose array must not be on V8's own heap. */
  bindMessages(method: number, control: Uint32Array): (...memories: ArrayBuffer[]) => void;
  /** The same over one memory. It must not be called when that is detached. */
  bindMessages(method: number, control: Uint32Array, memory: ArrayBuffer): () => void;
  /** Runs a block on the thread pool, once. Until it has ended, nobody may reach what it was given. */
  runMessages(method: number, control: Uint32Array, ...memories: ArrayBuffer[]): Promise<void>;
}

/** One member of an attribute's structure; a bigint is a FILETIME in local time. */
export type NativeValue = number | bigint | string | Buffer | NativePackage | null;

/** The answer of a query: the members that the row of the attribute names, in its order. */
export interface NativeAttribute {
  readonly status: number;
  readonly values: NativeValue[];
}

/** What an attribute is set to: the bytes of its structure, or the members that its row names. */
export type NativeSetting = Uint8Array | (number | string | Uint8Array | null)[];

/** What the access token of a context says; its handle is closed. */
export interface NativeContextToken {
  readonly status: number;
  readonly syscall: string;
  readonly user: string;
  readonly groups: { sid: string; attributes: number }[];
  readonly type: number;
  readonly impersonationLevel: number;
}

/** What a callback returned, unless the status says that it was not called. */
export interface NativeImpersonation {
  readonly status: number;
  readonly value?: unknown;
}

/** A CtxtHandle; empty before the first leg or `importContext`, and after `close`. */
export interface NativeSecurityContext extends NativeMessages {
  initialize(
    target: string | null,
    flags: number,
    inputs: NativeInput[],
    outputs: NativeOutput[],
  ): Promise<NativeLeg>;
  accept(flags: number, inputs: NativeInput[], outputs: NativeOutput[]): Promise<NativeLeg>;
  completeAuthToken(token: NativeInput[]): Promise<NativeTokenAnswer>;
  applyControlToken(token: NativeInput[]): Promise<NativeTokenAnswer>;
  queryToken(): NativeContextToken;
  /** Calls it as the client of the context; what it throws goes on to the caller. */
  impersonate(callback: () => unknown): NativeImpersonation;
  exportContext(flags: number): { readonly status: number; readonly packed: Buffer };
  importContext(packageName: string, packed: Uint8Array): number;
  queryAttribute(attribute: number): NativeAttribute;
  /** One value: the 4096 bytes that the structure was given, as the package left them. */
  queryAttributeBytes(attribute: number): NativeAttribute;
  setAttribute(attribute: number, setting: NativeSetting): number;
  close(): void;
}

/** The arguments of ChangeAccountPasswordW. */
export interface NativePasswordChange {
  package: string;
  domain: string;
  user: string;
  oldPassword: string | Uint8Array;
  newPassword: string | Uint8Array;
}
