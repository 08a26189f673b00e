import type { TracingChannel } from 'node:diagnostics_channel';
import { tracingChannel } from 'node:diagnostics_channel';

import type { TraceMessage } from '#lib/index';

const KINDS = ['acquire', 'step', 'encrypt', 'decrypt', 'sign', 'verify'] as const;
const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;

interface Event {
  readonly kind: string;
  readonly event: string;
  readonly message: TraceMessage;
}

/** What the channels have told since `listen()`. */
export interface Told {
  readonly all: readonly Event[];
  /** The events in their order. */
  names(): string[];
  /** One message for each operation of a kind. */
  messages(kind: string): TraceMessage[];
  stop(): void;
}

/** Listens to all channels of the library. */
export function listen(): Told {
  const all: Event[] = [];
  const stops = KINDS.map((kind) => {
    const channel: TracingChannel<unknown, TraceMessage> = tracingChannel(`secur32:${kind}`);
    const note = (event: string) => (message: TraceMessage) =>
      void all.push({ kind, event, message });
    const [start, end, asyncStart, asyncEnd, error] = EVENTS.map(note);
    const handlers = { start, end, asyncStart, asyncEnd, error };
    channel.subscribe(handlers as Parameters<typeof channel.subscribe>[0]);
    return () => {
      channel.unsubscribe(handlers as Parameters<typeof channel.subscribe>[0]);
    };
  });
  return {
    all,
    names: () => all.map(({ event }) => event),
    messages: (kind) => [
      ...new Set(all.filter((each) => each.kind === kind).map(({ message }) => message)),
    ],
    stop: () => stops.forEach((stop) => stop()),
  };
}
