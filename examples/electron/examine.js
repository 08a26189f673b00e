'use strict';

const LONGEST_RUN = 60_000;

/** What the page sees, and what it gets from SSPI by way of all the processes. */
const SCRIPT = `(async () => ({
  isolated: typeof require === 'undefined' && typeof process === 'undefined',
  packages: await window.sspi.packages(),
  refused: await window.sspi.connect('nowhere'),
  loopbacks: await window.sspi.selfTest(),
}))()`;

/**
 * The options of a self-test: `--self-test [--pfx=FILE] [--passphrase=TEXT] [--target=NAME]`.
 *
 * @param {readonly string[]} argv
 * @returns {import('./self-test.js').Options | undefined} undefined where none is asked for
 */
function readOptions(argv) {
  if (!argv.includes('--self-test')) return undefined;
  const matches = argv.map((each) => /^--(pfx|passphrase|target)=(.*)$/s.exec(each));
  /** @type {Record<string, string>} */
  const options = {};
  for (const [, name = '', value = ''] of matches.filter((match) => match !== null)) {
    options[name] = value;
  }
  return options;
}

/**
 * @template [Value=unknown]
 * @typedef {import('./caller.js').Outcome<Value>} Outcome
 */

/**
 * @typedef {object} Report
 * @property {boolean} isolated
 * @property {Outcome<{ name: string }[]>} packages
 * @property {Outcome} refused
 * @property {Outcome<import('./self-test.js').Loopback[]>} loopbacks
 */

/**
 * What is wrong with what the page saw, in sentences.
 *
 * @param {Report} report
 */
function mistakesOf({ isolated, packages, refused, loopbacks }) {
  const mistakes = [];
  if (!isolated) mistakes.push('the page can reach Node.js');
  if (!packages.ok || !packages.value.some(({ name }) => name === 'Negotiate'))
    mistakes.push('Negotiate is not listed');
  if (refused.ok) mistakes.push('a service that does not exist was connected');
  if (!loopbacks.ok) return [...mistakes, `the self-test failed: ${loopbacks.error.message}`];
  if (loopbacks.value.length === 0) mistakes.push('nothing was sealed');
  for (const { package: name, hidden, opened } of loopbacks.value) {
    if (!hidden || !opened) mistakes.push(`${name} did not protect its message`);
  }
  return mistakes;
}

/**
 * Runs the self-test in the page, prints its result, and returns the exit code: 0, or 1 where
 * something is wrong.
 *
 * @param {(script: string) => Promise<unknown>} execute
 */
async function examine(execute) {
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The self-test takes too long')), LONGEST_RUN).unref();
  });
  const report = /** @type {Report} */ (await Promise.race([execute(SCRIPT), late]));
  const mistakes = mistakesOf(report);
  const { electron, node } = process.versions;
  const line = JSON.stringify({ electron, node, arch: process.arch, ...report, mistakes });
  // Whoever exits at once may lose what a pipe has not taken yet.
  await new Promise((resolve) => process.stdout.write(`${line}\n`, resolve));
  return mistakes.length === 0 ? 0 : 1;
}

module.exports = { examine, mistakesOf, readOptions };
