import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { inProject, root } from './project.mjs';
import { run } from './run.mjs';

/** The lab: Windows' own Node.js on Linux (lab/README.md). */
const program = inProject('lab/run');

/** The word sizes whose Windows programs run here: `ia32` only where the kernel runs 32-bit programs. */
export function labArches() {
  return execFileSync(inProject('lab/arches'), { encoding: 'utf8' }).trim().split('\n');
}

/** Builds the lab unless it is there; the build shows its own progress. Returns the exit code. */
export function buildLab() {
  return run(inProject('lab/build'), [], { stdout: 'stderr' });
}

/**
 * Runs the Windows node.exe in the lab.
 *
 * @param {string[]} args
 * @param {{ node?: number, arch?: string, packages?: string[] }} [runtime]
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNodeInLab(args, { node = 24, arch = 'x64', packages = [] } = {}, options = {}) {
  const installed = packages.flatMap((file) => ['--package', file]);
  const runtime = ['--node', String(node), '--arch', arch, ...installed];
  return run(program, [...runtime, '--', ...args], options);
}

/** Runs a Linux program in the sandbox, where the compilers are. */
export function runLinuxInLab(/** @type {string[]} */ command) {
  return run(program, ['--linux', '--no-domain', '--', ...command]);
}

/** The sandbox's folder, made of its definition's hash. */
export function sandboxFolder() {
  const folder = execFileSync(inProject('lab/build'), ['--path'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return folder.trim();
}

/** Names the sandbox's content, and so the versions of its tools. */
export const labToolchain = () => path.basename(sandboxFolder());
