import { join, resolve } from 'node:path';

import type {
  CheckOptions,
  ContextAttributes,
  ProtectOptions,
  ProtectResult,
  SecBuffer as SecBufferType,
  SecurityContext,
  SspContext,
  StepResult,
  VerifyResult,
} from 'secur32';
import { Credentials, SecBuffer, SspModule } from 'secur32';

// The example package, by both ways that lead to it.

export const REFERENCE = 'ReferenceSsp';
export const TOKEN_SIZE = 28;
export const SECRET = 'a secret that nobody guesses';

const FILE = 'secur32-reference.dll';

/** The copy that Secur32 loads. */
export const INSTALLED = join(process.env['SystemRoot'] ?? 'C:\\windows', 'system32', FILE);
/** Another one, which is another module with variables of its own. */
export const BUILT = resolve('out/native', process.arch, FILE);

/** One end of a connection, whatever calls the package. */
export interface ReferenceEnd {
  step(token?: Uint8Array): Promise<StepResult>;
  seal(buffers: readonly SecBufferType[], options?: ProtectOptions): ProtectResult;
  unseal(buffers: readonly SecBufferType[], options?: CheckOptions): ProtectResult & VerifyResult;
  sign(buffers: readonly SecBufferType[], options?: ProtectOptions): ProtectResult;
  verify(buffers: readonly SecBufferType[], options?: CheckOptions): VerifyResult;
  query<Name extends keyof ContextAttributes>(name: Name): ContextAttributes[Name];
  readonly flags: number;
  readonly state: string;
  close(): void;
}

export interface EndOptions {
  readonly user?: string;
  readonly secret?: string;
  readonly flags?: number;
}

/** A way to the package. */
export interface Route {
  readonly name: string;
  /** What the sealing call is named. */
  readonly syscall: string;
  initiate(options?: EndOptions): Promise<ReferenceEnd>;
  accept(options?: EndOptions): Promise<ReferenceEnd>;
}

const flagsOf = ({ flags }: EndOptions) => (flags === undefined ? {} : { flags });
const identityOf = ({ user = 'alice', secret = SECRET }: EndOptions) => ({
  identity: { user, password: secret },
});

/** Closes the credentials at once: they live as long as their context. */
async function withCredentials<T>(
  acquired: Promise<T & Disposable>,
  use: (credentials: T) => ReferenceEnd,
): Promise<ReferenceEnd> {
  using credentials = await acquired;
  return use(credentials);
}

/** Through the host, of the DLL at a path. */
export function hosted(path: string): Route {
  const acquire = async (use: 'initiate' | 'accept', options: EndOptions) => {
    using module = SspModule.load(path);
    return await module.acquire({ use, ...identityOf(options) });
  };
  return {
    name: 'SpSealMessage through the host',
    syscall: 'SpSealMessage',
    initiate: (options = {}) =>
      withCredentials(acquire('initiate', options), (credentials) =>
        hostedEnd(credentials.initiate(flagsOf(options))),
      ),
    accept: (options = {}) =>
      withCredentials(acquire('accept', options), (credentials) =>
        hostedEnd(credentials.accept(flagsOf(options))),
      ),
  };
}

/** A context of the host under the names that both ways have here. */
export function hostedEnd(context: SspContext): ReferenceEnd {
  return {
    step: (token) => context.step(token),
    seal: (...args) => context.sealMessage(...args),
    unseal: (...args) => context.unsealMessage(...args),
    sign: (...args) => context.makeSignature(...args),
    verify: (...args) => context.verifySignature(...args),
    query: (name) => context.query(name),
    get flags() {
      return context.flags;
    },
    get state() {
      return context.state;
    },
    close: () => context.close(),
  };
}

function secur32End(context: SecurityContext): ReferenceEnd {
  return {
    step: (token) => context.step(token),
    seal: (...args) => context.encryptMessage(...args),
    unseal: (...args) => context.decryptMessage(...args),
    sign: (...args) => context.makeSignature(...args),
    verify: (...args) => context.verifySignature(...args),
    query: (name) => context.query(name),
    get flags() {
      return context.flags;
    },
    get state() {
      return context.state;
    },
    close: () => context.close(),
  };
}

const acquire = (use: 'initiate' | 'accept', options: EndOptions) =>
  Credentials.acquire({ package: REFERENCE, use, ...identityOf(options) });

/** Through Secur32. */
export const SECUR32: Route = {
  name: 'EncryptMessage through Secur32',
  syscall: 'EncryptMessage',
  initiate: (options = {}) =>
    withCredentials(acquire('initiate', options), (credentials) =>
      secur32End(credentials.initiate({ target: 'HTTP/app.sspi.test', ...flagsOf(options) })),
    ),
  accept: (options = {}) =>
    withCredentials(acquire('accept', options), (credentials) =>
      secur32End(credentials.accept(flagsOf(options))),
    ),
};

export const HOSTED: Route = hosted(BUILT);

/** Two ends that have shaken hands. */
export interface ReferencePair {
  readonly client: ReferenceEnd;
  readonly server: ReferenceEnd;
  [Symbol.dispose](): void;
}

/** Carries the three tokens of the handshake. */
export async function shakeReferenceHands(
  client: ReferenceEnd,
  server: ReferenceEnd,
): Promise<void> {
  const hello = await client.step();
  const welcome = await server.step(hello.token);
  const finish = await client.step(welcome.token);
  await server.step(finish.token);
}

/** Makes two ends, of one way or of both, and has them shake hands. */
export async function connectReference(
  initiator: Route,
  acceptor: Route = initiator,
  options: { client?: EndOptions; server?: EndOptions } = {},
): Promise<ReferencePair> {
  const client = await initiator.initiate(options.client);
  const server = await acceptor.accept(options.server);
  await shakeReferenceHands(client, server);
  const dispose = (): void => {
    client.close();
    server.close();
  };
  return { client, server, [Symbol.dispose]: dispose };
}

/** The two buffers of a message, which is copied. */
export const message = (text: string | Buffer): SecBufferType[] => [
  SecBuffer.token(TOKEN_SIZE),
  SecBuffer.data(Buffer.from(text)),
];

/** A copy of a sealed message, for one that is to be opened twice. */
export const copy = (buffers: readonly SecBufferType[]): SecBufferType[] =>
  buffers.map(({ type, data = Buffer.alloc(0) }) => ({ type, data: Buffer.from(data) }));

/** The data of a message. */
export const textOf = (buffers: readonly SecBufferType[]): string =>
  String(Buffer.from(buffers[1]?.data ?? []));

/** The bytes of a message's buffers, one behind the other. */
export const bytesOf = (buffers: readonly SecBufferType[]): Buffer =>
  Buffer.concat(buffers.map(({ data = Buffer.alloc(0) }) => data));
