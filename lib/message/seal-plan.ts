import { invalidValue, spanOf } from '../arguments.js';
import { SECBUFFER, SECQOP } from '../constants.js';
import type { ContextCore } from '../context-core.js';
import { Secur32Error } from '../errors.js';
import { checkedSecBuffer } from '../sec-buffer.js';
import { putsDataFirst, refuseToEncrypt } from '../wine.js';
import { orderOf } from './control-block.js';
import { requireProtection } from './encrypt.js';
import type { Part, SealPlan } from './seal-layout.js';

/** What is to be sealed, and how. */
export interface SealKind {
  readonly encrypt: boolean;
  /** Whether the package gets a PADDING buffer, which all but WinRM's messages have. */
  readonly padding: boolean;
}

/** Refuses DCE style, whose messages have parts that a single token cannot carry. */
export function refuseDceStyle(core: ContextCore, method: string): void {
  if (!core.usesDceStyle) return;
  throw new Secur32Error(
    'ERR_SSPI_DCE_STYLE',
    `${method}() speaks GSS tokens, and this context was established with DCE style. Use ` +
      'encryptMessage() and decryptMessage() with the buffers of the DCE layout.',
  );
}

function planRecord(core: ContextCore): SealPlan {
  const { header, trailer, maximumMessage } = core.query('streamSizes');
  return {
    qop: 0,
    parts: [
      { type: SECBUFFER.STREAM_HEADER, offset: 0, behind: false, size: header },
      { type: SECBUFFER.DATA, offset: header, behind: false, size: undefined },
      { type: SECBUFFER.STREAM_TRAILER, offset: header, behind: true, size: trailer },
      { type: SECBUFFER.EMPTY, offset: 0, behind: false, size: 0 },
    ],
    order: orderOf([0, 1, 2, 3]),
    before: header,
    after: trailer,
    maximum: maximumMessage,
  };
}

function planToken(core: ContextCore, { encrypt, padding }: SealKind): SealPlan {
  const { securityTrailer: room, blockSize } = core.sizes;
  const dataFirst = putsDataFirst(core);
  const before = dataFirst ? 0 : room;
  const parts: Part[] = [
    { type: SECBUFFER.TOKEN, offset: 0, behind: dataFirst, size: room },
    { type: SECBUFFER.DATA, offset: before, behind: false, size: undefined },
  ];
  if (padding) parts.push({ type: SECBUFFER.PADDING, offset: room, behind: true, size: blockSize });
  const windowsOrder = padding ? [0, 1, 2] : [0, 1];
  return {
    qop: encrypt ? 0 : SECQOP.WRAP_NO_ENCRYPT,
    parts,
    order: orderOf(dataFirst ? [1, 0] : windowsOrder),
    before,
    after: room - before + (padding ? blockSize : 0),
    maximum: core.streamSizes?.maximumMessage,
  };
}

// The same for every message, but for the length of DATA, which is not looked at.
function refuse(core: ContextCore, { parts, qop }: SealPlan): void {
  const buffers = parts.map(({ type, size = 0 }) => {
    const data = new Uint8Array(size);
    return checkedSecBuffer(type, data, spanOf(data));
  });
  refuseToEncrypt(core, buffers, qop);
}

/** How a context seals, or an error that says why it does not. Made once in a handshake. */
export function sealPlan(core: ContextCore, kind: SealKind, method: string): SealPlan {
  const { encrypt, padding } = kind;
  if (core.isStream && !encrypt) {
    core.requireWritable();
    throw invalidValue('options.encrypt', 'must be true: TLS has no signed records');
  }
  if (core.isStream) core.requireWritable();
  else requireProtection(core, encrypt ? 0 : SECQOP.WRAP_NO_ENCRYPT);
  const index = (encrypt ? 1 : 0) + (padding ? 2 : 0);
  const known = core.sealPlans[index];
  if (known !== undefined) return known;
  if (!core.isStream) refuseDceStyle(core, method);
  const plan = core.isStream ? planRecord(core) : planToken(core, kind);
  refuse(core, plan);
  core.sealPlans[index] = plan;
  return plan;
}
