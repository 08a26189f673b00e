import type { ContextCore } from '../context-core.js';
import { createSspiError } from '../errors.js';
import { Status } from '../status.js';

const HEADER = 5;
const LENGTH_AT = 3;

/**
 * The size of the TLS record that begins at a place, with its header, as it says; of a header that is
 * not whole, that of a header.
 */
export function recordSize(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < HEADER) return HEADER;
  const length = ((bytes[at + LENGTH_AT] as number) << 8) | (bytes[at + LENGTH_AT + 1] as number);
  return HEADER + length;
}

/**
 * Counts the records of an input. One that does not end with a whole record is refused, before anything
 * of it is opened: a record cannot be opened twice.
 */
export function countRecords(core: ContextCore, input: Uint8Array): number {
  let count = 0;
  let at = 0;
  for (; at < input.byteLength; count += 1) at += recordSize(input, at, input.byteLength);
  if (at !== input.byteLength || at === 0) throw incompleteRecord(core);
  return count;
}

const KEEP =
  'unwrap() takes whole TLS records. Keep the bytes and call it again with more, or use ' +
  'decryptMessage(), which says how much is missing.';
const CLOSE =
  'Of a record that is whole by its header. Those before it have been opened, and cannot be opened ' +
  'again: close the context.';

/** The error of an input that is not whole records; `begun` where some of them have been opened. */
export function incompleteRecord(core: ContextCore, begun = false): Error {
  return createSspiError({
    status: Status.SEC_E_INCOMPLETE_MESSAGE,
    syscall: 'DecryptMessage',
    package: core.securityPackage.name,
    hint: begun ? CLOSE : KEEP,
  });
}
