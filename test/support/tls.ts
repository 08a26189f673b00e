import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

const TRIES = 200;
const PAUSE_MS = 25;

/** Connects to a program that has been started and does not say when it listens. */
export async function connectSoon(port: number): Promise<Socket> {
  for (let tries = 1; ; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

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
