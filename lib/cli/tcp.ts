import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

import type { ClientContext } from '../client-context.js';
import { SspiError } from '../errors.js';
import type { Trace } from './trace.js';
import { UsageError } from './usage-error.js';

/** A host and a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const SILENCE = 15_000;

/** Reads `host:port`, or `[host]:port` of IPv6. */
export function parseAddress(text: string): Address {
  const [, bracketed, plain, port = ''] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) > 0 && Number(port) < 0x1_0000) {
    return { host, port: Number(port) };
  }
  throw new UsageError(`--connect must be HOST:PORT, not ${text}`);
}

async function exchange(trace: Trace, context: ClientContext, socket: Socket): Promise<void> {
  const { token } = await trace.step(context, undefined);
  if (token !== undefined) socket.write(token);
  for await (const chunk of socket) {
    const step = await trace.step(context, chunk as Buffer);
    if (step.token !== undefined) socket.write(step.token);
    if (step.done) return;
  }
  throw Object.assign(new Error('The peer closed the connection during the handshake.'), {
    code: 'ECONNRESET',
  });
}

/** Shakes hands with a server of TLS. */
export async function shakeHandsOver(
  { host, port }: Address,
  trace: Trace,
  context: ClientContext,
): Promise<void> {
  const socket = connect(port, host);
  socket.setTimeout(SILENCE, () => {
    const silence = new Error(`${host}:${String(port)} does not answer.`);
    socket.destroy(Object.assign(silence, { code: 'ETIMEDOUT' }));
  });
  try {
    await once(socket, 'connect');
    await exchange(trace, context, socket);
  } catch (error) {
    // An alert, so that the peer learns why.
    if (error instanceof SspiError && error.token !== undefined) socket.end(error.token);
    throw error;
  } finally {
    socket.destroySoon();
  }
}
