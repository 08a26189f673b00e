import { requireOptions, requireText } from './arguments.js';
import type { NativeInput, NativeOutput, NativeSecurityContext } from './native.js';
import { ISC_REQ, ISC_RET } from './constants.js';
import { ContextCore } from './context-core.js';
import type { ContextOptions } from './context-options.js';
import { requireContextOptions } from './context-options.js';
import { Legs } from './legs.js';
import type { SecurityPackage } from './packages.js';
import { isStreamPackage } from './packages.js';
import { SecurityContext } from './security-context.js';

/** Options of {@link Credentials.initiate}. */
export interface InitiateOptions extends ContextOptions {
  /**
   * Whom to reach: a service principal name, `HTTP/app.example.com`, or for Schannel the name of the
   * server. NTLM needs none.
   */
  readonly target?: string;
  /**
   * What to ask for: bits of {@link ISC_REQ}, in place of {@link DEFAULT_INITIATE_FLAGS} or, for
   * Schannel, {@link DEFAULT_STREAM_INITIATE_FLAGS}. What was granted is in the context's `flags`.
   */
  readonly flags?: number;
}

/** What {@link Credentials.initiate} asks for by default: privacy, integrity, order, both names. */
export const DEFAULT_INITIATE_FLAGS: number =
  ISC_REQ.MUTUAL_AUTH |
  ISC_REQ.REPLAY_DETECT |
  ISC_REQ.SEQUENCE_DETECT |
  ISC_REQ.CONFIDENTIALITY |
  ISC_REQ.INTEGRITY;

/** What {@link Credentials.initiate} asks for by default of a stream package, such as Schannel. */
export const DEFAULT_STREAM_INITIATE_FLAGS: number =
  ISC_REQ.REPLAY_DETECT |
  ISC_REQ.SEQUENCE_DETECT |
  ISC_REQ.CONFIDENTIALITY |
  ISC_REQ.EXTENDED_ERROR |
  ISC_REQ.STREAM;

/** The client's end of a secured connection. Made by {@link Credentials.initiate}. */
export class ClientContext extends SecurityContext {}

/** Makes a context that has not made its first leg. */
export function createClientContext(
  native: NativeSecurityContext,
  securityPackage: SecurityPackage,
  options: InitiateOptions,
): ClientContext {
  const stream = isStreamPackage(securityPackage);
  const { target, channelBindings } = options;
  const flags = options.flags ?? (stream ? DEFAULT_STREAM_INITIATE_FLAGS : DEFAULT_INITIATE_FLAGS);
  const core = new ContextCore(native, securityPackage, 'client');
  core.request = { flags, ...(target !== undefined && { target }) };
  const call = {
    syscall: 'InitializeSecurityContext',
    extendedError: ISC_RET.EXTENDED_ERROR,
    run: (inputs: NativeInput[], outputs: NativeOutput[], more: number) =>
      native.initialize(
        core.request.target ?? null,
        (core.request.flags | more) >>> 0,
        inputs,
        outputs,
      ),
  };
  return new ClientContext(new Legs(core, call, channelBindings));
}

/** Reads options of {@link Credentials.initiate} once, and requires them. */
export function checkInitiateOptions(
  securityPackage: SecurityPackage,
  given: InitiateOptions,
): InitiateOptions {
  requireOptions('options', given, ['target', 'flags', 'channelBindings']);
  const options = { ...given };
  requireContextOptions(options);
  const { target } = options;
  // Without a name, Schannel has nothing to compare the server's certificate with.
  const needsTarget = isStreamPackage(securityPackage) || securityPackage.name === 'Kerberos';
  if (needsTarget || target !== undefined) requireText('options.target', target);
  return options;
}
