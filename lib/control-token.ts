import { invalidValue, outOfRange, requireOptions, requireUint32 } from './arguments.js';
import { SCHANNEL, SECBUFFER, TLS1_ALERT } from './constants.js';
import { stateError } from './context-core.js';
import { Secur32Error } from './errors.js';
import type { Legs } from './legs.js';
import { isSuccess, Status } from './status.js';

/** A TLS alert. */
export interface Alert {
  /** `TLS1_ALERT.WARNING`, or `TLS1_ALERT.FATAL`, after which the connection is over. */
  readonly level: number;
  /** What happened: one of the other members of {@link TLS1_ALERT}; a byte. */
  readonly description: number;
}

// One is enough today; a package that always wants another must not hold the caller for ever.
const MAXIMUM_LEGS = 8;

function words(...values: number[]): Buffer {
  const token = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => token.writeUInt32LE(value, 4 * index));
  return token;
}

// The legs after a control token take no input, and give what tells the peer.
// https://learn.microsoft.com/windows/win32/secauthn/shutting-down-an-schannel-connection
async function tell(legs: Legs): Promise<Buffer> {
  const tokens: Buffer[] = [];
  for (let count = 0; count < MAXIMUM_LEGS; count += 1) {
    const leg = await legs.make(undefined);
    const expired = leg.status === Status.SEC_I_CONTEXT_EXPIRED;
    const token = expired ? legs.writtenBy(leg) : legs.tokenOf(leg);
    if (token !== undefined) tokens.push(token);
    if (leg.status === Status.SEC_I_CONTINUE_NEEDED) continue;
    if (!expired && leg.status !== Status.SEC_E_OK && token === undefined) {
      throw legs.failLeg(leg.status);
    }
    break;
  }
  return Buffer.concat(tokens);
}

async function control(legs: Legs, data: Buffer): Promise<Buffer> {
  const { core } = legs;
  core.refuseAfterEnd();
  core.refuseWhileWorking();
  if (core.imported) {
    throw new Secur32Error('ERR_SSPI_ESTABLISHED', 'An imported context makes no legs.');
  }
  if (!core.isStream) throw invalidValue('The package', 'must be Schannel: others have no alerts');
  return await core.alone(async () => {
    const { status } = await core.native.applyControlToken([{ type: SECBUFFER.TOKEN, data }]);
    legs.refuseClosed();
    if (!isSuccess(status)) throw legs.fail('ApplyControlToken', status);
    return await tell(legs);
  });
}

/** Tells the package that the stream ends, and returns what tells the peer. */
export async function shutdown(legs: Legs): Promise<Buffer> {
  legs.core.requireEstablished();
  const token = await control(legs, words(SCHANNEL.SHUTDOWN));
  legs.core.ended = true;
  return token;
}

function checkAlert(alert: Alert): Alert {
  requireOptions('alert', alert, ['level', 'description']);
  const { level, description } = alert;
  requireUint32('alert.level', level);
  requireUint32('alert.description', description);
  if (level !== TLS1_ALERT.WARNING && level !== TLS1_ALERT.FATAL) {
    throw outOfRange('alert.level', 'TLS1_ALERT.WARNING (1) or TLS1_ALERT.FATAL (2)', level);
  }
  if (description > 0xff) throw outOfRange('alert.description', 'one byte', description);
  return { level, description };
}

/** Has the package make an alert, and returns the record for the peer. */
export async function makeAlert(legs: Legs, given: Alert): Promise<Buffer> {
  const { level, description } = checkAlert(given);
  const { core } = legs;
  core.requireOpen();
  if (!core.begun) throw stateError('handshake');
  const record = await control(legs, words(SCHANNEL.ALERT, level, description));
  if (description === TLS1_ALERT.CLOSE_NOTIFY) core.ended = true;
  if (level === TLS1_ALERT.FATAL) core.close();
  return record;
}
