'use strict';

const { Credentials } = require('secur32');

const LONGEST_WAIT = 30_000;

/** A conversation with a service: a handshake, then sealed questions and answers. */
class Session {
  #credentials;
  #context;
  #url;

  /**
   * @param {Credentials} credentials
   * @param {import('./services.js').Service} service
   */
  constructor(credentials, { target, url }) {
    this.#credentials = credentials;
    this.#context = credentials.initiate({ target });
    this.#url = url;
  }

  /** @param {import('./services.js').Service} service */
  static async connect(service) {
    const credentials = await Credentials.acquire({ package: service.package });
    const session = new Session(credentials, service);
    try {
      await session.#shakeHands();
      return session;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  async #shakeHands() {
    let step = await this.#context.step();
    while (step.token) {
      const answer = await this.#post(step.token);
      if (answer.length === 0) break;
      step = await this.#context.step(answer);
    }
  }

  /** @param {Uint8Array} bytes */
  async #post(bytes) {
    const signal = AbortSignal.timeout(LONGEST_WAIT);
    const body = Uint8Array.from(bytes);
    const response = await fetch(this.#url, { method: 'POST', body, signal });
    if (!response.ok) throw new Error(`The service answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The package that was negotiated. */
  get package() {
    return this.#context.query('negotiationInfo').package.name;
  }

  /** @param {string} text */
  async ask(text) {
    const answer = await this.#post(this.#context.wrap(Buffer.from(text)));
    return this.#context.unwrap(answer).data.toString();
  }

  close() {
    this.#context.close();
    this.#credentials.close();
  }
}

module.exports = { Session };
