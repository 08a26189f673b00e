import type {
  NativeAcquireParameters,
  NativeAcquireResult,
  NativeAttribute,
  NativeContextToken,
  NativeLeg,
  NativeOutput,
  NativePackage,
  NativePasswordChange,
  NativeSetting,
  NativeValue,
} from '#lib/native';

import type { FakeMessage } from './fake-message';
import { FAKE_PACKAGES } from './fake-packages';
import { resetFakeSsp } from './fake-ssp';

/** What reached InitializeSecurityContext or AcceptSecurityContext; the bytes are copies. */
export interface FakeLegCall {
  readonly method: 'initialize' | 'accept';
  readonly target?: string | null;
  readonly flags: number;
  readonly inputs: { type: number; data: Buffer }[];
  readonly outputs: NativeOutput[];
}

/** An object of the addon. */
export interface FakeObject {
  /** How often it was closed. */
  readonly closed: number;
  /** Of credentials: whether there is a handle. */
  readonly acquired?: boolean;
}

type LegScript = (call: FakeLegCall) => NativeLeg | Promise<NativeLeg>;
type CompleteScript = (token: Buffer) => { status: number; token: string } | Promise<never>;
export type MessageScript = (message: FakeMessage) => number;
export type FakeAttribute = NativeValue[] | NativeAttribute;

/** What a test says the fake shall answer, and what the fake has seen. */
export class FakeSecur32 {
  packages: NativePackage[] = [...FAKE_PACKAGES];
  packagesStatus = 0;
  wineVersion: string | null = null;
  statusMessage: (status: number) => string = () => '';
  acquire: (parameters: NativeAcquireParameters) => NativeAcquireResult = () => ({
    status: 0,
    syscall: 'AcquireCredentialsHandle',
    expiry: 0n,
  });
  /** The answers of the next legs, in their order. */
  legs: LegScript[] = [];
  complete: CompleteScript = () => unscripted('CompleteAuthToken');
  encrypt: MessageScript = () => unscripted('EncryptMessage');
  decrypt: MessageScript = () => unscripted('DecryptMessage');
  sign: MessageScript = () => unscripted('MakeSignature');
  verify: MessageScript = () => unscripted('VerifySignature');
  control: () => number = () => unscripted('ApplyControlToken');
  add: (parameters: NativeAcquireParameters) => NativeAcquireResult = () =>
    unscripted('AddCredentials');
  token: () => NativeContextToken = () => unscripted('QuerySecurityContextToken');
  impersonation: () => number = () => unscripted('ImpersonateSecurityContext');
  exported: (flags: number) => { status: number; packed: Buffer } = () =>
    unscripted('ExportSecurityContext');
  imported: (packageName: string, packed: Buffer) => number = () =>
    unscripted('ImportSecurityContext');
  changePassword: (change: NativePasswordChange) => number = () =>
    unscripted('ChangeAccountPassword');
  /** How long a call waits for a thread. */
  pool: () => Promise<void> = () => Promise.resolve();
  /** By SECPKG_ATTR_*; the package does not have what is missing here. */
  attributes = new Map<number, FakeAttribute>();
  /** The same for the bytes of a structure. */
  structures = new Map<number, Buffer>();
  /** The same for credentials, by SECPKG_CRED_ATTR_* or SECPKG_ATTR_*. */
  credentialAttributes = new Map<number, FakeAttribute>();
  /** What the calls that set an attribute answer. */
  setStatus: () => number | Promise<number> = () => 0;

  /** Every leg that was made. */
  readonly legCalls: FakeLegCall[] = [];
  /** Every message that reached a message call. */
  readonly messages: FakeMessage[] = [];
  readonly acquired: NativeAcquireParameters[] = [];
  readonly added: NativeAcquireParameters[] = [];
  readonly completed: Buffer[] = [];
  readonly controlled: Buffer[] = [];
  readonly queried: number[] = [];
  readonly settings: { attribute: number; setting: NativeSetting }[] = [];
  /** The same in the memory of the library. */
  readonly given: NativeSetting[] = [];
  readonly credentials: FakeObject[] = [];
  readonly contexts: FakeObject[] = [];
}

/** Refuses a call that no test has scripted. */
export function unscripted(syscall: string): never {
  throw new Error(`The fake binding was not told what to answer to ${syscall}`);
}

/** The fake of the running test. */
export let fake = new FakeSecur32();

/** Gives the next test a fake of its own; call it in `beforeEach`. */
export function resetFake(): void {
  fake = new FakeSecur32();
  resetFakeSsp();
}
