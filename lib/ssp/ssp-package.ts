import type { SecurityPackage } from '../packages.js';
import type { LsaFunctions, UserFunctions } from './function-tables.js';

/** A package of a hosted DLL: what its GetInfo says, and its function tables. */
export interface SspPackage extends SecurityPackage {
  /** What its LSA mode has. */
  readonly lsaFunctions: LsaFunctions;
  /** What its user mode has, SealMessage among it. */
  readonly userFunctions: UserFunctions;
}
