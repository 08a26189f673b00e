import {
  invalidType,
  outOfRange,
  requireOptions,
  requireString,
  requireUint32,
} from '../arguments.js';
import type { NativeInput, NativeLeg, NativeOutput, NativeSecurityContext } from '../native.js';
import { ClientContext, createClientContext } from '../client-context.js';
import { requireContextOptions } from '../context-options.js';
import type { ContextCore } from '../context-core.js';
import type { Credentials } from '../credentials.js';
import { traceLeg } from '../diagnostics/operations.js';
import { toDate } from '../expiry.js';
import { establish } from '../legs.js';
import type { SecurityPackage } from '../packages.js';
import type { SecBuffer } from '../sec-buffer.js';
import { checkSecBuffers } from '../sec-buffer.js';
import { createServerContext, ServerContext } from '../server-context.js';
import { isSuccess, Status } from '../status.js';
import { refuseShortRoom } from '../wine.js';
import { contextCore, credentialsCore } from './objects.js';
import { refusalOf } from './refusal.js';
import type { InputBuffer, StatusResult, WrittenBuffer } from './results.js';

/** Room for an output buffer of a leg. */
export interface OutputBuffer {
  /** One of {@link SECBUFFER}. */
  readonly type: number;
  /** The bytes that the package may write. */
  readonly size: number;
}

/** What a leg of a handshake is given. */
export interface AcceptLeg {
  /** fContextReq, without ALLOCATE_MEMORY: outputs are given. Default 0. */
  readonly flags?: number;
  /** pInput. NULL when left out or empty. Its bytes are copied. */
  readonly inputs?: readonly SecBuffer[];
  /** pOutput. NULL when left out or empty. */
  readonly outputs?: readonly OutputBuffer[];
}

/** The same for a client. */
export interface InitializeLeg extends AcceptLeg {
  /** pszTargetName. */
  readonly target?: string;
}

/** What a leg answered. */
export interface LegResult<Context> extends StatusResult {
  /** The context, for the next leg. After a first leg that failed it has no handle: close it. */
  readonly context: Context;
  /** pfContextAttr: what was granted so far. */
  readonly flags: number;
  /** ptsExpiry, where the package states it. */
  readonly expiry: Date | undefined;
  /** The input buffers. */
  readonly inputs: readonly InputBuffer[];
  /** The output buffers; after most failures a package leaves them as they were. */
  readonly outputs: readonly WrittenBuffer[];
}

// No token comes near this; nor do all outputs of a leg.
const MAXIMUM_OUTPUT = 0x100_0000;
const MAXIMUM_OUTPUTS = 256;

const ACCEPT_LEG = ['flags', 'inputs', 'outputs'];

function toInputs(buffers: readonly SecBuffer[]): NativeInput[] {
  return checkSecBuffers(buffers).map(({ type, flags, data }) => ({
    type: (type | flags) >>> 0,
    data: data ?? Buffer.alloc(0),
  }));
}

function toOutput(name: string, output: OutputBuffer): NativeOutput {
  requireOptions(name, output, ['type', 'size']);
  const { type, size } = output;
  requireUint32(`${name}.type`, type);
  requireUint32(`${name}.size`, size);
  if (size > MAXIMUM_OUTPUT) {
    throw outOfRange(`${name}.size`, `at most ${String(MAXIMUM_OUTPUT)}`, size);
  }
  return { type, size };
}

function toOutputs(outputs: readonly OutputBuffer[]): NativeOutput[] {
  if (!Array.isArray(outputs)) throw invalidType('leg.outputs', 'an array', outputs);
  const { length } = outputs;
  if (length > MAXIMUM_OUTPUTS) {
    throw outOfRange('leg.outputs.length', `at most ${String(MAXIMUM_OUTPUTS)}`, length);
  }
  const all = Array.from({ length }, (_, index) =>
    toOutput(`leg.outputs[${String(index)}]`, outputs[index] as OutputBuffer),
  );
  const total = all.reduce((sum, { size }) => sum + size, 0);
  if (total <= MAXIMUM_OUTPUT) return all;
  throw outOfRange('leg.outputs', `at most ${String(MAXIMUM_OUTPUT)} bytes in all`, total);
}

