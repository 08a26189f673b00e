import { jest } from '@jest/globals';

import type {
  NativeAcquireParameters,
  NativeAcquireResult,
  NativeBinding,
  NativeCredentials,
  NativeInput,
  NativeLeg,
  NativeOutput,
  NativePackage,
  NativePackagesResult,
  NativeSecurityContext,
  NativeTokenAnswer,
  NativeValue,
} from '#lib/binding';

import type { FakeMessage } from './fake-message';
import { copyMessage, decodeMessage, encodeMessage } from './fake-message';
import { FAKE_PACKAGES } from './fake-packages';
import { FakeSspContext, FakeSspCredentials, FakeSspModule, resetFakeSsp } from './fake-ssp';

// A made-up addon for unit tests, in place of the real one: importing this file before anything of
// the library replaces lib/binding.ts. It seals nothing, it does what a test scripts, and it refuses
// a call that no test has scripted.

const INVALID_HANDLE = 0x80090301;
const NOT_FOUND = 0x80090305;
const UNSUPPORTED = 0x80090302;

/** What reached InitializeSecurityContext or AcceptSecurityContext; the bytes are copies. */
export interface FakeLegCall {
  readonly method: 'initialize' | 'accept';
  readonly target?: string | null;
  readonly flags: number;
  readonly inputs: { type: number; data: Buffer }[];
  readonly outputs: NativeOutput[];
}

type LegScript = (call: FakeLegCall) => NativeLeg | Promise<NativeLeg>;
type CompleteScript = (token: Buffer) => { status: number; token: string } | Promise<never>;
type MessageScript = (message: FakeMessage) => number;
type Attribute = NativeValue[] | { status: number; values: NativeValue[] };

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
  /** How long a call waits for a thread. */
  pool: () => Promise<void> = () => Promise.resolve();
  /** By SECPKG_ATTR_*; the package does not have what is missing here. */
  attributes = new Map<number, Attribute>();

  /** Every leg that was made. */
  readonly legCalls: FakeLegCall[] = [];
  /** Every message that reached a message call. */
  readonly messages: FakeMessage[] = [];
  readonly acquired: NativeAcquireParameters[] = [];
  readonly completed: Buffer[] = [];
  readonly controlled: Buffer[] = [];
  readonly queried: number[] = [];
  readonly credentials: FakeCredentials[] = [];
  readonly contexts: FakeContext[] = [];
}

function unscripted(syscall: string): never {
  throw new Error(`The fake binding was not told what to answer to ${syscall}`);
}

/** The fake of the running test. */
export let fake = new FakeSecur32();

/** Gives the next test a fake of its own; call it in `beforeEach`. */
export function resetFake(): void {
  fake = new FakeSecur32();
  resetFakeSsp();
}

export class FakeCredentials implements NativeCredentials {
  closed = 0;
  acquired = false;

  constructor() {
    fake.credentials.push(this);
  }

  acquire(parameters: NativeAcquireParameters): Promise<NativeAcquireResult> {
    fake.acquired.push(parameters);
    const result = fake.acquire(parameters);
    this.acquired = result.status < 0x8000_0000;
    return Promise.resolve(result);
  }

  close(): void {
    this.closed += 1;
    this.acquired = false;
  }
}

export class FakeContext implements NativeSecurityContext {
  closed = 0;

  constructor(credentials: NativeCredentials) {
    if (!(credentials instanceof FakeCredentials && credentials.acquired)) {
      throw new Error('the credentials are closed');
    }
    fake.contexts.push(this);
  }

  initialize(
    target: string | null,
    flags: number,
    inputs: NativeInput[],
    outputs: NativeOutput[],
  ): Promise<NativeLeg> {
    return this.#leg({ method: 'initialize', target, flags, inputs: copies(inputs), outputs });
  }

  accept(flags: number, inputs: NativeInput[], outputs: NativeOutput[]): Promise<NativeLeg> {
    return this.#leg({ method: 'accept', flags, inputs: copies(inputs), outputs });
  }

