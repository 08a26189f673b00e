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
