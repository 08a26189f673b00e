import { invalidValue, requireBytes, requireSpan, spanOf } from '../arguments.js';
import { SECBUFFER } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { Status } from '../status.js';
import { inWindowsOrder, putsDataFirst } from '../wine.js';
import type { UnwrapOptions, UnwrapResult } from './opened.js';
import { openBuffers, requiresEncryption } from './opened.js';
import type { Operation, Place } from './operation.js';
import { map } from './operation.js';
import { refuseDceStyle } from './seal-plan.js';
import { unwrapToken } from './unwrap.js';
import { wrapUnpadded } from './wrap.js';

// A part of the MIME body of MS-WSMV 2.2.9.1.1.2.2: the length of the token, the token, the data.
const LENGTH_SIZE = 4;

function refuseStream(core: ContextCore): void {
  if (!core.isStream) return;
  throw invalidValue('The package', 'must not be Schannel: WinRM over TLS sends plain messages');
}

/** Seals a message as WinRM frames it: the token's length as u32le, TOKEN, DATA. */
export function wrapWinRM(
  core: ContextCore,
  data: Uint8Array,
  { own = false }: Place = {},
): Operation<Buffer> {
  const span = requireSpan('data', data);
  core.requireWritable();
  refuseStream(core);
  const { size } = span;
  return map(wrapUnpadded(core, span, 'wrapWinRM', own), (sealed) => {
    const windows = inWindowsOrder(core, sealed, sealed.length - size);
    const length = Buffer.alloc(LENGTH_SIZE);
    length.writeUInt32LE(windows.size);
    return Buffer.concat([length, windows.token]);
  });
}

// How long the token is that a frame begins with.
function tokenLength(core: ContextCore, frame: Buffer): number {
  const size = frame.length < LENGTH_SIZE ? Infinity : frame.readUInt32LE(0);
  if (size <= frame.length - LENGTH_SIZE) return size;
  throw createSspiError({
    status: Status.SEC_E_INVALID_TOKEN,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
    hint: 'A message of WinRM begins with the length of its token; this one is shorter than that.',
  });
}

/** Opens a message that WinRM has framed. */
export function unwrapWinRM(
  core: ContextCore,
  frame: Uint8Array,
  options?: UnwrapOptions,
  place: Place = {},
): Operation<UnwrapResult> {
  const requireEncryption = requiresEncryption(core, options);
  requireBytes('token', frame);
  core.requireReady();
  refuseStream(core);
  refuseDceStyle(core, 'unwrapWinRM');
  const copy = Buffer.from(frame);
  const size = tokenLength(core, copy);
  const message = copy.subarray(LENGTH_SIZE);
  if (putsDataFirst(core)) return unwrapToken(core, spanOf(message), requireEncryption, place);
  const parts = [
    { type: SECBUFFER.TOKEN, data: message.subarray(0, size) },
    { type: SECBUFFER.DATA, data: message.subarray(size) },
  ];
  return openBuffers(core, parts, requireEncryption, place);
}