  // Async, so that it rejects with what a script throws.
  async #leg(call: FakeLegCall): Promise<NativeLeg> {
    fake.legCalls.push(call);
    const script = fake.legs.shift() ?? (() => unscripted(call.method));
    return script(call);
  }

  async completeAuthToken([input]: NativeInput[]) {
    const token = Buffer.from(input?.data ?? []);
    fake.completed.push(token);
    const { status, token: completed } = await fake.complete(token);
    const data = Buffer.from(completed);
    return { status, outputs: [{ type: 2, size: data.length, data }] };
  }

  applyControlToken([input]: NativeInput[]): Promise<NativeTokenAnswer> {
    fake.controlled.push(Buffer.from(input?.data ?? []));
    return Promise.resolve({ status: fake.control(), outputs: [] });
  }

  encryptMessage(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message(fake.encrypt, control, memories);
  }

  decryptMessage(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message(fake.decrypt, control, memories);
  }

  makeSignature(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message(fake.sign, control, memories);
  }

  verifySignature(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message(fake.verify, control, memories);
  }

  // Elsewhere, later, and in a copy.
  async #later(
    script: () => MessageScript,
    control: Uint32Array,
    memories: ArrayBuffer[],
  ): Promise<{ status: number; control: Uint32Array; memory: ArrayBuffer }> {
    const { words, memory } = copyMessage(control, memories);
    await fake.pool();
    return { status: this.#message(script(), words, [memory]), control: words, memory };
  }

  encryptMessageAsync = (control: Uint32Array, ...memories: ArrayBuffer[]) =>
    this.#later(() => fake.encrypt, control, memories);

  decryptMessageAsync = (control: Uint32Array, ...memories: ArrayBuffer[]) =>
    this.#later(() => fake.decrypt, control, memories);

  makeSignatureAsync = (control: Uint32Array, ...memories: ArrayBuffer[]) =>
    this.#later(() => fake.sign, control, memories);

  verifySignatureAsync = (control: Uint32Array, ...memories: ArrayBuffer[]) =>
    this.#later(() => fake.verify, control, memories);

  #message(script: MessageScript, control: Uint32Array, memories: ArrayBuffer[]): number {
    if (this.closed > 0) return INVALID_HANDLE;
    const message = decodeMessage(control, memories);
    fake.messages.push(message);
    const status = script(message);
    encodeMessage(control, message);
    return status;
  }

  queryAttribute(attribute: number): { status: number; values: NativeValue[] } {
    fake.queried.push(attribute);
    if (this.closed > 0) return { status: INVALID_HANDLE, values: [] };
    const answer = fake.attributes.get(attribute) ?? { status: UNSUPPORTED, values: [] };
    return Array.isArray(answer) ? { status: 0, values: answer } : answer;
  }

  close(): void {
    this.closed += 1;
  }
}

function copies(inputs: NativeInput[]): { type: number; data: Buffer }[] {
  return inputs.map(({ type, data }) => ({ type, data: Buffer.from(data) }));
}

function answerPackages(packages: NativePackage[], status: number): NativePackagesResult {
  return status < 0x8000_0000 ? { status, packages } : { status, packages: [] };
}

const fakeBinding: NativeBinding = {
  Credentials: FakeCredentials,
  SecurityContext: FakeContext,
  SspModule: FakeSspModule,
  SspCredentials: FakeSspCredentials,
  SspContext: FakeSspContext,
  enumeratePackages: () => answerPackages(fake.packages, fake.packagesStatus),
  queryPackage(name) {
    const found = fake.packages.filter((each) => each.name.toLowerCase() === name.toLowerCase());
    return answerPackages(found, found.length === 0 ? NOT_FOUND : fake.packagesStatus);
  },
  statusMessage: (status) => fake.statusMessage(status),
  wineVersion: () => fake.wineVersion,
};

jest.mock('#lib/binding', () => ({ isSupported: true, binding: () => fakeBinding }));
