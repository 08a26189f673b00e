import type {
  NativeAcquireResult,
  NativeInput,
  NativeLeg,
  NativeOutput,
  NativeSspAcquireParameters,
  NativeSspContext,
  NativeSspCredentials,
  NativeSspLoad,
  NativeSspModule,
} from '#lib/binding';

import type { FakeMessage } from './fake-message';
import { decodeMessage, encodeMessage } from './fake-message';

// The part of the made-up addon that hosts the DLL of a security package.

/** A DLL of one package whose tables have all that a host asks for. */
export const FAKE_DLL: NativeSspLoad = {
  status: 0,
  syscall: 'SpUserModeInitialize',
  lsaVersion: 0x10000,
  userVersion: 0x10000,
  lsaTables: [Array.from({ length: 27 }, (_, i) => i >= 8)],
  userTables: [Array.from({ length: 14 }, (_, i) => i <= 5)],
  infos: [
    {
      status: 0,
      package: {
        ...{ name: 'Own', comment: 'A package of ours', capabilities: 0x33 },
        ...{ version: 1, rpcId: 0xffff, maxToken: 4096 },
      },
    },
  ],
};

type MessageScript = (method: string, message: FakeMessage) => number;

/** What a test says the hosted DLL shall answer, and what it has seen. */
export class FakeSsp {
  dll: NativeSspLoad = FAKE_DLL;
  acquire: NativeAcquireResult = { status: 0, syscall: 'SpAcquireCredentialsHandle', expiry: 0n };
  /** The answers of the next legs; then SEC_E_OK with the token 'a token'. */
  legs: (NativeLeg | Promise<NativeLeg>)[] = [];
  message: MessageScript = () => 0;

  readonly paths: string[] = [];
  readonly acquired: (NativeSspAcquireParameters & { packageIndex: number })[] = [];
  readonly legCalls: {
    target?: string | null;
    flags: number;
    inputs: NativeInput[];
    outputs: NativeOutput[];
  }[] = [];
  readonly messages: { method: string; message: FakeMessage }[] = [];
  /** What was closed, in its order. */
  readonly closed: string[] = [];
}

/** The hosted DLL of the running test. */
export let fakeSsp = new FakeSsp();

/** Gives the next test one of its own; `resetFake` of the fake binding does it. */
export function resetFakeSsp(): void {
  fakeSsp = new FakeSsp();
}

/** The answer of a leg of a fake package. */
export function fakeLeg(status: number, token: string): NativeLeg {
  const data = Buffer.from(token);
  return { status, flags: 0x1c, expiry: 0n, inputs: [], outputs: [{ type: 2, size: 0, data }] };
}

export class FakeSspModule implements NativeSspModule {
  load(path: string): NativeSspLoad {
    fakeSsp.paths.push(path);
    return fakeSsp.dll;
  }

  close(): void {
    fakeSsp.closed.push('module');
  }
}

export class FakeSspCredentials implements NativeSspCredentials {
  acquire(
    _module: NativeSspModule,
    packageIndex: number,
    parameters: NativeSspAcquireParameters,
  ): Promise<NativeAcquireResult> {
    fakeSsp.acquired.push({ ...parameters, packageIndex });
    return Promise.resolve(fakeSsp.acquire);
  }

  close(): void {
    fakeSsp.closed.push('credentials');
  }
}

export class FakeSspContext implements NativeSspContext {
  async initialize(
    target: string | null,
    flags: number,
    inputs: NativeInput[],
    outputs: NativeOutput[],
  ): Promise<NativeLeg> {
    fakeSsp.legCalls.push({ target, flags, inputs, outputs });
    return await (fakeSsp.legs.shift() ?? fakeLeg(0, 'a token'));
  }

  async accept(flags: number, inputs: NativeInput[], outputs: NativeOutput[]): Promise<NativeLeg> {
    fakeSsp.legCalls.push({ flags, inputs, outputs });
    return await (fakeSsp.legs.shift() ?? fakeLeg(0, 'a token'));
  }

  sealMessage(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message('sealMessage', control, memories);
  }

  unsealMessage(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message('unsealMessage', control, memories);
  }

  makeSignature(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message('makeSignature', control, memories);
  }

  verifySignature(control: Uint32Array, ...memories: ArrayBuffer[]): number {
    return this.#message('verifySignature', control, memories);
  }

  #message(method: string, control: Uint32Array, memories: ArrayBuffer[]): number {
    const message = decodeMessage(control, memories);
    fakeSsp.messages.push({ method, message });
    const status = fakeSsp.message(method, message);
    encodeMessage(control, message);
    return status;
  }

  close(): void {
    fakeSsp.closed.push('context');
  }
}
