import { debuglog } from 'node:util';

import type { TraceChannel, TraceMessage } from '../diagnostics.js';
import { tracing } from '../diagnostics.js';

function line({ method, package: name, side, inputBytes, outputBytes, ...rest }: TraceMessage) {
  const who = side === undefined ? name : `${name} ${side}`;
  const bytes =
    inputBytes === undefined ? '' : `, ${String(inputBytes)} -> ${String(outputBytes ?? 0)} bytes`;
  const { code = 'failed', duration = 0 } = rest;
  return `${method} ${who}${bytes}, ${code}, ${duration.toFixed(3)} ms`;
}

function follow(channel: TraceChannel, log: (text: string) => void): void {
  const write = (message: TraceMessage): void => {
    // What is made on another thread has not ended when its function returns.
    if (message.duration !== undefined) log(line(message));
  };
  channel.end.subscribe(write as (message: unknown) => void);
  channel.asyncEnd.subscribe(write as (message: unknown) => void);
}

const debug = debuglog('secur32');

// A reader as any other: without NODE_DEBUG=secur32, nothing is made for it.
if (debug.enabled) {
  for (const channel of Object.values(tracing)) follow(channel, (text) => debug('%s', text));
}
