import type { AsyncRow } from './asynchronous.js';
import type { DiagnosticsRow } from './diagnostics.js';
import type { Verdict } from './judge.js';
import type { Machine } from './machine.js';
import type { MemoryRow } from './memory.js';
import type { MessageRow } from './messages.js';
import type { NewMemory } from './new-memory.js';
import type { ScalingRow } from './scaling.js';
import type { WorkersRow } from './workers.js';

/** What the profile is of. */
export const PROFILED = { package: 'Schannel', size: 64 } as const;

/** A part of what a message costs. */
export interface Stage {
  readonly name: string;
  /** Microseconds a message. */
  readonly us: number;
}

/** All that a full run measures. */
export interface Results {
  readonly machine: Machine;
  readonly messages: readonly MessageRow[];
  readonly verdicts: readonly Verdict[];
  readonly scaling: readonly ScalingRow[];
  readonly workers: WorkersRow;
  readonly asynchronous: readonly AsyncRow[];
  readonly memory: MemoryRow;
  readonly newMemory: NewMemory;
  readonly diagnostics: readonly DiagnosticsRow[];
  readonly profile: readonly Stage[];
}
