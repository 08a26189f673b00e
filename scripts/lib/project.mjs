import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. Every program in scripts/ works from there, wherever it was started. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string[]} parts */
export const inProject = (...parts) => path.join(root, ...parts);

export const isWindows = process.platform === 'win32';
export const isLinux = process.platform === 'linux';
