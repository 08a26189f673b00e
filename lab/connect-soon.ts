import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

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
