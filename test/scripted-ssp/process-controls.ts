import { load } from './index.js';

// What the DLL of the scripted package says of the process that it is in.

interface Controls {
  handleCount(): number;
  privateBytes(): number;
  countInMemory(masked: Uint8Array, mask: number): number;
  notePasswords(noted: boolean): void;
  setSessionKey(masked: Uint8Array, mask: number): void;
}

let loaded: Controls | undefined;

function controls(): Controls {
  loaded ??= load() as Controls;
  return loaded;
}

/** How many handles of Windows the process has. */
export function handleCount(): number {
  return controls().handleCount();
}

/** The committed memory that no other process shares, in bytes. */
export function privateBytes(): number {
  return controls().privateBytes();
}

/** Whether the package notes the passwords that it is given. It does, unless it is told otherwise. */
export function notePasswords(noted: boolean): void {
  controls().notePasswords(noted);
}

/** How often a secret lies in the private memory of the process. */
export function countInMemory({ masked, mask }: MaskedSecret): number {
  return controls().countInMemory(masked, mask);
}

/** Makes a secret the session key of every context; an empty one means that there are no keys. */
export function setSessionKey({ masked, mask }: MaskedSecret): void {
  controls().setSessionKey(masked, mask);
}

/** A secret that does not lie in memory as it is: each of its bytes is masked by exclusive or. */
export interface MaskedSecret {
  readonly masked: Uint8Array;
  readonly mask: number;
}
