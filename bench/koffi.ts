import { join } from 'node:path';

import { SECBUFFER } from 'secur32';

import type { NativePairs } from './native.js';
import { ROOT } from './native.js';
import type { Path } from './path.js';
import { BySize } from './path.js';

// How a program calls EncryptMessage that has no addon, but an FFI.

/** What of koffi is used here. */
interface Koffi {
  readonly version: string;
  struct(name: string, members: Readonly<Record<string, string>>): unknown;
  load(library: string): { func(prototype: string): (...args: unknown[]) => number };
  address(memory: Uint8Array): bigint;
  encode(memory: Uint8Array, type: string, values: readonly NativeBuffer[], count: number): void;
  decode(memory: Uint8Array, type: string, count: number): NativeBuffer[];
}

interface NativeBuffer {
  readonly cbBuffer: number;
  readonly BufferType: number;
  readonly pvBuffer: bigint | null;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const koffi = require(join(ROOT, 'out/koffi/node_modules/koffi')) as Koffi;

/** The version of koffi. */
export const KOFFI_VERSION: string = koffi.version;

koffi.struct('SecBuffer', { cbBuffer: 'uint32_t', BufferType: 'uint32_t', pvBuffer: 'void *' });
koffi.struct('SecBufferDesc', {
  ulVersion: 'uint32_t',
  cBuffers: 'uint32_t',
  pBuffers: 'SecBuffer *',
});
const encryptMessage = koffi
  .load('secur32.dll')
  .func(
    'int32_t __stdcall EncryptMessage(void *context, uint32_t qop, SecBufferDesc *message, uint32_t seq)',
  );

const SECBUFFER_SIZE = 16;

/** The parts of a message, in the order of the call. */
export interface Part {
  readonly type: number;
  readonly size: number;
}

function check(status: number): void {
  if (status !== 0) throw new Error(`EncryptMessage returned 0x${(status >>> 0).toString(16)}`);
}

/** The parts of a message over one block. */
class Block {
  readonly memory: Buffer;
  readonly buffers: Buffer;
  readonly parts: readonly NativeBuffer[];

  constructor(parts: readonly Part[]) {
    this.memory = Buffer.alloc(parts.reduce((sum, { size }) => sum + size, 0));
    this.buffers = Buffer.alloc(parts.length * SECBUFFER_SIZE);
    let at = koffi.address(this.memory);
    this.parts = parts.map(({ type, size }) => {
      const pvBuffer = type === SECBUFFER.EMPTY ? null : at;
      at += BigInt(size);
      return { cbBuffer: size, BufferType: type, pvBuffer };
    });
  }
}

/** The structures as objects, which koffi converts: what its documents show. */
export function koffiPath(pairs: NativePairs, partsOf: (size: number) => readonly Part[]): Path {
  const context = pairs.handle();
  const made = new BySize((size) => new Block(partsOf(size)));
  return {
    name: 'koffi',
    direction: 'seal',
    prepare: (size) => made.prepare(size),
    run(_size, count) {
      const { buffers, parts } = made.value;
      const message = { ulVersion: 0, cBuffers: parts.length, pBuffers: buffers };
      for (let i = 0; i < count; i += 1) {
        koffi.encode(buffers, 'SecBuffer', parts, parts.length);
        check(encryptMessage(context, 0, message, 0));
        const sealed = koffi.decode(buffers, 'SecBuffer', parts.length);
        if (sealed[0] === undefined) throw new Error('no buffer');
      }
    },
  };
}
