import { binding } from '../binding.js';
import type { ContextCore } from '../context-core.js';

export function isWine(): boolean {
  return binding().wineVersion() !== null;
}

export function isOnWine(core: ContextCore): boolean {
  // Asked for every message, and so only once of native code.
  core.onWine ??= isWine();
  return core.onWine;
}

export function isWineKerberos(core: ContextCore): boolean {
  return isOnWine(core) && core.mechanism === 'Kerberos';
}

const WINES_OWN: readonly string[] = [
  'Kerberos',
  'NTLM',
  'Schannel',
  'Microsoft Unified Security Protocol Provider',
];

/** Whether the credentials are of one of Wine's own packages, whatever protects messages. */
export function isOfWine({ securityPackage: { name } }: ContextCore): boolean {
  return name === 'Negotiate' || WINES_OWN.includes(name);
}

/** Whether a context is of one of Wine's own packages, and not of one that was added to it. */
export function isWinesOwn(core: ContextCore): boolean {
  core.winesOwn ??= WINES_OWN.includes(core.mechanism);
  return core.winesOwn;
}
