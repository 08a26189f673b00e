import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const EXAMPLE = join(ROOT, 'examples/electron');
const PACKAGE = ['package.json', 'dist', 'prebuilds', 'LICENSE'];

/** Puts the example and what it depends on into a folder, as they are before they are packed. */
export function layOutApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(EXAMPLE).filter((each) => /\.(?:js|html|json)$/.test(each))) {
    cpSync(join(EXAMPLE, name), join(folder, name));
  }
  const modules = join(folder, 'node_modules');
  for (const part of PACKAGE) {
    cpSync(join(ROOT, part), join(modules, 'secur32', part), { recursive: true });
  }
  const dependency = 'node-gyp-build';
  cpSync(join(ROOT, 'node_modules', dependency), join(modules, dependency), { recursive: true });
}

/** A folder of this name in a place of its own. */
export function temporaryFolder(...names: string[]): string {
  return join(mkdtempSync(join(tmpdir(), 'secur32-electron-')), ...names);
}
