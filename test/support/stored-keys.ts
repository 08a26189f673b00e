import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { onWine } from './platform.js';
import { runAtOnce } from './run-at-once.js';

// Where a private key of the current user is kept: files on Windows, of the CryptoAPI and of CNG, and
// the registry on Wine.
const FOLDERS = ['Microsoft/Crypto/RSA', 'Microsoft/Crypto/Keys'];
const REGISTRY_KEY = 'HKEY_CURRENT_USER\\Software\\Wine\\Crypto\\RSA';

function filesOf(folder: string): string[] {
  const path = join(process.env['APPDATA'] ?? '', folder);
  return existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
}

function registryKeys(): string[] {
  const { stdout } = runAtOnce('reg', ['query', REGISTRY_KEY]);
  return stdout.split('\r\n').filter((line) => line.startsWith(`${REGISTRY_KEY}\\`));
}

/** The names of the private keys that the current user has. */
export function storedKeys(): string[] {
  return (onWine ? registryKeys() : FOLDERS.flatMap(filesOf)).sort();
}
