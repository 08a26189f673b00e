import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

// The frames of lab/peer-server.
const STDOUT = 1;
const STDERR = 2;
const EXIT = 3;
const FRAME_HEADER = 5;

/** How a peer program ended. */
export interface PeerExit {
  readonly code: number;
  readonly stderr: string;
}

/** Whether Linux programs can be run beside this one: in the lab. */
export const hasPeers: boolean = (process.env['SECUR32_PEER_PORT'] ?? '') !== '';

/** A Linux program of the lab that a Windows program talks to over its standard input and output. */
export class PeerProgram {
  #input: Buffer = Buffer.alloc(0);
  #output: Buffer = Buffer.alloc(0);
  #stderr = '';
  #exit: PeerExit | undefined;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#input = Buffer.concat([this.#input, chunk]);
      this.#readFrames();
      this.#wake();
    });
    socket.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
    socket.on('close', () => {
      this.#failure ??= new Error('The connection to the peer server ended.');
      this.#wake();
    });
  }

  static async start(command: readonly string[]): Promise<PeerProgram> {
    const socket = connect(Number(process.env['SECUR32_PEER_PORT']), '127.0.0.1');
    await once(socket, 'connect');
    socket.setNoDelay(true);
    socket.write(`${JSON.stringify({ command })}\n`);
    return new PeerProgram(socket);
  }

  #readFrames(): void {
    while (this.#input.length >= FRAME_HEADER) {
      const end = FRAME_HEADER + this.#input.readUInt32BE(1);
      if (this.#input.length < end) return;
      this.#readFrame(this.#input.readUInt8(0), this.#input.subarray(FRAME_HEADER, end));
      this.#input = this.#input.subarray(end);
    }
  }

  #readFrame(channel: number, bytes: Buffer): void {
    if (channel === STDOUT) this.#output = Buffer.concat([this.#output, bytes]);
    if (channel === STDERR) this.#stderr += bytes.toString();
    if (channel === EXIT) this.#exit = { code: bytes.readInt32BE(), stderr: this.#stderr };
  }

  write(bytes: Uint8Array | string): void {
    this.socket.write(bytes);
  }

  /** Waits until the output so far satisfies the test, and takes what the test says from it. */
  async #take(sizeOf: (output: Buffer) => number): Promise<Buffer> {
    for (;;) {
      const size = sizeOf(this.#output);
      if (size >= 0) {
        const taken = this.#output.subarray(0, size);
        this.#output = this.#output.subarray(size);
        return taken;
      }
      if (this.#exit !== undefined) {
        throw new Error(`The peer ended with ${String(this.#exit.code)}: ${this.#exit.stderr}`);
      }
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async readLine(): Promise<string> {
    const line = await this.#take((output) => output.indexOf('\n') + 1 || -1);
    return line.toString().trimEnd();
  }

  async readBytes(size: number): Promise<Buffer> {
    return await this.#take((output) => (output.length >= size ? size : -1));
  }

  /** Waits until standard output contains the text; takes all up to its end. */
  async readUntil(text: string): Promise<string> {
    const output = await this.#take((all) => {
      const at = all.indexOf(text);
      return at < 0 ? -1 : at + text.length;
    });
    return output.toString();
  }

  /** Ends the program's input and waits for its end. */
  async end(): Promise<PeerExit> {
    this.socket.end();
    while (this.#exit === undefined) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#exit;
  }

  /** Kills the program. */
  kill(): void {
    this.socket.resetAndDestroy();
  }
}

interface PeerAnswer {
  readonly error?: string;
  readonly token?: string | null;
  readonly data?: string;
  readonly done?: boolean;
  readonly encrypted?: boolean;
  readonly initiator?: string | null;
  readonly mechanism?: string;
  readonly flags?: string[];
}

/** What a peer says of its context. */
export interface PeerDescription {
  readonly initiator: string | null;
  readonly mechanism: string;
  readonly flags: string[];
}

/** A security context of software that is not ours: one of lab/peers. */
export class PeerContext {
  done = false;

  private constructor(private readonly program: PeerProgram) {}

  /** Starts `gssapi-peer` (MIT Kerberos) or `gensec-peer` (Samba); each documents its arguments. */
  static async start(
    peer: 'gssapi-peer' | 'gensec-peer',
    ...peerArguments: string[]
  ): Promise<PeerContext> {
    const command = [`/project/lab/peers/${peer}`, ...peerArguments];
    return new PeerContext(await PeerProgram.start(command));
  }

  async #ask(request: object): Promise<PeerAnswer> {
    this.program.write(`${JSON.stringify(request)}\n`);
    const answer = JSON.parse(await this.program.readLine()) as PeerAnswer;
    if (answer.error !== undefined) throw new Error(`The peer refused: ${answer.error}`);
    return answer;
  }

  async step(token?: Uint8Array): Promise<Buffer | undefined> {
    const answer = await this.#ask({ op: 'step', token: token && toBase64(token) });
    this.done = answer.done === true;
    return answer.token == null ? undefined : Buffer.from(answer.token, 'base64');
  }

  async describe(): Promise<PeerDescription> {
    const { initiator = null, mechanism = '', flags = [] } = await this.#ask({ op: 'describe' });
    return { initiator, mechanism, flags };
  }

  async wrap(data: Uint8Array, encrypt = true): Promise<Buffer> {
    const answer = await this.#ask({ op: 'wrap', data: toBase64(data), encrypt });
    return Buffer.from(answer.token ?? '', 'base64');
  }

  async unwrap(token: Uint8Array): Promise<{ data: Buffer; encrypted: boolean }> {
    const answer = await this.#ask({ op: 'unwrap', token: toBase64(token) });
    return { data: Buffer.from(answer.data ?? '', 'base64'), encrypted: answer.encrypted === true };
  }

  /** Seals a message whose token stands apart from the data; a header is only authenticated. */
  async wrapParts(data: Uint8Array, header?: Uint8Array): Promise<{ data: Buffer; token: Buffer }> {
    const request = { op: 'wrap_parts', data: toBase64(data), header: header && toBase64(header) };
    const answer = await this.#ask(request);
    const [sealed, token] = [answer.data ?? '', answer.token ?? ''];
    return { data: Buffer.from(sealed, 'base64'), token: Buffer.from(token, 'base64') };
  }

  async unwrapParts(
    data: Uint8Array,
    token: Uint8Array,
    header?: Uint8Array,
  ): Promise<{ data: Buffer; encrypted: boolean }> {
    const parts = { data: toBase64(data), token: toBase64(token) };
    const request = { op: 'unwrap_parts', ...parts, header: header && toBase64(header) };
    const answer = await this.#ask(request);
    return { data: Buffer.from(answer.data ?? '', 'base64'), encrypted: answer.encrypted === true };
  }

  async sign(data: Uint8Array): Promise<Buffer> {
    const answer = await this.#ask({ op: 'sign', data: toBase64(data) });
    return Buffer.from(answer.token ?? '', 'base64');
  }

  /** Rejects unless the peer finds the signature to be of this message. */
  async verify(data: Uint8Array, signature: Uint8Array): Promise<void> {
    await this.#ask({ op: 'verify', data: toBase64(data), token: toBase64(signature) });
  }

  close(): void {
    this.program.kill();
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