interface CheckedLeg {
  readonly target: string | undefined;
  readonly flags: number;
  readonly inputs: NativeInput[];
  readonly outputs: NativeOutput[];
}

function checkLeg(leg: InitializeLeg, known: readonly string[]): CheckedLeg {
  requireOptions('leg', leg, known);
  const { target, flags = 0, inputs = [], outputs = [] } = leg;
  if (target !== undefined) requireString('leg.target', target);
  requireContextOptions({ flags });
  return { target, flags, inputs: toInputs(inputs), outputs: toOutputs(outputs) };
}

function isEstablished(status: number): boolean {
  return status === Status.SEC_E_OK || status === Status.SEC_I_COMPLETE_NEEDED;
}

// The state that the methods of the context go by.
function settle(core: ContextCore, { status, flags, expiry }: NativeLeg): void {
  if (!isSuccess(status) || core.state === 'closed') return;
  core.begun = true;
  core.flags = flags;
  core.expiry = expiry;
  if (isEstablished(status)) establish(core);
  else core.renegotiating = core.state === 'established';
}

function bytesOf(inputs: readonly NativeInput[]): number {
  return inputs.reduce((sum, { data }) => sum + data.byteLength, 0);
}

function bytesMade({ outputs }: NativeLeg): number {
  return outputs.reduce((sum, { data }) => sum + data.byteLength, 0);
}

async function run<Context extends ClientContext | ServerContext>(
  context: Context,
  inputs: readonly NativeInput[],
  call: () => Promise<NativeLeg>,
): Promise<LegResult<Context>> {
  const core = contextCore(context);
  core.refuseWhileWorking();
  return await core.alone(async () => {
    const leg = await traceLeg(core, bytesOf(inputs), call, bytesMade);
    settle(core, leg);
    return { ...leg, context, expiry: toDate(leg.expiry) };
  });
}

function begin<Context>(
  credentials: Credentials,
  create: (native: NativeSecurityContext, of: SecurityPackage, options: object) => Context,
): Context {
  const core = credentialsCore(credentials);
  return create(core.createContext(), core.securityPackage, {});
}

function refusedLeg(status: number): NativeLeg {
  return { status, flags: 0, expiry: 0n, inputs: [], outputs: [] };
}

/**
 * InitializeSecurityContext, on another thread.
 *
 * @param from - Credentials for the first leg, then the context that it gave. The credentials of the
 *   first leg serve the others, too.
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call of the context.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-initializesecuritycontextw
 */
export async function initializeSecurityContext(
  from: Credentials | ClientContext,
  leg: InitializeLeg = {},
): Promise<LegResult<ClientContext>> {
  const { target, flags, inputs, outputs } = checkLeg(leg, ['target', ...ACCEPT_LEG]);
  const context = from instanceof ClientContext ? from : begin(from, createClientContext);
  const core = contextCore(context);
  const asked = target ?? core.request.target;
  return await run(context, inputs, () => {
    core.request = { flags, ...(asked !== undefined && { target: asked }) };
    return core.native.initialize(target ?? null, flags, inputs, outputs);
  });
}

/**
 * AcceptSecurityContext, on another thread.
 *
 * @param from - Credentials for the first leg, then the context that it gave.
 * @throws Secur32Error `ERR_SSPI_BUSY` beside another call of the context.
 * @see https://learn.microsoft.com/windows/win32/api/sspi/nf-sspi-acceptsecuritycontext
 */
export async function acceptSecurityContext(
  from: Credentials | ServerContext,
  leg: AcceptLeg = {},
): Promise<LegResult<ServerContext>> {
  const { flags, inputs, outputs } = checkLeg(leg, ACCEPT_LEG);
  const context = from instanceof ServerContext ? from : begin(from, createServerContext);
  const core = contextCore(context);
  return await run(context, inputs, () => {
    core.request = { flags };
    const refusal = refusalOf(() => {
      refuseShortRoom(core, outputs);
    });
    if (refusal !== undefined) return Promise.resolve(refusedLeg(refusal));
    return core.native.accept(flags, inputs, outputs);
  });
}
