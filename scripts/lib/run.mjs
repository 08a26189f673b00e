import { spawn } from 'node:child_process';
import { isWindows, root } from './project.mjs';

/**
 * Runs a program in the project's folder and returns its exit code.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {'inherit' | 'stderr'} [options.stdout] 'stderr' keeps standard output for the caller
 * @param {number} [options.timeout] in milliseconds; the exit code is then 124
 * @returns {Promise<number>}
 */
export function run(command, args, { stdout = 'inherit', timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['inherit', stdout === 'stderr' ? process.stderr : 'inherit', 'inherit'],
    });
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        child.kill('SIGTERM');
      },
      timeout ?? 2 ** 31 - 1,
    );
    // Who stops us stops all of it, but not before the child has cleaned up. The terminal sends
    // Ctrl-C to the child as well.
    let stopped = 0;
    const interrupt = () => void (stopped = 130);
    const terminate = () => {
      stopped = 143;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', interrupt).on('SIGTERM', terminate);
    const settle = () => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', terminate);
      if (stopped) process.exit(stopped);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      settle();
      resolve(late ? 124 : (code ?? (signal === 'SIGINT' ? 130 : 143)));
    });
  });
}

/**
 * The same for a JavaScript program, under this very Node.
 *
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/**
 * npm as a JavaScript program where possible: on Windows `npm` is a batch file.
 *
 * @param {string[]} args
 */
export function runNpm(args) {
  const options = /** @type {const} */ ({ stdout: 'stderr' });
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return runNode([cli, ...args], options);
  return isWindows
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options);
}
