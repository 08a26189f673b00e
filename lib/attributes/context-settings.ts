import {
  invalidValue,
  outOfRange,
  requireBoolean,
  requireBytes,
  requireOptions,
  requireText,
  requireUint32,
} from '../arguments.js';
import { SECPKG_ATTR } from '../constants.js';
import type { SettingTable } from './setting.js';
import { dwords } from './setting.js';

/** What an application keeps with a TLS session. */
export interface NewSessionAppData {
  /** Reserved by Windows. Default 0. */
  readonly flags?: number;
  /** The application's bytes. */
  readonly data: Uint8Array;
}

/**
 * The pseudo-random function for the keys of EAP.
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_eapprfinfo
 */
export interface EapPrfInfo {
  /** The version of the structure. Default 0. */
  readonly version?: number;
  /** The identifier of the function. */
  readonly data: Uint8Array;
}

/**
 * What keying material is exported for (RFC 5705).
 *
 * @see https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-secpkgcontext_keyingmaterialinfo
 */
export interface KeyingMaterialInfo {
  /** The label, in ASCII: `EXPORTER-my-protocol`. */
  readonly label: string;
  /** The context value, up to 65,535 bytes. Default: none. */
  readonly context?: Uint8Array;
  /** How much is wanted, in bytes. */
  readonly size: number;
}

/** What {@link SecurityContext.set} takes, by the name of the attribute. All are of Schannel. */
export interface ContextSettings {
  /** SECPKG_ATTR_APP_DATA: kept with the session, for those who resume it. */
  appData: NewSessionAppData;
  /** SECPKG_ATTR_DTLS_MTU: the largest datagram, from 200 to 65,536 bytes. */
  dtlsMtu: number;
  /** SECPKG_ATTR_EAP_PRF_INFO: for `eapKeyBlock`. */
  eapPrfInfo: EapPrfInfo;
  /**
   * SECPKG_ATTR_UI_INFO: the window that a PIN dialog belongs to. The bytes of its HWND, as
   * Electron's `getNativeWindowHandle()` gives them.
   */
  uiInfo: Uint8Array;
  /** SECPKG_ATTR_EARLY_START: whether data may be sent before the handshake is complete. */
  earlyStart: boolean;
  /** SECPKG_ATTR_KEYING_MATERIAL_INFO: for `keyingMaterial`. */
  keyingMaterialInfo: KeyingMaterialInfo;
}

const POINTER_SIZE = process.arch === 'ia32' ? 4 : 8;
// Lengths of label and context have 16 bits.
const MAXIMUM_LENGTH = 0xffff;

function requireShort(name: string, length: number): void {
  if (length > MAXIMUM_LENGTH) {
    throw outOfRange(name, `at most ${String(MAXIMUM_LENGTH)} bytes long`, length);
  }
}

function encodeKeyingMaterialInfo(value: KeyingMaterialInfo) {
  requireOptions('value', value, ['label', 'context', 'size']);
  const { label, context = Buffer.alloc(0), size } = value;
  requireText('value.label', label);
  // eslint-disable-next-line no-control-regex -- ASCII is what the page asks for.
  if (!/^[\x01-\x7f]+$/.test(label)) throw invalidValue('value.label', 'must be ASCII');
  requireBytes('value.context', context);
  requireUint32('value.size', size);
  if (size === 0) throw outOfRange('value.size', 'at least 1', size);
  // The length counts the zero at the end.
  const text = Buffer.from(`${label}\0`, 'latin1');
  requireShort('value.label', text.length);
  requireShort('value.context', context.length);
  return [text, Buffer.from(context), size];
}

/** Every attribute of a context that can be set by name. */
export const CONTEXT_SETTINGS: SettingTable<ContextSettings> = {
  appData: {
    attribute: SECPKG_ATTR.APP_DATA,
    pointers: true,
    encode(value) {
      requireOptions('value', value, ['flags', 'data']);
      const { flags = 0, data } = value;
      requireUint32('value.flags', flags);
      requireBytes('value.data', data);
      return [flags, Buffer.from(data)];
    },
  },
  dtlsMtu: {
    attribute: SECPKG_ATTR.DTLS_MTU,
    pointers: false,
    encode(value) {
      requireUint32('value', value);
      return dwords(value);
    },
  },
  eapPrfInfo: {
    attribute: SECPKG_ATTR.EAP_PRF_INFO,
    pointers: true,
    encode(value) {
      requireOptions('value', value, ['version', 'data']);
      const { version = 0, data } = value;
      requireUint32('value.version', version);
      requireBytes('value.data', data);
      return [version, Buffer.from(data)];
    },
  },
  uiInfo: {
    attribute: SECPKG_ATTR.UI_INFO,
    pointers: false,
    encode(value) {
      requireBytes('value', value);
      if (value.length !== POINTER_SIZE) {
        throw outOfRange('value', `${String(POINTER_SIZE)} bytes long`, value.length);
      }
      return Buffer.from(value);
    },
  },
  earlyStart: {
    attribute: SECPKG_ATTR.EARLY_START,
    pointers: false,
    encode(value) {
      requireBoolean('value', value);
      return dwords(Number(value));
    },
  },
  keyingMaterialInfo: {
    attribute: SECPKG_ATTR.KEYING_MATERIAL_INFO,
    pointers: true,
    encode: encodeKeyingMaterialInfo,
  },
};
