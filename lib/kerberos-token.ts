// The wrap tokens of Kerberos as GSS_Wrap makes them, neither rotated nor cut apart.

/** The bytes that a token has before and after its message. */
export interface Overhead {
  readonly before: number;
  readonly after: number;
}

// RFC 4121 4.2.4: a header of 16 bytes; sealed, a confounder of 16, and behind the message the header
// once more and a checksum of 12.
const SEALED: Overhead = { before: 32, after: 28 };
const SIGNED: Overhead = { before: 16, after: 12 };
const FLAGS_AT = 2;
const FLAG_SEALED = 0x02;

// RFC 4757 7.3, of RC4 keys: behind a tag and a length (RFC 2743 3.1), the mechanism's identifier of 11
// bytes, a header of 24, a confounder of 8. The padding is one byte.
const FRAME_TAG = 0x60;
const BEHIND_LENGTH = 43;
const LONG_LENGTH = 0x80;

/** As many bytes at the beginning of a token as it takes to tell its overhead. */
export const TELLING = 3;

/** Whether a token, which begins at `at`, is framed, as those of RC4 keys are. */
export function isFramed(token: Uint8Array, at = 0): boolean {
  return token[at] === FRAME_TAG;
}

/** What protection has added to a token, by its own first bytes. */
export function overheadOf(token: Uint8Array, at = 0): Overhead {
  if (!isFramed(token, at)) {
    return ((token[at + FLAGS_AT] ?? 0) & FLAG_SEALED) === 0 ? SIGNED : SEALED;
  }
  const length = token[at + 1] ?? 0;
  const more = length < LONG_LENGTH ? 0 : length - LONG_LENGTH;
  return { before: 2 + more + BEHIND_LENGTH, after: 1 };
}
