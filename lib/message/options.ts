import { invalidValue, requireBoolean, requireOptions, requireUint32 } from '../arguments.js';

/** Options of the calls that protect a message. */
export interface ProtectOptions {
  /**
   * The quality of protection. EncryptMessage: 0 seals, `SECQOP.WRAP_NO_ENCRYPT` only signs.
   * MakeSignature: 0. `SECQOP.WRAP_OOB_DATA` sends a TLS alert of two bytes, and is refused where the
   * package is not Schannel. Every other value is passed on as it is. Default 0.
   */
  readonly qop?: number;
  /**
   * The number that the transport gives to the message, an integer of 32 bits. 0, the default, where
   * the transport does not count. Schannel takes only 0.
   */
  readonly sequenceNumber?: number;
}

/** Options of the calls that check a message. */
export interface CheckOptions {
  /** The number that the transport gave to the message, an integer of 32 bits. Default 0. */
  readonly sequenceNumber?: number;
}

/** Options of DecryptMessage. */
export interface DecryptOptions extends CheckOptions {
  /**
   * Whether to refuse a message that is only signed, with `ERR_SSPI_NOT_ENCRYPTED`; it has been opened
   * in its memory then. Default false: `qop` of the result tells how it was protected.
   */
  readonly requireEncryption?: boolean;
}

/** What the options of a message depend on. */
interface Stream {
  /** Whether messages are the records of a byte stream. */
  readonly isStream: boolean;
}

function requireSequenceNumber(core: Stream, sequenceNumber: unknown): void {
  requireUint32('options.sequenceNumber', sequenceNumber);
  if (sequenceNumber === 0 || !core.isStream) return;
  throw invalidValue('options.sequenceNumber', 'must be 0: Schannel does not number messages');
}

const PROTECT_DEFAULTS: Required<ProtectOptions> = Object.freeze({ qop: 0, sequenceNumber: 0 });
const CHECK_DEFAULTS: Required<CheckOptions> = Object.freeze({ sequenceNumber: 0 });
const DECRYPT_DEFAULTS: Required<DecryptOptions> = Object.freeze({
  sequenceNumber: 0,
  requireEncryption: false,
});

/** Requires {@link ProtectOptions}, and fills in what is left out. */
export function protectOptions(
  core: Stream,
  options: ProtectOptions | undefined,
): Required<ProtectOptions> {
  if (options === undefined) return PROTECT_DEFAULTS;
  requireOptions('options', options, ['qop', 'sequenceNumber']);
  const { qop = 0, sequenceNumber = 0 } = options;
  requireUint32('options.qop', qop);
  requireSequenceNumber(core, sequenceNumber);
  return { qop, sequenceNumber };
}

/** Requires {@link CheckOptions}, and fills in what is left out. */
export function checkOptions(
  core: Stream,
  options: CheckOptions | undefined,
): Required<CheckOptions> {
  if (options === undefined) return CHECK_DEFAULTS;
  requireOptions('options', options, ['sequenceNumber']);
  const { sequenceNumber = 0 } = options;
  requireSequenceNumber(core, sequenceNumber);
  return { sequenceNumber };
}

/** Requires {@link DecryptOptions}, and fills in what is left out. */
export function decryptOptions(
  core: Stream,
  options: DecryptOptions | undefined,
): Required<DecryptOptions> {
  if (options === undefined) return DECRYPT_DEFAULTS;
  requireOptions('options', options, ['sequenceNumber', 'requireEncryption']);
  const { sequenceNumber = 0, requireEncryption = false } = options;
  requireSequenceNumber(core, sequenceNumber);
  requireBoolean('options.requireEncryption', requireEncryption);
  return { sequenceNumber, requireEncryption };
}
