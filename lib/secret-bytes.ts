import { inspect } from 'node:util';

/** Makes bytes ones that neither console.log() nor util.inspect() shows. */
export function hide(secret: Buffer): Buffer {
  const shown = `<secret, ${String(secret.length)} bytes>`;
  Object.defineProperty(secret, inspect.custom, { value: () => shown, configurable: true });
  return secret;
}
