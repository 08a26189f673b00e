import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

// The controls of the scripted security package: a DLL that Secur32 loads by itself, notes every
// call, and answers as a test told it. README.md says how it gets there.

/**
 * What Secur32 calls the package by: members of its function tables in ntsecpkg.h, and, from
 * CompleteAuthToken on, those of sspi.h that only a provider has.
 */
export type PackageFunction =
  | 'AcquireCredentialsHandle'
  | 'FreeCredentialsHandle'
  | 'InitLsaModeContext'
  | 'AcceptLsaModeContext'
  | 'DeleteContext'
  | 'InitUserModeContext'
  | 'DeleteUserModeContext'
  | 'ExportContext'
  | 'QueryContextAttributes'
  | 'SealMessage'
  | 'UnsealMessage'
  | 'MakeSignature'
  | 'VerifySignature'
  | 'CompleteAuthToken'
  | 'ApplyControlToken'
  | 'QueryCredentialsAttributes'
  | 'AddCredentials'
  | 'SetContextAttributes'
  | 'QuerySecurityContextToken'
  | 'ImpersonateSecurityContext'
  | 'RevertSecurityContext'
  | 'ExportSecurityContext'
  | 'ImportSecurityContext'
  | 'SetCredentialsAttributes'
  | 'ChangeAccountPassword';

/** A SecBuffer as it reached the package. */
export interface RecordedBuffer {
  /** Without the attribute flags, which are in `flags`. */
  readonly type: number;
  readonly flags: number;
  readonly size: number;
  /** Whether pvBuffer is NULL. */
  readonly null: boolean;
  /** The place among the call's buffers by ascending address. */
  readonly order: number;
  /** Bytes from the lowest address of the call. */
  readonly offset: number;
  /** The bytes at the beginning of the call; none for the output of a leg. */
  readonly data: Buffer;
}

/** What pAuthData pointed to. */
export interface RecordedAuthData {
  readonly kind: 'plain' | 'extended' | 'schannel';
  readonly version: number;
  /** The Length of an extended identity. */
  readonly length: number;
  readonly flags: number;
  readonly user: string | null;
  readonly domain: string | null;
  readonly password: string | null;
  readonly packageList: string | null;
  /** The SCHANNEL_CRED itself. */
  readonly bytes: Buffer;
}

/** One call that reached the package. What a function does not have is 0, empty or null. */
export interface RecordedCall {
  readonly function: PackageFunction;
  readonly credentials: number;
  readonly context: number;
  readonly qop: number;
  readonly sequenceNumber: number;
  /** The flags asked for, the use of the credentials, or what an export is to do. */
  readonly flags: number;
  readonly attribute: number;
  /** The target, or the principal of credentials. */
  readonly target: string | null;
  /** The buffers of a message, the input of a leg, or a token to complete or to apply. */
  readonly buffers: readonly RecordedBuffer[];
  /** The output of a leg. */
  readonly outputs: readonly RecordedBuffer[];
  readonly authData: RecordedAuthData | null;
  /** An attribute that is set, or the exported context that is imported. */
  readonly bytes: Buffer;
  /** What the structure of that attribute points to. */
  readonly pointed: readonly Buffer[];
  /** The handle of the access token that an import is given. */
  readonly token: number;
  readonly thread: number;
  /** Milliseconds, by one clock for all calls. */
  readonly started: number;
  /** null while the call is on its way. */
  readonly ended: number | null;
  readonly status: number;
}

/** A change to one buffer of the caller: first bytes, then type and size, then the pointer. */
export interface BufferEdit {
  readonly index: number;
  readonly bytes?: Uint8Array;
  /** Where `bytes` go, from the start of the buffer. */
  readonly at?: number;
  /** With the attribute flags. */
  readonly type?: number;
  readonly size?: number;
  /** 'foreign' is memory of the package that cannot be read: whoever tries ends the process. */
  readonly place?: { readonly inside: number; readonly offset?: number } | 'foreign' | 'null';
}

/**
 * A member of an attribute's structure: a ULONG; a pointer to text, to bytes, to a SecPkgInfo, to a
 * certificate (the first, with all in its store), to an array of names, or NULL; or bytes of the
 * structure itself.
 */
