import type { TraceChannel, TraceMessage, TraceResult } from '../diagnostics.js';
import { traceSync, tracing } from '../diagnostics.js';
import type { Method } from '../message/calls.js';

/** What a message call is told of. */
export interface MessageTarget {
  readonly securityPackage: { readonly name: string };
  readonly side?: 'client' | 'server';
  /** What its message calls are called, by their numbers. */
  readonly methodNames: readonly string[];
}

const CHANNELS: readonly TraceChannel[] = [
  tracing.encrypt,
  tracing.decrypt,
  tracing.sign,
  tracing.verify,
];

/** The channel of a message method. */
export function messageChannel(method: Method): TraceChannel {
  return CHANNELS[method] as TraceChannel;
}

/** What is told when a message call begins. */
export function messageBegins(
  { securityPackage, side, methodNames }: MessageTarget,
  method: Method,
  inputBytes: number,
): TraceMessage {
  const name = methodNames[method] as string;
  return { package: securityPackage.name, method: name, ...(side && { side }), inputBytes };
}

/** Calls on this thread that somebody listens to. */
interface TracedCalls {
  run(): void;
  /** What they were answered. */
  count(): TraceResult;
  /** Throws what is wrong with the answer. */
  judge(): void;
}

/** Makes calls on this thread that somebody listens to. */
export function traceMessages(
  target: MessageTarget,
  method: Method,
  inputBytes: number,
  calls: TracedCalls,
): void {
  traceSync(messageChannel(method), messageBegins(target, method, inputBytes), (result) => {
    calls.run();
    Object.assign(result, calls.count());
    calls.judge();
  });
}
