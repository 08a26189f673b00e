import { SCRIPTED, SCRIPTED_STREAM } from '../scripted-ssp/index.js';
import { describeEach, PACKAGES } from './capabilities.js';
import type { PairName } from './pair-maker.js';
import { describeScripted } from './scripted.js';

/** Describes what is true of the contexts of every package: Windows' own, and the scripted ones. */
export function describePairs(title: string, body: (name: PairName) => void): void {
  describeEach(PACKAGES, title, body);
  for (const name of [SCRIPTED, SCRIPTED_STREAM] as const) {
    describeScripted(title.replace('%s', name), () => body(name));
  }
}
