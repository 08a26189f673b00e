import type {
  NativeAcquireParameters,
  NativeAcquireResult,
  NativeAttribute,
  NativeContextToken,
  NativeCredentials,
  NativeInput,
  NativeLeg,
  NativeOutput,
  NativeSecurityContext,
  NativeSetting,
  NativeTokenAnswer,
} from '#lib/native';

import { runBlock } from './fake-message';
import type { FakeAttribute, FakeLegCall } from './fake-secur32';
import { fake, unscripted } from './fake-secur32';

const INVALID_HANDLE = 0x80090301;
const UNSUPPORTED = 0x80090302;
const OPEN = 1;

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

  async add(parameters: NativeAcquireParameters): Promise<NativeAcquireResult> {
    fake.added.push(parameters);
    await fake.pool();
    return fake.add(parameters);
  }

  async queryAttribute(attribute: number): Promise<NativeAttribute> {
    fake.queried.push(attribute);
    await fake.pool();
    return answerAttribute(fake.credentialAttributes.get(attribute));
  }

  async queryAttributeBytes(attribute: number): Promise<NativeAttribute> {
    fake.queried.push(attribute);
    await fake.pool();
    return answerStructure(attribute);
  }

  async setAttribute(attribute: number, setting: NativeSetting): Promise<number> {
    fake.settings.push({ attribute, setting: copyOf(setting) });
    fake.given.push(setting);
    await fake.pool();
    return await fake.setStatus();
  }

  close(): void {
    this.closed += 1;
    this.acquired = false;
  }
}

export class FakeContext implements NativeSecurityContext {
  closed = 0;

  constructor(credentials: NativeCredentials | null) {
    const usable = credentials instanceof FakeCredentials && credentials.acquired;
    if (credentials !== null && !usable) throw new Error('the credentials are closed');
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

  bindMessages(method: number, control: Uint32Array, memory?: ArrayBuffer) {
    return (...memories: ArrayBuffer[]): void => {
      this.#run(method, control, memory === undefined ? memories : [memory]);
    };
  }

  // Elsewhere, and later.
  async runMessages(
    method: number,
    control: Uint32Array,
    ...memories: ArrayBuffer[]
  ): Promise<void> {
    await fake.pool();
    this.#run(method, control, memories);
  }

  #run(method: number, control: Uint32Array, memories: ArrayBuffer[]): void {
    const scripts = [fake.encrypt, fake.decrypt, fake.sign, fake.verify];
    runBlock(control, memories, method === OPEN, (message) => {
      if (this.closed > 0) return INVALID_HANDLE;
      fake.messages.push(message);
      return scripts[method]?.(message) ?? UNSUPPORTED;
    });
  }

  queryAttribute(attribute: number): NativeAttribute {
    fake.queried.push(attribute);
    if (this.closed > 0) return { status: INVALID_HANDLE, values: [] };
    return answerAttribute(fake.attributes.get(attribute));
  }

  queryAttributeBytes(attribute: number): NativeAttribute {
    fake.queried.push(attribute);
    return answerStructure(attribute);
  }

  setAttribute(attribute: number, setting: NativeSetting): number {
    fake.settings.push({ attribute, setting: copyOf(setting) });
    fake.given.push(setting);
    return fake.setStatus() as number;
  }

  queryToken(): NativeContextToken {
    return fake.token();
  }

  impersonate(callback: () => unknown): { status: number; value?: unknown } {
    const status = fake.impersonation();
    return status < 0x8000_0000 ? { status, value: callback() } : { status };
  }

  exportContext(flags: number): { status: number; packed: Buffer } {
    return fake.exported(flags);
  }

  importContext(packageName: string, packed: Uint8Array): number {
    return fake.imported(packageName, Buffer.from(packed));
  }

  close(): void {
    this.closed += 1;
  }
}

function answerAttribute(
  answer: FakeAttribute = { status: UNSUPPORTED, values: [] },
): NativeAttribute {
  return Array.isArray(answer) ? { status: 0, values: answer } : answer;
}

function answerStructure(attribute: number): NativeAttribute {
  const structure = fake.structures.get(attribute);
  return answerAttribute(structure && [structure]);
}

function copies(inputs: NativeInput[]): { type: number; data: Buffer }[] {
  return inputs.map(({ type, data }) => ({ type, data: Buffer.from(data) }));
}

// The addon copies what it is given before it returns.
function copyOf(setting: NativeSetting): NativeSetting {
  if (setting instanceof Uint8Array) return Buffer.from(setting);
  return setting.map((part) => (part instanceof Uint8Array ? Buffer.from(part) : part));
}
