// A connection to an LDAP server, whose messages are sealed once seal() has been called.
import { once } from 'node:events';
import { connect } from 'node:net';

import { elementsOf, first, toInteger } from './ber.mjs';
import { message } from './messages.mjs';

// A sealed message is preceded by its size (RFC 4422, 3.7). Nobody needs larger ones.
const SIZE_BYTES = 4;
const LARGEST = 0xff_ffff;

export class LdapConnection {
  #socket;
  /** @type {AsyncIterator<Buffer>} */
  #chunks;
  /** @type {import('secur32').SecurityContext | undefined} */
  #context;
  #sealed = Buffer.alloc(0);
  #plain = Buffer.alloc(0);
  #lastId = 0;

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  /**
   * @param {string} host
   * @param {number} port
   */
  static async open(host, port) {
    const socket = connect(port, host);
    await once(socket, 'connect');
    return new LdapConnection(socket);
  }

  /** Seals and opens all messages from now on. */
  seal(/** @type {import('secur32').SecurityContext} */ context) {
    if (this.#plain.length > 0) throw new Error('The server went on without sealing');
    this.#context = context;
  }

  /** @param {Buffer} operation */
  send(operation) {
    this.#lastId += 1;
    const bytes = message(this.#lastId, operation);
    if (this.#context === undefined) return void this.#socket.write(bytes);
    const sealed = this.#context.wrap(bytes);
    const size = Buffer.alloc(SIZE_BYTES);
    size.writeUInt32BE(sealed.length);
    this.#socket.write(Buffer.concat([size, sealed]));
  }

  /** The next operation of the server, which answers the last one that was sent. */
  async receive() {
    for (;;) {
      const whole = first(this.#plain);
      if (whole !== undefined) {
        this.#plain = this.#plain.subarray(whole.size);
        const [id, operation] = elementsOf(whole.body);
        // Number 0 is the server's own: it says why it is about to close the connection.
        if (toInteger(id) !== this.#lastId || operation === undefined) {
          throw new Error('The server broke off');
        }
        return operation;
      }
      this.#plain = Buffer.concat([this.#plain, await this.#nextPlain()]);
    }
  }

  async #nextPlain() {
    if (this.#context === undefined) return await this.#nextChunk();
    while (this.#sealed.length < SIZE_BYTES) await this.#readMore();
    const size = this.#sealed.readUInt32BE();
    if (size > LARGEST) throw new Error(`A sealed message of ${size} bytes`);
    while (this.#sealed.length < SIZE_BYTES + size) await this.#readMore();
    const token = this.#sealed.subarray(SIZE_BYTES, SIZE_BYTES + size);
    this.#sealed = this.#sealed.subarray(SIZE_BYTES + size);
    return this.#context.unwrap(token).data;
  }

  async #readMore() {
    this.#sealed = Buffer.concat([this.#sealed, await this.#nextChunk()]);
  }

  async #nextChunk() {
    const { done, value } = await this.#chunks.next();
    if (done) throw new Error('The server closed the connection');
    return value;
  }

  close() {
    this.#socket.destroy();
  }
}
