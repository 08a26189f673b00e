import { requireOptions } from './arguments.js';
import type { NativeInput, NativeOutput, NativeSecurityContext } from './native.js';
import { ASC_REQ, ASC_RET } from './constants.js';
import { ContextCore } from './context-core.js';
import type { ContextOptions } from './context-options.js';
import { requireContextOptions } from './context-options.js';
import { Legs } from './legs.js';
import type { SecurityPackage } from './packages.js';
import { isStreamPackage } from './packages.js';
import { SecurityContext } from './security-context.js';

/** Options of {@link Credentials.accept}. */
export interface AcceptOptions extends ContextOptions {
  /**
   * What to ask for: bits of {@link ASC_REQ}, in place of {@link DEFAULT_ACCEPT_FLAGS} or, for
   * Schannel, {@link DEFAULT_STREAM_ACCEPT_FLAGS}. What was granted is in the context's `flags`.
   */
  readonly flags?: number;
}

/** What {@link Credentials.accept} asks for by default: privacy, integrity, order. */
export const DEFAULT_ACCEPT_FLAGS: number =
  ASC_REQ.REPLAY_DETECT | ASC_REQ.SEQUENCE_DETECT | ASC_REQ.CONFIDENTIALITY | ASC_REQ.INTEGRITY;

/** What {@link Credentials.accept} asks for by default of a stream package, such as Schannel. */
export const DEFAULT_STREAM_ACCEPT_FLAGS: number =
  ASC_REQ.REPLAY_DETECT |
  ASC_REQ.SEQUENCE_DETECT |
  ASC_REQ.CONFIDENTIALITY |
  ASC_REQ.EXTENDED_ERROR |
  ASC_REQ.STREAM;

/** The server's end of a secured connection. Made by {@link Credentials.accept}. */
export class ServerContext extends SecurityContext {}

/** Makes a context that has not made its first leg. */
export function createServerContext(
  native: NativeSecurityContext,
  securityPackage: SecurityPackage,
  options: AcceptOptions,
): ServerContext {
  const stream = isStreamPackage(securityPackage);
  const flags = options.flags ?? (stream ? DEFAULT_STREAM_ACCEPT_FLAGS : DEFAULT_ACCEPT_FLAGS);
  const core = new ContextCore(native, securityPackage, 'server');
  core.request = { flags };
  const call = {
    syscall: 'AcceptSecurityContext',
    extendedError: ASC_RET.EXTENDED_ERROR,
    run: (inputs: NativeInput[], outputs: NativeOutput[]) =>
      native.accept(core.request.flags, inputs, outputs),
  };
  return new ServerContext(new Legs(core, call, options.channelBindings));
}

/** Reads options of {@link Credentials.accept} once, and requires them. */
export function checkAcceptOptions(given: AcceptOptions): AcceptOptions {
  requireOptions('options', given, ['flags', 'channelBindings']);
  const options = { ...given };
  requireContextOptions(options);
  return options;
}
