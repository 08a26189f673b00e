import { invalidValue, requireBytes } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import type { SecBuffer } from '../sec-buffer.js';
import { Status } from '../status.js';
import { inWindowsOrder, putsDataFirst } from '../wine.js';
import type { UnwrapOptions, UnwrapResult } from './opened.js';
import { openBuffers, openCopy } from './opened.js';
import type { Steps } from './steps.js';
import { tokenLayout } from './unwrap.js';
import { refuseDceStyle, wrapToken } from './wrap.js';

// A part of the MIME body of MS-WSMV 2.2.9.1.1.2.2: the length of the token, the token, the data.
const LENGTH_SIZE = 4;

function refuseStream(core: ContextCore): void {
  if (!core.isStream) return;
  throw invalidValue('The package', 'must not be Schannel: WinRM over TLS sends plain messages');
}

/** Seals a message as WinRM frames it: the token's length as u32le, TOKEN, DATA. */
export function* wrapWinRM(core: ContextCore, data: Uint8Array): Steps<Buffer> {
  requireBytes('data', data);
  core.requireWritable();
  refuseStream(core);
  refuseDceStyle(core, 'wrapWinRM');
  const sealed = inWindowsOrder(core, yield* wrapToken(core, data, { qop: 0, padding: false }));
  const length = Buffer.alloc(LENGTH_SIZE);
  length.writeUInt32LE(sealed.length - data.byteLength);
  return Buffer.concat([length, sealed]);
}

function frameLayout(core: ContextCore, frame: Buffer): SecBuffer[] {
  const size = frame.length < LENGTH_SIZE ? Infinity : frame.readUInt32LE(0);
  const message = frame.subarray(LENGTH_SIZE);
  if (size > message.length) {
    throw createSspiError({
      status: Status.SEC_E_INVALID_TOKEN,
      syscall: 'DecryptMessage',
      package: core.securityPackage.name,
      hint: 'A message of WinRM begins with the length of its token; this one is shorter than that.',
    });
  }
  if (putsDataFirst(core)) return tokenLayout(core, message);
  return [
    { type: SECBUFFER.TOKEN, data: message.subarray(0, size) },
    { type: SECBUFFER.DATA, data: message.subarray(size) },
  ];
}

/** Opens a message that WinRM has framed. */
export function unwrapWinRM(
  core: ContextCore,
  frame: Uint8Array,
  options: UnwrapOptions = {},
): Steps<UnwrapResult> {
  return openCopy(core, frame, options, (copy) => {
    refuseStream(core);
    refuseDceStyle(core, 'unwrapWinRM');
    return openBuffers(core, frameLayout(core, copy));
  });
}
