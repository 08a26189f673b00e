/** Quotes words for a POSIX shell. @param {string[]} words */
export const quote = (words) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/**
 * A shell command that runs several side by side, as many as there are processors, and fails when
 * one fails.
 *
 * @param {string[][]} commands
 */
export const inParallel = (commands) =>
  `printf '%s\\0' ${quote(commands.map(quote))} | xargs -0 -P "$(nproc)" -n 1 sh -c`;
