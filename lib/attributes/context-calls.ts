import { requireOneOf } from '../arguments.js';
import type { NativeSetting } from '../native.js';
import type { ContextCore } from '../context-core.js';
import { check } from '../fail.js';
import { ATTRIBUTES, EARLY_ATTRIBUTES } from './context.js';
import type { ContextSettings } from './context-settings.js';
import { CONTEXT_SETTINGS } from './context-settings.js';
import { wipe } from './setting.js';
import { rawStructure, requireRawContextQuery, requireRawSetting } from './raw.js';
import { refuseToSetAttribute } from '../wine.js';

const LATE: ReadonlySet<number> = new Set(
  Object.entries(ATTRIBUTES)
    .filter(([name]) => !(EARLY_ATTRIBUTES as ReadonlySet<string>).has(name))
    .map(([, { attribute }]) => attribute),
);

/** Asks for the bytes of an attribute's structure: one without a name during the handshake too. */
export function queryRaw(core: ContextCore, attribute: number): Buffer {
  requireRawContextQuery(ATTRIBUTES, attribute);
  core.requireQueryable(!LATE.has(attribute));
  const { status, values } = core.native.queryAttributeBytes(attribute);
  check(status, 'QueryContextAttributes', core.securityPackage.name);
  return rawStructure(attribute, values);
}

/** Sets an attribute by its name; also during the handshake. Returns the status. */
export function setByName<Name extends keyof ContextSettings>(
  core: ContextCore,
  name: Name,
  value: ContextSettings[Name],
): number {
  requireOneOf('attribute', name, Object.keys(CONTEXT_SETTINGS));
  const { attribute, encode } = CONTEXT_SETTINGS[name];
  const setting = encode(value);
  try {
    return change(core, attribute, setting);
  } finally {
    wipe(setting);
  }
}

/** Sets an attribute to the bytes of a structure; also during the handshake. Returns the status. */
export function setRaw(core: ContextCore, attribute: number, structure: Uint8Array): number {
  requireRawSetting(CONTEXT_SETTINGS, attribute, structure);
  return change(core, attribute, structure);
}

function change(core: ContextCore, attribute: number, setting: NativeSetting): number {
  core.refuseWhileWorking();
  refuseToSetAttribute(core);
  return core.native.setAttribute(attribute, setting);
}
