import { spawn } from 'node:child_process';
import { isWindows, root } from './project.mjs';

/**
 * Runs a program in the project's folder and returns its exit code.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env] in addition to this process's own
 * @param {'inherit' | 'stderr'} [options.stdout] 'stderr' keeps standard output for the caller
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, stdout = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', stdout === 'stderr' ? process.stderr : 'inherit', 'inherit'],
    });
    // The terminal sends Ctrl-C to the child as well; we stay to pass on how it ended.
    const ignore = () => {};
    const passOn = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore).on('SIGTERM', passOn);
    const settle = () => process.off('SIGINT', ignore).off('SIGTERM', passOn);
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      settle();
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** The same for a JavaScript program, under this very Node. */
export function runNode(
  /** @type {string[]} */ args,
  /** @type {Parameters<typeof run>[2]} */ options,
) {
  return run(process.execPath, args, options);
}

/** npm as a JavaScript program where possible: on Windows `npm` is a batch file. */
export function runNpm(/** @type {string[]} */ args) {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return runNode([cli, ...args], { stdout: 'stderr' });
  return isWindows
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { stdout: 'stderr' })
    : run('npm', args, { stdout: 'stderr' });
}
