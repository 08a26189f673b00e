import { requireBoolean, requireOptions } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import { requireCount, requireSize } from './bound-block.js';
import { requireOpening } from './decrypt.js';
import { refuseDceStyle } from './seal-plan.js';

/** Options of {@link SecurityContext.createOpener}. */
export interface OpenerOptions {
  /** How many received bytes there is room for. Default 65,536. */
  readonly size?: number;
  /** How many messages {@link Opener.openAll} opens in one call at most. Default 1. */
  readonly count?: number;
  /**
   * Whether to refuse a message that is only signed, with `ERR_SSPI_NOT_ENCRYPTED`. Default: true
   * where the context grants confidentiality.
   */
  readonly requireEncryption?: boolean;
}

const DEFAULT_SIZE = 65_536;

/** Requires {@link OpenerOptions} and a context that opens, and fills in what is left out. */
export function openerSettings(core: ContextCore, options: OpenerOptions): Required<OpenerOptions> {
  requireOptions('options', options, ['size', 'count', 'requireEncryption']);
  const { size = DEFAULT_SIZE, count = 1 } = options;
  const { requireEncryption = core.grantsConfidentiality } = options;
  requireCount(count);
  requireSize('options.size', size, (bytes) => bytes);
  requireBoolean('options.requireEncryption', requireEncryption);
  requireOpening(core);
  if (!core.isStream) refuseDceStyle(core, 'createOpener');
  return { size, count, requireEncryption };
}
