import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { readImage } from './image.js';
import type { Places, Surroundings } from './places.js';
import { addonsIn, isThere } from './places.js';

/** An attempt to load the addon that failed. */
export interface Attempt {
  readonly surroundings: Surroundings;
  readonly places: Places;
  /** What was found and could not be loaded. */
  readonly file?: string | undefined;
  /** What was thrown then. */
  readonly cause?: unknown;
}

/** Why it failed, and what to do about it. */
interface Finding {
  readonly reason: string;
  readonly advice: string;
}

/** What is there when Node.js was started with `--permission`. */
interface Permission {
  has(scope: string, reference: string): boolean;
}

const SHIPPED = join('node_modules', 'secur32', 'prebuilds');

const permission = (): Permission | undefined =>
  (process as { readonly permission?: Permission }).permission;

function targetsIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'prebuilds')).filter((name) => /^\w+-\w+$/.test(name));
  } catch {
    return [];
  }
}

function unreadable(path: string): Finding {
  return {
    reason: `Node.js runs with --permission, which forbids to read ${path}`,
    advice: `Start it with --allow-fs-read=${path}`,
  };
}

/** What to do where the file is missing or spoilt. */
function replacement({ places, surroundings }: Attempt, file?: string): string {
  const home = places.packages.at(-1);
  if (home !== undefined) return `Delete ${home}, and run: npm install`;
  if (file !== undefined) return `Copy ${file} again, from ${SHIPPED}`;
  if (surroundings.code === undefined) {
    return 'Define __dirname at the top of the bundle, as import.meta.dirname';
  }
  const copy = join(surroundings.code, 'prebuilds');
  return `Copy ${SHIPPED} to ${copy} when you bundle, or leave secur32 out of the bundle`;
}

function notFound(attempt: Attempt): Finding {
  const { packages } = attempt.places;
  const { code } = attempt.surroundings;
  const own = packages.length > 0 || code === undefined ? packages : [code];
  const denied = own.find((folder) => permission()?.has('fs.read', folder) === false);
  if (denied !== undefined) return unreadable(denied);
  const reason = 'there is no such file';
  const architectures = packages.flatMap(targetsIn).map((name) => name.replace(/^\w+-/, ''));
  if (architectures.length === 0) return { reason, advice: replacement(attempt) };
  const others = `a Node.js for ${architectures.join(' or ')}`;
  const build = 'in a clone of the repository run: npm run build:native';
  return { reason, advice: `Use ${others}. To build it for this one, ${build}` };
}

/** What is wrong with a file that Windows does not load, as far as its headers tell. */
function defectOf(file: string, target: string): string | undefined {
  try {
    const image = readImage(file);
    if (image === undefined) return `${file} is not a DLL of Windows`;
    const { arch, size, wholeSize } = image;
    if (!target.endsWith(`-${arch}`)) return `${file} is for ${arch}`;
    return size < wholeSize ? `${file} has ${size} bytes of ${wholeSize}` : undefined;
  } catch {
    // A folder, or a file that may not be read: the loader has said so.
    return undefined;
  }
}

function refused(attempt: Attempt, file: string): Finding {
  const { code, message } = attempt.cause as NodeJS.ErrnoException;
  if (code === 'ERR_DLOPEN_DISABLED') {
    return permission() === undefined
      ? { reason: 'Node.js runs with --no-addons', advice: 'Start it without' }
      : {
          reason: 'Node.js runs with --permission, which forbids addons',
          advice: 'Start it with --allow-addons as well',
        };
  }
  if (code === 'ERR_ACCESS_DENIED') return unreadable(file);
  const defect = defectOf(file, attempt.surroundings.target);
  if (defect !== undefined) return { reason: defect, advice: replacement(attempt, file) };
  return {
    reason: message.trim().replace(/\.$/, ''),
    advice: 'See whether a virus scanner or a policy of this system forbids the file',
  };
}

/** One line for each place: what was looked for, and what is there. */
function lookedFor({ places, surroundings: { target } }: Attempt): string[] {
  const inPackages = places.packages.flatMap((folder) => {
    const there = targetsIn(folder).join(' and ');
    const [compiled, shipped] = addonsIn(folder, target);
    return [
      { file: compiled, note: '' },
      { file: shipped, note: there && `; there is ${there}` },
    ];
  });
  return [...inPackages, ...places.files.map((file) => ({ file, note: '' }))].map(
    ({ file, note }) => `  ${file}: ${isThere(file) ? 'found' : `not found${note}`}`,
  );
}

/** Says what was looked for, what was found, and what to do. */
export function explain(attempt: Attempt): string {
  const { file, surroundings } = attempt;
  const { reason, advice } = file === undefined ? notFound(attempt) : refused(attempt, file);
  return [
    `The native addon for ${surroundings.target} could not be loaded: ${reason}. ${advice}.`,
    'Looked for, in this order:',
    ...lookedFor(attempt),
  ].join('\n');
}
