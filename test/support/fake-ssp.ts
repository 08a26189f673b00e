import type {
  NativeAcquireResult,
  NativeInput,
  NativeLeg,
  NativeOutput,
  NativeValue,
} from '#lib/native';
import type {
  NativeSspAcquireParameters,
  NativeSspContext,
  NativeSspCredentials,
  NativeSspLoad,
  NativeSspModule,
} from '#lib/ssp/native';

import type { FakeMessage } from './fake-message';
import { runBlock } from './fake-message';

// The part of the made-up addon that hosts the DLL of a security package.

/** A DLL of one package whose tables have all that a host asks for. */
export const FAKE_DLL: NativeSspLoad = {
  status: 0,
  syscall: 'SpUserModeInitialize',
  lsaVersion: 0x10000,
  userVersion: 0x10000,
  lsaCount: 1,
  userCount: 1,
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

const METHODS = ['sealMessage', 'unsealMessage', 'makeSignature', 'verifySignature'];

type MessageScript = (method: string, message: FakeMessage) => number;

/** What a test says the hosted DLL shall answer, and what it has seen. */
export class FakeSsp {
  dll: NativeSspLoad = FAKE_DLL;
  acquire: NativeAcquireResult = { status: 0, syscall: 'SpAcquireCredentialsHandle', expiry: 0n };
  /** The answers of the next legs; then SEC_E_OK with the token 'a token'. */
  legs: (NativeLeg | Promise<NativeLeg>)[] = [];
  message: MessageScript = () => 0;
  /** What an asynchronous message call waits for. */
  pool: () => Promise<void> = () => Promise.resolve();
  answer: { status: number; values: NativeValue[] } = { status: 0, values: [] };
  /** The status of an import or an export. */
  moved = 0;

  readonly paths: string[] = [];
  readonly acquired: (NativeSspAcquireParameters & { packageIndex: number })[] = [];
  readonly legCalls: {
    target?: string | null;
    flags: number;
    inputs: NativeInput[];
    outputs: NativeOutput[];
  }[] = [];
  readonly messages: { method: string; message: FakeMessage }[] = [];
  readonly queries: number[] = [];
  readonly imported: Buffer[] = [];
  /** The flags of exports. */
  readonly exported: number[] = [];
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
  const outputs = [{ type: 2, size: data.length, data }];
  return { status, flags: 0x1c, expiry: 0n, inputs: [], outputs };
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

  bindMessages(method: number, control: Uint32Array) {
    return (...memories: ArrayBuffer[]): void => {
      this.#run(method, control, memories);
    };
  }

  async runMessages(
    method: number,
    control: Uint32Array,
    ...memories: ArrayBuffer[]
  ): Promise<void> {
    await fakeSsp.pool();
    this.#run(method, control, memories);
  }

  #run(method: number, control: Uint32Array, memories: ArrayBuffer[]): void {
    const name = METHODS[method] ?? '';
    runBlock(control, memories, name === 'unsealMessage', (message) => {
      fakeSsp.messages.push({ method: name, message });
      return fakeSsp.message(name, message);
    });
  }

  queryAttribute(attribute: number): { status: number; values: NativeValue[] } {
    fakeSsp.queries.push(attribute);
    return fakeSsp.answer;
  }

  import(packed: Uint8Array): Promise<{ status: number; syscall: string }> {
    fakeSsp.imported.push(Buffer.from(packed));
    return Promise.resolve({ status: fakeSsp.moved, syscall: 'SpImportContext' });
  }

  export(flags: number): { status: number; packed: Buffer } {
    fakeSsp.exported.push(flags);
    return { status: fakeSsp.moved, packed: Buffer.from('packed') };
  }

  close(): void {
    fakeSsp.closed.push('context');
  }
}
