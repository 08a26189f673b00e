import { requireBoolean, requireOptions } from '../arguments.js';
import type { ContextCore } from '../context-core.js';
import { requireCount, requireSize } from './bound-block.js';
import { requireLength } from './encrypt.js';
import type { SealPlan } from './seal-layout.js';
import { roomOf } from './seal-layout.js';
import type { SealKind } from './seal-plan.js';
import { sealPlan } from './seal-plan.js';

/** Options of {@link SecurityContext.createSealer}. */
export interface SealerOptions {
  /**
   * The longest message, in bytes. Default: what the package states (`streamSizes.maximumMessage`, 16
   * KiB with TLS), or 16,384.
   */
  readonly messageSize?: number;
  /** For how many messages there is room at once. Default 1. */
  readonly count?: number;
  /** Whether to seal the messages; false only signs them. Default true. */
  readonly encrypt?: boolean;
  /**
   * Whether messages that are sealed together end up one behind another, so that one write sends them.
   * Default false.
   */
  readonly packed?: boolean;
}

const DEFAULT_SIZE = 16_384;

/** The same, checked, and how the context seals. */
export interface SealerSettings {
  readonly kind: SealKind;
  readonly messageSize: number;
  readonly count: number;
  readonly packed: boolean;
  readonly plan: SealPlan;
}

/** Requires {@link SealerOptions}, and fills in what is left out. */
export function sealerSettings(core: ContextCore, options: SealerOptions): SealerSettings {
  requireOptions('options', options, ['messageSize', 'count', 'encrypt', 'packed']);
  const { count = 1, encrypt = true, packed = false } = options;
  requireBoolean('options.encrypt', encrypt);
  requireBoolean('options.packed', packed);
  requireCount(count);
  const kind = { encrypt, padding: true };
  const plan = sealPlan(core, kind, 'createSealer');
  const { messageSize = plan.maximum ?? DEFAULT_SIZE } = options;
  requireSize('options.messageSize', messageSize, (size) => count * roomOf(plan, size));
  requireLength(messageSize, plan.maximum);
  return { kind, messageSize, count, packed, plan };
}
