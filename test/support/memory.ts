import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes whose memory is shared with other threads. */
export function shared(size: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(size));
}

/** Bytes whose memory may shrink under a call. */
export function resizable(size: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(size, { maxByteLength: size + 8 }));
}

/** Bytes whose memory was given away. */
export function detached(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** The bytes that no caller may pass, by what is wrong with them. */
export function unusableBytes(): [string, Uint8Array][] {
  return [
    ['shared', shared(8)],
    ['resizable', resizable(8)],
    ['detached', detached(8)],
  ];
}

/** A value made in another realm, as those of Electron and of vm are. */
export function onNode(code: string): unknown {
  return runInNewContext(code, { Buffer });
}

/**
 * Takes memory away from its views, as `transfer()` does, which older releases of Node.js lack. False
 * where Node.js keeps it: since release 24, what is marked as untransferable cannot be detached.
 */
export function takeAway(memory: ArrayBufferLike): boolean {
  const { transfer } = memory as { transfer?: () => unknown };
  if (transfer !== undefined) {
    try {
      transfer.call(memory);
      return true;
    } catch (error) {
      if (!/not detachable/.test((error as Error).message)) throw error;
      return false;
    }
  }
  setFlagsFromString('--allow-natives-syntax');
  const detach = runInNewContext('(memory) => %ArrayBufferDetach(memory)') as (
    memory: ArrayBufferLike,
  ) => void;
  detach(memory);
  setFlagsFromString('--no-allow-natives-syntax');
  return true;
}

/** Tries to clone memory away, as `postMessage` does. */
export function cloneAway(memory: ArrayBufferLike): void {
  try {
    structuredClone(memory, { transfer: [memory as ArrayBuffer] });
  } catch (error) {
    // Since Node.js 21, the attempt is an error.
    if ((error as Error).name !== 'DataCloneError') throw error;
  }
}
