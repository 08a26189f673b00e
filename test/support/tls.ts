import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

/** Listens on a free port of this machine for one connection. */
export async function listenOnce(): Promise<{ port: number; connection: Promise<Socket> }> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const connection = once(listener, 'connection').then(([socket]) => {
    listener.close();
    return socket as Socket;
  });
  return { port: (listener.address() as AddressInfo).port, connection };
}
