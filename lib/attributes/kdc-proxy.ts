import {
  outOfRange,
  requireBoolean,
  requireBytes,
  requireOptions,
  requireText,
} from '../arguments.js';

/**
 * The proxy by which Kerberos reaches its domain controllers (MS-KKDCP).
 *
 * @see https://learn.microsoft.com/windows/win32/api/sspi/ns-sspi-secpkgcredentials_kdcproxysettingsw
 */
export interface KdcProxySettings {
  /** Its name: `proxy.example.com`, or `proxy.example.com:8443:KdcProxy`. */
  readonly proxyServer: string;
  /** Whether domain controllers are reached by the proxy only. Default false. */
  readonly force?: boolean;
  /** Marshalled credentials for TLS with the proxy. Default: none. */
  readonly clientTlsCredential?: Uint8Array;
}

const VERSION_1 = 1;
const FORCE_PROXY = 1;
const HEADER_SIZE = 16;
const MAXIMUM_SIZE = 0xffff;

/** A SecPkgCredentials_KdcProxySettingsW: a header with offsets from its start, then what they mean. */
export function encodeKdcProxySettings(value: KdcProxySettings): Buffer {
  requireOptions('value', value, ['proxyServer', 'force', 'clientTlsCredential']);
  const { proxyServer, force = false, clientTlsCredential = Buffer.alloc(0) } = value;
  requireText('value.proxyServer', proxyServer);
  requireBoolean('value.force', force);
  requireBytes('value.clientTlsCredential', clientTlsCredential);
  const server = Buffer.from(proxyServer, 'utf16le');
  // The zero behind the name is not counted.
  const credentialAt = HEADER_SIZE + server.length + 2;
  const size = credentialAt + clientTlsCredential.length;
  // Offsets and lengths have 16 bits.
  if (size > MAXIMUM_SIZE) {
    throw outOfRange('value', `at most ${String(MAXIMUM_SIZE)} bytes in all`, size);
  }
  const settings = Buffer.alloc(size);
  settings.writeUInt32LE(VERSION_1, 0);
  settings.writeUInt32LE(force ? FORCE_PROXY : 0, 4);
  settings.writeUInt16LE(HEADER_SIZE, 8);
  settings.writeUInt16LE(server.length, 10);
  if (clientTlsCredential.length > 0) settings.writeUInt16LE(credentialAt, 12);
  settings.writeUInt16LE(clientTlsCredential.length, 14);
  settings.set(server, HEADER_SIZE);
  settings.set(clientTlsCredential, credentialAt);
  return settings;
}
