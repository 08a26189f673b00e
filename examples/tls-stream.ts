// TLS over a TCP socket, with the key and the trust of Windows: a security context of Schannel
// between a socket and the bytes of an application.
import type { Socket } from 'node:net';

import type { SecurityContext } from 'secur32';
import { IncompleteMessageError } from 'secur32';

export class TlsStream {
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(
    private readonly socket: Socket,
    private readonly context: SecurityContext,
  ) {
    // The iterator holds the socket's errors until somebody waits for bytes.
    this.#chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Shakes hands: a client speaks first, a server waits for the first bytes. */
  async handshake(side: 'client' | 'server'): Promise<void> {
    await this.#shake(side === 'client' ? undefined : await this.#nextChunk());
  }

  async #shake(first: Buffer | undefined): Promise<void> {
    for (let input = first; ; input = await this.#nextChunk()) {
      const { done, token, extra } = await this.context.step(input);
      if (token !== undefined) this.socket.write(token);
      if (!done) continue;
      this.#received = extra ?? Buffer.alloc(0);
      return;
    }
  }

  send(data: Uint8Array): Buffer {
    const sealed = this.context.wrap(data);
    this.socket.write(sealed);
    return sealed;
  }

  /** The next bytes of the peer; `undefined` at the end of the stream. */
  async receive(): Promise<Buffer | undefined> {
    while (!this.#ended) {
      const opened = this.#open();
      if (opened !== undefined) {
        this.#received = opened.extra ?? Buffer.alloc(0);
        this.#ended = opened.expired;
        // A ticket or new keys of TLS 1.3, or a new handshake: nothing is sent before it is done.
        if (opened.renegotiate) await this.#shake(this.#received);
        if (opened.data.length > 0) return opened.data;
        continue;
      }
      this.#received = Buffer.concat([this.#received, await this.#nextChunk()]);
    }
    return undefined;
  }

  /** Opens what has arrived, when it ends with a whole record. */
  #open(): ReturnType<SecurityContext['unwrap']> | undefined {
    if (this.#received.length === 0) return undefined;
    try {
      return this.context.unwrap(this.#received);
    } catch (error) {
      if (error instanceof IncompleteMessageError) return undefined;
      throw error;
    }
  }

  async #nextChunk(): Promise<Buffer> {
    const next = await this.#chunks.next();
    if (next.done === true) throw new Error('The peer closed the connection without a goodbye.');
    return next.value;
  }
}