export type Member =
  | number
  | string
  | Uint8Array
  | null
  | { readonly inline: Uint8Array }
  | { readonly certificates: readonly Uint8Array[] }
  | { readonly names: readonly Uint8Array[] }
  | {
      readonly name: string;
      readonly comment: string;
      readonly capabilities: number;
      readonly maxToken: number;
    };

/** How the package is to answer. What is left out stays as it does it by itself. */
export interface Answer {
  /** How many calls the answer is for. Default 1. */
  readonly times?: number;
  /** Only for queries of this SECPKG_ATTR. */
  readonly attribute?: number;
  /** Milliseconds to wait. */
  readonly delay?: number;
  /** Whether to wait for `release()`, for 10 seconds at most. */
  readonly blocks?: boolean;
  /** Any 32 bits. It replaces all that the package does by itself. */
  readonly status?: number;
  /** What UnsealMessage and VerifySignature say of the message. */
  readonly qop?: number;
  /** The flags that a leg grants. Default: those asked for. */
  readonly flags?: number;
  /** A FILETIME for credentials or a leg. */
  readonly expiry?: bigint;
  /** ContextData of a leg, for user mode. Only the host of this project takes it, not Wine. */
  readonly contextData?: Uint8Array;
  /** Changes to a message, to the output of a leg, or to a token to complete or to apply. */
  readonly buffers?: readonly BufferEdit[];
  /** A message's descriptor is left with no buffers, and with this count of them. */
  readonly lostBuffers?: number;
  /** Changes to the input of a leg. */
  readonly inputs?: readonly BufferEdit[];
  /** The members of an attribute's structure, laid out as a compiler would. */
  readonly structure?: readonly Member[];
  /** What an export gives. */
  readonly packed?: Uint8Array;
}

interface Controls {
  script(name: PackageFunction, answer: Answer): void;
  calls(): RecordedCall[];
  release(): void;
  reset(): void;
  openTokens(): number;
  impersonating(): boolean;
}

/** Where the DLL is. */
export const SCRIPTED_DLL: string = join(
  process.env['SystemRoot'] ?? 'C:\\windows',
  'system32',
  'secur32-scripted.dll',
);

/** The package whose messages are tokens. */
export const SCRIPTED = 'Scripted';
/** The package of the same DLL whose messages are the records of a stream. */
export const SCRIPTED_STREAM = 'ScriptedStream';
/** The same two as packages of a provider, of which Secur32 calls every function. */
export const SCRIPTED_PROVIDER = 'ScriptedProvider';
export const SCRIPTED_PROVIDER_STREAM = 'ScriptedProviderStream';

/** Whether the package is installed here. It is part of the lab, and of nobody's Windows. */
export const isInstalled: boolean = process.platform === 'win32' && existsSync(SCRIPTED_DLL);

let loaded: Controls | undefined;

/** What the DLL exports to Node.js. */
export function load(): object {
  const module = { exports: {} };
  process.dlopen(module, SCRIPTED_DLL, constants.dlopen.RTLD_LAZY);
  return module.exports;
}

function controls(): Controls {
  loaded ??= load() as Controls;
  return loaded;
}

/** Adds an answer. A call takes the oldest one for its function. */
export function script(name: PackageFunction, answer: Answer): void {
  controls().script(name, answer);
}

/** All calls since the last reset, or those of one function. */
export function calls(name?: PackageFunction): RecordedCall[] {
  const all = controls().calls();
  return name === undefined ? all : all.filter((each) => each.function === name);
}

/** The last call of a function. */
export function lastCall(name: PackageFunction): RecordedCall {
  const last = calls(name).at(-1);
  if (last === undefined) throw new Error(`${name} was not called`);
  return last;
}

/** Lets the calls go on that are blocked now. */
export function release(): void {
  controls().release();
}

/** Forgets all calls, answers and access tokens, and releases what is blocked. */
export function reset(): void {
  controls().reset();
}

/** How many of the access tokens that the package gave since the last reset are not closed. */
export function openTokens(): number {
  return controls().openTokens();
}

/** Whether this thread acts as somebody by a token of its own. */
export function isImpersonating(): boolean {
  return controls().impersonating();
}
